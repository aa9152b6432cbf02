import { compare, subtract, type Decimal } from "../money/decimal.ts";
import type { CostRow } from "./cost-table.ts";

/** What a cost table is sorted by; `bucket` is the index of a time bucket. */
export type RowSort = {
  readonly by: "name" | "total" | "before" | "change" | "lineItems" | { readonly bucket: number };
  readonly descending: boolean;
};

/** Sorts rows; what is not known comes last either way, equal rows keep their order by name. */
export function sortRows(
  rows: readonly CostRow[],
  { by, descending }: RowSort,
  nameOf: (row: CostRow) => string,
): readonly CostRow[] {
  const direction = descending ? -1 : 1;
  const byName = (a: CostRow, b: CostRow): number => nameOf(a).localeCompare(nameOf(b));
  if (by === "name") return [...rows].sort((a, b) => direction * byName(a, b));
  if (by === "lineItems")
    return [...rows].sort((a, b) => direction * (a.lineItems - b.lineItems) || byName(a, b));
  const amounts = new Map(rows.map((row) => [row, amountOf(row, by)]));
  return [...rows].sort((a, b) => {
    const [one = null, two = null] = [amounts.get(a), amounts.get(b)];
    if (one === null || two === null) return Number(one === null) - Number(two === null) || byName(a, b);
    return direction * compare(one, two) || byName(a, b);
  });
}

function amountOf(row: CostRow, by: Exclude<RowSort["by"], "name" | "lineItems">): Decimal | null {
  if (typeof by === "object") return row.values[by.bucket] ?? null;
  if (by === "total") return row.total;
  if (by === "before") return row.before;
  return row.total === null || row.before === null ? null : subtract(row.total, row.before);
}
