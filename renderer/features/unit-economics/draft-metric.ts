import {
  type BusinessFigure,
  type BusinessMetric,
  figureKey,
  sortedFigures,
} from "#core/unit-economics/business-metric.ts";
import { parseFigureDate } from "#core/unit-economics/figure-date.ts";
import { isAmbiguousNumber, parseFigure } from "#core/unit-economics/figure-number.ts";

/** A figure as it is typed. */
export type DraftFigure = {
  readonly key: string;
  readonly date: string;
  readonly unit: string;
  readonly value: string;
};

export function draftFigures({ grain, figures }: BusinessMetric): readonly DraftFigure[] {
  return sortedFigures(figures)
    .map(({ from, unit, value }) => ({
      key: figureKey({ from, unit }),
      date: grain === "month" ? from.slice(0, 7) : from,
      unit: unit ?? "",
      value: value.replace(/\.?0+$/, ""),
    }))
    .toReversed();
}

/** The figure a typed line means, or what is wrong with it. */
export function figureOf(
  { date, unit, value }: DraftFigure,
  grain: BusinessMetric["grain"],
): { readonly figure: BusinessFigure } | { readonly problem: string } {
  const day = parseFigureDate(date, null);
  if (day.kind === "ambiguous") return { problem: `“${date}” can be read in two ways; write 2026-01-31.` };
  if (!("day" in day))
    return {
      problem: `“${date}” is no ${grain === "month" ? "month like 2026-01" : "day like 2026-01-31"}.`,
    };
  if (day.kind === "month" && grain !== "month")
    return { problem: `“${date}” is a month; each figure counts a ${grain}.` };
  const number = parseFigure(value, ".");
  if (number === null) return { problem: `“${value}” is no number.` };
  if (isAmbiguousNumber(value))
    return { problem: `“${value}” can be read in two ways; leave out what sets thousands apart.` };
  const from = grain === "month" ? `${day.day.slice(0, 7)}-01` : day.day;
  return { figure: { from, unit: unit.trim() === "" ? null : unit.trim(), value: number } };
}

/** All figures of the lines, or the first thing that is wrong with them. */
export function figuresOf(
  lines: readonly DraftFigure[],
  grain: BusinessMetric["grain"],
): { readonly figures: readonly BusinessFigure[] } | { readonly problem: string } {
  const figures = new Map<string, BusinessFigure>();
  for (const line of lines) {
    const read = figureOf(line, grain);
    if ("problem" in read) return read;
    const key = figureKey(read.figure);
    if (figures.has(key))
      return {
        problem: `There are two figures for “${line.date}”${line.unit === "" ? "" : ` of ${line.unit}`}.`,
      };
    figures.set(key, read.figure);
  }
  return { figures: sortedFigures([...figures.values()]) };
}
