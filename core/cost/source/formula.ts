/** How the amount of one line item comes about, for people: once in symbols, once in words. */
export type Formula = {
  /** Over the symbols of `where`: `K − U`, `0 if RI, else u`. */
  readonly symbols: string;
  readonly words: string;
  /** What the symbols stand for; ids of the family's columns. */
  readonly where: readonly FormulaColumn[];
};

export type FormulaColumn = { readonly symbol: string; readonly column: string };

export const NOTHING = "0";

/** A formula over named columns. */
export function formula(symbols: string, words: string, where: Readonly<Record<string, string>>): Formula {
  const columns = Object.entries(where).map(([symbol, column]) => ({ symbol, column }));
  return { symbols, words, where: columns };
}

/** For line items that are no part of a metric, with the reason why. */
export function nothing(words: string): Formula {
  return { symbols: NOTHING, words, where: [] };
}
