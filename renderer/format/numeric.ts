/** Intl formats numeric text exactly, where a number would lose digits behind the sixteenth. */
export type NumericText = `${number}`;

export function isNumericText(text: string): text is NumericText {
  return /^-?\d+(\.\d+)?$/.test(text);
}

export function numericText(text: string): NumericText {
  return isNumericText(text) ? text : "0";
}

const PLAIN_PERCENT = new Intl.NumberFormat("en-US", {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
  useGrouping: false,
});

/** A share or change as plain number of percent for other programs: `14.07`; null where there is none. */
export function plainPercent(share: number | null): string | null {
  return share === null ? null : PLAIN_PERCENT.format(share * 100);
}
