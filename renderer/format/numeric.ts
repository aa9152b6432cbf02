/** Intl formats numeric text exactly, where a number would lose digits behind the sixteenth. */
export type NumericText = `${number}`;

export function isNumericText(text: string): text is NumericText {
  return /^-?\d+(\.\d+)?$/.test(text);
}

export function numericText(text: string): NumericText {
  return isNumericText(text) ? text : "0";
}
