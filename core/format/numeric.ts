/** Intl formats numeric text exactly, where a number would lose digits behind the sixteenth. */
export type NumericText = `${number}`;

export function isNumericText(text: string): text is NumericText {
  return /^-?\d+(\.\d+)?$/.test(text);
}

export function numericText(text: string): NumericText {
  return isNumericText(text) ? text : "0";
}

const PLAIN_RATIO = new Intl.NumberFormat("en-US", { maximumFractionDigits: 6, useGrouping: false });

/** A share or change as plain text for other programs, to six places: `0.140712`. */
export function plainRatio(share: number): string {
  return PLAIN_RATIO.format(share);
}
