import type { Commitment } from "#core/commitment/commitment.ts";
import { type Decimal, formatScaled, scaledOf } from "#core/money/decimal.ts";

/** An account as buyer and as user of commitments; amortized cost, as exact amounts. */
export type AccountRow = {
  readonly account: string;
  readonly label: string | null;
  /** Cost of commitments it bought, used or not. */
  readonly owned: Decimal;
  /** Cost of commitments, whoever bought them, that its usage took. */
  readonly consumed: Decimal;
};

/** Owners and consumers of commitments, largest consumer first. Null when an amount is not known. */
export function accountRows(commitments: readonly Commitment[]): readonly AccountRow[] | null {
  const rows = new Map<string, { label: string | null; owned: bigint; consumed: bigint }>();
  const rowOf = (account: string, label: string | null) => {
    const row = rows.get(account) ?? { label, owned: 0n, consumed: 0n };
    rows.set(account, row);
    return row;
  };
  for (const { owner, ownerLabel, amounts, consumers } of commitments) {
    if (amounts === null) continue;
    if (amounts.coveredCost === null || amounts.unused === null) return null;
    if (owner !== null)
      rowOf(owner, ownerLabel).owned += scaledOf(amounts.coveredCost) + scaledOf(amounts.unused);
    for (const { account, label, cost } of consumers)
      if (account !== null && cost !== null) rowOf(account, label).consumed += scaledOf(cost);
  }
  return [...rows]
    .toSorted(([, a], [, b]) => (a.consumed === b.consumed ? 0 : a.consumed > b.consumed ? -1 : 1))
    .map(([account, { label, owned, consumed }]) => ({
      account,
      label,
      owned: formatScaled(owned),
      consumed: formatScaled(consumed),
    }));
}
