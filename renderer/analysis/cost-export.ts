import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import { column, moneyColumn, type ExportTable, type TableColumn } from "#core/export/export-table.ts";
import type { Converted } from "#core/currency/convert.ts";
import { ratio, subtract, type Decimal } from "#core/money/decimal.ts";
import type { CostRow, CostTable } from "#core/report/cost-table.ts";
import { otherName } from "./cost-picture.ts";
import { groupName } from "./row-name.ts";
import { dimensionName, valueName } from "../format/dimensions.ts";
import { plainRatio } from "#core/format/numeric.ts";

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
  /** Tells amounts over time in another currency; left out where there is none. */
  readonly inAnother?: {
    readonly to: string;
    readonly convert: (values: readonly (Decimal | null)[]) => Converted | null;
  };
};

type Amounts = Pick<CostRow, "total" | "before" | "values">;
type Figure = { readonly column: TableColumn; readonly cell: (row: Amounts) => Decimal | null };

export function rowName(groupBy: readonly DimensionRef[], row: CostRow): string {
  return row.kind === "other" ? otherName(row.groups) : groupName(groupBy, row);
}

/** The table as it is shown, with exact figures: its rows, its total. Names that hide the billed value stand beside it. */
export function costExport(table: CostTable, layout: TableLayout): Omit<ExportTable, "title"> {
  const { groupBy, rows } = layout;
  const figures = figureColumns(table, layout);
  const hasUnits = rows.some(({ units }) => units.length > 0);
  const isNamed = groupBy.map((_, at) => rows.some((row) => isRenamed(groupBy, row, at)));
  const spread = <T>(cells: (at: number) => readonly T[]): readonly T[] =>
    groupBy.length === 0
      ? cells(0).slice(0, 1)
      : groupBy.flatMap((_, at) => cells(at).slice(0, isNamed[at] ? 2 : 1));
  const names = spread((at) => headsOf(groupBy[at]));
  const bodies = rows.map((row) => [
    ...spread((at) => [nameAt(groupBy, row, at), row.key[at] ?? null]),
    ...figures.map(({ cell }) => cell(row)),
    ...(hasUnits ? [row.units.join(", ")] : []),
  ]);
  const foot = [
    ...names.map((_, at) => (at === 0 ? "Total" : null)),
    ...figures.map(({ cell }) => cell(table)),
    ...(hasUnits ? [null] : []),
  ];
  return {
    columns: [
      ...names.map((name) => column(name)),
      ...figures.map((figure) => figure.column),
      ...(hasUnits ? [column("Unit")] : []),
    ],
    rows: [...bodies, foot],
  };
}

function figureColumns(
  table: CostTable,
  { buckets, comparedWith, currency, inAnother }: TableLayout,
): readonly Figure[] {
  const amount = (name: string): TableColumn =>
    currency === null ? column(name, "decimal") : moneyColumn(name, currency);
  const share = (part: Decimal | null, whole: Decimal | null): string | null => {
    const found = part === null || whole === null ? null : ratio(part, whole);
    return found === null ? null : plainRatio(found);
  };
  return [
    { column: amount("Total"), cell: ({ total }) => total },
    ...(inAnother === undefined
      ? []
      : [
          {
            column: moneyColumn("Total", inAnother.to),
            cell: ({ values }: Amounts) => inAnother.convert(values)?.total ?? null,
          },
        ]),
    { column: column("Share %", "percent"), cell: ({ total }) => share(total, table.total) },
    ...(comparedWith === null
      ? []
      : [
          { column: amount(plainWords(comparedWith)), cell: ({ before }: Amounts) => before },
          { column: amount("Change"), cell: ({ total, before }: Amounts) => difference(total, before) },
          {
            column: column("Change %", "percent"),
            cell: ({ total, before }: Amounts) => share(difference(total, before), magnitude(before)),
          },
        ]),
    ...buckets.map((bucket, at) => ({
      column: amount(bucket),
      cell: ({ values }: Amounts) => values[at] ?? null,
    })),
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
