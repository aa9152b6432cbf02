import { parseFigureDate } from "./figure-date.ts";
import { looksLikeNumber } from "./figure-number.ts";

export const COLUMN_ROLES = ["date", "figure", "metric", "unit", "ignore"] as const;
/** What a column of a file holds; `metric` names what the figure of its line counts. */
export type ColumnRole = (typeof COLUMN_ROLES)[number];

export type Rows = readonly (readonly string[])[];

const DATE_NAME = /^(date|day|week|month|period|time|datum|monat|tag)\b/i;
const METRIC_NAME = /^(metric|measure|kpi|indicator|figure|name|what)\b/i;
const UNIT_NAME = /unit|team|cost.?cent|segment|product|department|business|division/i;
const SAMPLE = 200;

/** A first line without a date is the names of the columns. */
export function hasHeader([first = []]: Rows): boolean {
  return first.length > 0 && first.every((cell) => parseFigureDate(cell, "dayFirst").kind === "none");
}

/** What each column most likely holds, from its name and its cells. */
export function guessRoles(rows: Rows): readonly ColumnRole[] {
  const isNamed = hasHeader(rows);
  const width = Math.max(0, ...rows.slice(0, SAMPLE).map(({ length }) => length));
  const body = rows.slice(isNamed ? 1 : 0, SAMPLE);
  const columns = Array.from({ length: width }, (_, at) => {
    const cells = body.map((row) => row[at]?.trim() ?? "").filter((cell) => cell !== "");
    const mostly = (is: (cell: string) => boolean): boolean =>
      cells.length > 0 && cells.filter(is).length * 2 >= cells.length;
    return {
      name: isNamed ? (rows[0]?.[at]?.trim() ?? "") : "",
      areDates: mostly((cell) => parseFigureDate(cell, "dayFirst").kind !== "none"),
      areNumbers: mostly(looksLikeNumber),
      isEmpty: cells.length === 0,
    };
  });
  const named = columns.findIndex(({ areDates, name }) => areDates && DATE_NAME.test(name));
  const date = named >= 0 ? named : columns.findIndex(({ areDates }) => areDates);
  const metric = columns.findIndex(
    ({ name, areNumbers, isEmpty }, at) => at !== date && !areNumbers && !isEmpty && METRIC_NAME.test(name),
  );
  const unit = columns.findIndex(
    ({ name, areNumbers, isEmpty }, at) =>
      at !== date && at !== metric && !areNumbers && !isEmpty && UNIT_NAME.test(name),
  );
  return columns.map(({ areNumbers }, at) => {
    if (at === date) return "date";
    if (at === metric) return "metric";
    if (at === unit) return "unit";
    return areNumbers ? "figure" : "ignore";
  });
}
