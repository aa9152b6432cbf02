import { type ExportTable, moneyColumn, type TableColumn } from "../export/export-table.ts";
import { sum } from "../money/decimal.ts";
import type { BillingPeriod } from "../time/period.ts";
import { convert, type Conversion, type MonthAmount } from "./convert.ts";
import { rateInForce } from "./rate.ts";
import type { UsedRate } from "./used-rates.ts";

type Row = ExportTable["rows"][number];

/** What a table does not tell of its own amounts, and their conversion has to know. */
export type TableMonths = {
  /** The month that all of an amount is of; null where it is of several, or of none. */
  readonly monthOf: (row: Row, column: TableColumn) => BillingPeriod | null;
  /** What an amount of several months is in each of them; empty where that is not known. */
  readonly partsOf?: (row: Row, column: TableColumn) => readonly MonthAmount[];
  /** The currency of the amounts of a row, where each row has its own. */
  readonly currencyOf?: (row: Row) => string | null;
};

export type ConvertedTable = { readonly table: ExportTable; readonly used: readonly UsedRate[] };

/** Puts beside each column of money one in another currency; what has no rate, or no single month, stays empty there. */
export function convertTable(
  table: ExportTable,
  months: TableMonths,
  { to, rates }: Conversion,
): ConvertedTable {
  const { monthOf, currencyOf } = months;
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
  const partsOf = (row: Row, column: TableColumn, amount: string | null): readonly MonthAmount[] => {
    const month = monthOf(row, column);
    return month === null ? (months.partsOf?.(row, column) ?? []) : [{ month, amount }];
  };
  const inAnother = (row: Row, column: TableColumn, at: number): string | null => {
    const amount = row[at] ?? null;
    const from = column.currency ?? currencyOf?.(row) ?? null;
    if (amount === null || from === null) return null;
    if (from === to) return amount;
    const told = partsOf(row, column, amount).flatMap((part) => {
      if (part.amount === null) return [];
      const rate = rateOf(from, part.month);
      return [rate === null ? null : convert(part.amount, rate.rate)];
    });
    const known = told.filter((part) => part !== null);
    return told.length === 0 || known.length < told.length ? null : sum(known);
  };
  const isConverted = table.columns.map(
    (column) =>
      column.kind === "money" &&
      column.currency !== to &&
      (column.currency !== null || currencyOf !== undefined) &&
      table.rows.some((row) => partsOf(row, column, null).length > 0),
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
