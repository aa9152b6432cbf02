import { type ExportTable, moneyColumn, type TableColumn } from "../export/export-table.ts";
import type { BillingPeriod } from "../time/period.ts";
import { convert, type Conversion } from "./convert.ts";
import { rateInForce } from "./rate.ts";
import type { UsedRate } from "./used-rates.ts";

type Row = ExportTable["rows"][number];

/** What a table does not tell of its own amounts, and their conversion has to know. */
export type TableMonths = {
  /** The month that all of an amount is of; null where it is of several, or of none. */
  readonly monthOf: (row: Row, column: TableColumn) => BillingPeriod | null;
  /** The currency of the amounts of a row, where each row has its own. */
  readonly currencyOf?: (row: Row) => string | null;
};

export type ConvertedTable = { readonly table: ExportTable; readonly used: readonly UsedRate[] };

/** Puts beside each column of money one in another currency; what has no rate, or no single month, stays empty there. */
export function convertTable(
  table: ExportTable,
  { monthOf, currencyOf }: TableMonths,
  { to, rates }: Conversion,
): ConvertedTable {
  const used = new Map<string, UsedRate>();
  const rateOf = (from: string, month: BillingPeriod): UsedRate | null => {
    const known = used.get(`${from} ${month}`);
    if (known !== undefined) return known;
    const found = rateInForce(rates, { from, to, month });
    if (found === null) return null;
    const rate = { ...found, from, month };
    used.set(`${from} ${month}`, rate);
    return rate;
  };
  const inAnother = (row: Row, column: TableColumn, at: number): string | null => {
    const amount = row[at] ?? null;
    const from = column.currency ?? currencyOf?.(row) ?? null;
    const month = monthOf(row, column);
    if (amount === null || from === null || month === null) return null;
    if (from === to) return amount;
    const rate = rateOf(from, month);
    return rate === null ? null : convert(amount, rate.rate);
  };
  const isConverted = table.columns.map(
    (column) =>
      column.kind === "money" &&
      column.currency !== to &&
      (column.currency !== null || currencyOf !== undefined) &&
      table.rows.some((row) => monthOf(row, column) !== null),
  );
  const beside = <T, U>(cells: readonly T[], more: (cell: T, at: number) => U): readonly (T | U)[] =>
    cells.flatMap((cell, at) => (isConverted[at] === true ? [cell, more(cell, at)] : [cell]));
  return {
    table: {
      ...table,
      columns: beside(table.columns, ({ name }) => moneyColumn(name, to)),
      rows: table.rows.map((row) =>
        beside(row, (_, at) => {
          const column = table.columns[at];
          return column === undefined ? null : inAnother(row, column, at);
        }),
      ),
    },
    used: [...used.values()],
  };
}
