import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import { ratio, subtract, type Decimal } from "#core/money/decimal.ts";
import type { CostRow, CostTable } from "#core/report/cost-table.ts";
import type { CellRows } from "#core/report/csv-text.ts";
import { otherName } from "../../analysis/cost-picture.ts";
import { groupName } from "../../analysis/row-name.ts";
import { dimensionName, valueName } from "../../format/dimensions.ts";
import { plainPercent } from "../../format/numeric.ts";

/** How the table is laid out on the screen. */
export type TableLayout = {
  readonly groupBy: readonly DimensionRef[];
  /** Rows in the order shown, what was left over among them. */
  readonly rows: readonly CostRow[];
  /** Time buckets that have a column; empty where there is none. */
  readonly buckets: readonly string[];
  /** The days compared with, as the head says them; null without a comparison. */
  readonly comparedWith: string | null;
  /** Null for usage amounts, which have units instead. */
  readonly currency: string | null;
};

type Amounts = Pick<CostRow, "total" | "before" | "values">;
type Column = { readonly head: string; readonly cell: (row: Amounts) => Decimal | null };

export function rowName(groupBy: readonly DimensionRef[], row: CostRow): string {
  return row.kind === "other" ? otherName(row.groups) : groupName(groupBy, row);
}

/** The table as it is shown, with exact figures: its head, its rows, its total. Names that hide the billed value stand beside it. */
export function tableCells(table: CostTable, layout: TableLayout): CellRows {
  const { groupBy, rows } = layout;
  const figures = figureColumns(table, layout);
  const hasUnits = rows.some(({ units }) => units.length > 0);
  const isNamed = groupBy.map((_, at) => rows.some((row) => isRenamed(groupBy, row, at)));
  const spread = (cells: (at: number) => readonly (string | null)[]): readonly (string | null)[] =>
    groupBy.length === 0
      ? cells(0).slice(0, 1)
      : groupBy.flatMap((_, at) => cells(at).slice(0, isNamed[at] ? 2 : 1));
  const head = spread((at) => headsOf(groupBy[at]));
  const bodies = rows.map((row) => [
    ...spread((at) => [nameAt(groupBy, row, at), row.key[at] ?? null]),
    ...figures.map(({ cell }) => cell(row)),
    ...(hasUnits ? [row.units.join(", ")] : []),
  ]);
  const foot = [
    ...head.map((_, at) => (at === 0 ? "Total" : null)),
    ...figures.map(({ cell }) => cell(table)),
    ...(hasUnits ? [null] : []),
  ];
  return [[...head, ...figures.map((column) => column.head), ...(hasUnits ? ["Unit"] : [])], ...bodies, foot];
}

function figureColumns(
  table: CostTable,
  { buckets, comparedWith, currency }: TableLayout,
): readonly Column[] {
  const money = currency === null ? "" : ` (${currency})`;
  const percent = (part: Decimal | null, whole: Decimal | null): string | null =>
    part === null || whole === null ? null : plainPercent(ratio(part, whole));
  return [
    { head: `Total${money}`, cell: ({ total }) => total },
    { head: "Share %", cell: ({ total }) => percent(total, table.total) },
    ...(comparedWith === null
      ? []
      : [
          { head: `${plainWords(comparedWith)}${money}`, cell: ({ before }: Amounts) => before },
          { head: `Change${money}`, cell: ({ total, before }: Amounts) => difference(total, before) },
          {
            head: "Change %",
            cell: ({ total, before }: Amounts) => percent(difference(total, before), magnitude(before)),
          },
        ]),
    ...buckets.map((bucket, at) => ({ head: bucket, cell: ({ values }: Amounts) => values[at] ?? null })),
  ];
}

/** Without the dashes and thin blanks that some spreadsheets misread. */
function plainWords(text: string): string {
  return text.replaceAll(/\s*[–—]\s*/gu, " - ").replaceAll(/\s+/gu, " ");
}

function difference(now: Decimal | null, before: Decimal | null): Decimal | null {
  return now === null || before === null ? null : subtract(now, before);
}

function magnitude(value: Decimal | null): Decimal | null {
  return value?.replace(/^-/, "") ?? null;
}

function headsOf(dimension: DimensionRef | undefined): readonly string[] {
  if (dimension === undefined) return ["Costs"];
  const name = dimensionName(dimension);
  return [name, `${name} (as billed)`];
}

function nameAt(groupBy: readonly DimensionRef[], row: CostRow, at: number): string | null {
  if (row.kind === "other") return at === 0 ? otherName(row.groups) : null;
  const dimension = groupBy[at];
  if (dimension === undefined) return groupName(groupBy, row);
  return valueName(dimension, row.key[at] ?? null, row.labels[at] ?? null);
}

/** True where the name shown is not the value of the bill. */
function isRenamed(groupBy: readonly DimensionRef[], row: CostRow, at: number): boolean {
  const value = row.key[at] ?? null;
  return row.kind !== "other" && value !== null && value !== "" && nameAt(groupBy, row, at) !== value;
}
