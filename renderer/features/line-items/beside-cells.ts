import type { Converted } from "#core/currency/convert.ts";
import { isCostColumn } from "#core/cost/line-items/line-item-columns.ts";
import type { LineItemColumn, LineItemPage } from "#core/cost/query/line-item-query.ts";
import type { BillingPeriod } from "#core/time/period.ts";

/** A column as the list shows it. */
export type ListColumn = LineItemColumn & {
  /** True of amounts told in another currency, which the bill knows nothing of and no list is sorted by. */
  readonly isConverted?: boolean;
};

type Row = LineItemPage["rows"][number];

/** The columns of a list with the converted ones among them, and their cells. */
export type BesideCells = {
  readonly columns: readonly ListColumn[];
  readonly cellsOf: (row: Row) => Row;
};

/** The column that tells the month of a line item, whose rate is taken. */
export const MONTH_COLUMN = "billing_period";

/** Puts each cost of `shown` in another currency beside it, by the rate of its billing period. */
export function besideCells(
  columns: readonly LineItemColumn[],
  shown: readonly string[],
  to: string,
  convert: (amount: string, month: BillingPeriod) => Converted | null,
): BesideCells {
  const monthAt = columns.findIndex(({ id }) => id === MONTH_COLUMN);
  const picked = columns.flatMap((column, at) => {
    if (!shown.includes(column.id)) return [];
    const isCost = isCostColumn(column) && monthAt >= 0;
    const converted = {
      ...column,
      id: `${column.id} ${to}`,
      name: `${column.name} (${to})`,
      isConverted: true,
    };
    return [{ at, column }, ...(isCost ? [{ at, column: converted }] : [])];
  });
  const inAnother = (row: Row, at: number): string | null => {
    const [amount, month] = [row[at] ?? null, row[monthAt] ?? null];
    return amount === null || month === null || amount === ""
      ? null
      : (convert(amount, month)?.total ?? null);
  };
  return {
    columns: picked.map(({ column }) => column),
    cellsOf: (row) =>
      picked.map(({ at, column }) => ("isConverted" in column ? inAnother(row, at) : (row[at] ?? null))),
  };
}
