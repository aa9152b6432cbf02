import { compare, scaledOf } from "../money/decimal.ts";
import type { ChargebackRow, StatementQuery, StatementRow } from "./allocation-query.ts";
import { unitsWithin } from "./model.ts";
import { addToMonth, type MonthSums, owedIn } from "./month-sums.ts";

/** A unit's chargeback, with those below it, by service or account; the largest first. */
export function statementRows(
  { model, unitId, by }: Pick<StatementQuery, "model" | "unitId" | "by">,
  rows: readonly ChargebackRow[],
): readonly StatementRow[] {
  const units = unitsWithin(model, unitId);
  const sums = new Map<string | null, MonthSums>();
  for (const row of rows) {
    if (row.unitId === null || !units.has(row.unitId)) continue;
    const value = by === "service" ? row.service : row.account;
    const held: MonthSums = sums.get(value) ?? new Map();
    sums.set(value, held);
    for (const { month, direct, shared } of row.months)
      addToMonth(held, month, { direct: scaledOf(direct), shared: scaledOf(shared) });
  }
  return [...sums]
    .map(([value, held]) => ({ value, label: null, ...owedIn(held) }))
    .toSorted((a, b) => compare(b.total, a.total) || ((a.value ?? "") < (b.value ?? "") ? -1 : 1));
}
