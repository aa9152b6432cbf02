import type { TableMonths } from "#core/currency/converted-table.ts";
import type { ExportSource, ExportTable } from "#core/export/export-table.ts";
import type { BillingPeriod } from "#core/time/period.ts";

/** A table that a screen offers for export. */
export type ExportChoice = {
  readonly title: string;
  /** Made or read when it is asked for. */
  readonly source: () => ExportSource | Promise<ExportSource>;
  /** True of what is too long for the clipboard and is written row by row. */
  readonly isLong?: boolean;
  /** What is copied, where a file is written from what the workspace holds. */
  readonly copied?: () => Promise<ExportTable>;
  /** What its amounts are of, where they are told in the currency chosen beside the bill's own too. */
  readonly months?: TableMonths;
};

/** A choice whose rows are at hand. */
export function tableChoice(
  title: string,
  table: () => Omit<ExportTable, "title">,
  months?: TableMonths,
): ExportChoice {
  const choice: ExportChoice = { title, source: () => ({ kind: "table", table: { title, ...table() } }) };
  return months === undefined ? choice : { ...choice, months };
}

/** All amounts of a table are of one month; of none that has a rate where it is null. */
export function ofMonth(month: BillingPeriod | null): TableMonths {
  return { monthOf: () => month };
}

/** Columns named by their day or month are of that; the others of `month`, those of another period apart. */
export function ofColumns(
  month: BillingPeriod | null,
  isOfAnother: (name: string) => boolean = () => false,
): TableMonths {
  return {
    monthOf: (_, { name }) =>
      /^\d{4}-\d{2}/.test(name) ? name.slice(0, 7) : isOfAnother(name) ? null : month,
  };
}

/** Amounts of a table whose rows begin with their day or month. */
export const ofRowsDay: TableMonths = { monthOf: ([day]) => day?.slice(0, 7) ?? null };

/** The month of rows that tell their first and their last day at these places; null where it is not one. */
export function monthBetween(first: string | null | undefined, last: string | null | undefined) {
  const [from, to] = [first?.slice(0, 7), last?.slice(0, 7)];
  return from !== undefined && from === to ? from : null;
}
