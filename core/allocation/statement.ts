import { compare, formatScaled, scaledOf } from "../money/decimal.ts";
import type { ChargebackRow, StatementQuery, StatementRow } from "./allocation-query.ts";
import { unitsWithin } from "./model.ts";

/** A unit's chargeback, with those below it, by service or account; the largest first. */
export function statementRows(
  { model, unitId, by }: Pick<StatementQuery, "model" | "unitId" | "by">,
  rows: readonly ChargebackRow[],
): readonly StatementRow[] {
  const units = unitsWithin(model, unitId);
  const sums = new Map<string | null, { direct: bigint; shared: bigint }>();
  for (const row of rows) {
    if (row.unitId === null || !units.has(row.unitId)) continue;
    const value = by === "service" ? row.service : row.account;
    const sum = sums.get(value) ?? { direct: 0n, shared: 0n };
    sum.direct += scaledOf(row.direct);
    sum.shared += scaledOf(row.shared);
    sums.set(value, sum);
  }
  return [...sums]
    .map(([value, { direct, shared }]) => ({
      value,
      label: null,
      direct: formatScaled(direct),
      shared: formatScaled(shared),
      total: formatScaled(direct + shared),
    }))
    .toSorted((a, b) => compare(b.total, a.total) || ((a.value ?? "") < (b.value ?? "") ? -1 : 1));
}
