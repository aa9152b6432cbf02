import type { Explanation } from "./explanation.ts";
import { explanationText } from "./explanation-text.ts";
import { type ExplainedFigure, type FigureValue, madeWords, workedOut } from "./figure.ts";
import type { ExplainNames } from "./filter-words.ts";

/** What the figure is, in one sentence without its value. */
export function figureSentence({ name, about }: ExplainedFigure): string {
  return `${[name, ...about].join("; ")}.`;
}

/** A figure with its formula and terms, and the costs behind it, as text with cells separated by tabs. */
export function figureText(
  told: ExplainedFigure,
  behind: Explanation | null,
  names: ExplainNames,
  write: (value: FigureValue) => string,
): string {
  const { formula, terms, notes, differences, base } = told;
  return [
    figureSentence(told),
    `${formula.symbols} = ${workedOut(told, write)}`,
    formula.words,
    "",
    ...terms.map(({ symbol, name, value: amount, madeOf, columns }) =>
      [
        symbol,
        name,
        write(amount),
        ...(madeOf === undefined ? [] : [madeWords(madeOf, write)]),
        ...(columns === undefined ? [] : [columns]),
      ].join("\t"),
    ),
    ...notes,
    ...differences,
    ...(behind === null || base === null ? [] : ["", `${base.name}:`, explanationText(behind, names)]),
  ].join("\n");
}
