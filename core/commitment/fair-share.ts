import { type Decimal, formatScaled } from "../money/decimal.ts";
import type { DateRange } from "../time/period.ts";
import { shareOut } from "./spread.ts";

export type FairShareQuery = { readonly range: DateRange; readonly currency: string | null };

/** One account's cost as billed, and with the benefit of commitments shared. */
export type AccountShare = {
  readonly account: string | null;
  readonly label: string | null;
  /** Eligible usage at on-demand prices. */
  readonly eligible: Decimal;
  /** Amortized cost of that usage and of unused commitment, where it was billed. */
  readonly billed: Decimal;
  /** The same with one blended benefit for everybody's usage. */
  readonly fair: Decimal;
  /** Amortized cost of everything the account was billed, eligible or not. */
  readonly billedTotal: Decimal;
  readonly fairTotal: Decimal;
};

export type FairShareAnswer = {
  readonly currency: string | null;
  readonly currencies: readonly string[];
  /** Largest eligible usage first. */
  readonly accounts: readonly AccountShare[];
  readonly total: Omit<AccountShare, "account" | "label">;
  /** True when amounts are missing, so that nothing can be shared. */
  readonly isKnown: boolean;
};

/** Usage or fee of one account: scaled amounts. `pool` is null for a fee, `arn` for usage on demand. */
export type AccountFact = {
  readonly role: "covered" | "fee" | "onDemand";
  readonly account: string | null;
  readonly pool: string | null;
  readonly arn: string | null;
  readonly list: bigint;
  readonly cost: bigint;
};

type Share = { eligible: bigint; billed: bigint; fair: bigint };

/**
 * Shares the benefit of commitments: within a pool (all compute; every other service for itself) each account pays the same
 * part of the on-demand price of its eligible usage. What commitments left unused belongs to the pools they paid for, in
 * proportion; one that paid for nothing stays with who was billed for it. The parts sum to what was billed, to the last digit.
 */
export function fairShares(facts: readonly AccountFact[]): ReadonlyMap<string | null, Readonly<Share>> {
  const shares = new Map<string | null, Share>();
  const shareOf = (account: string | null): Share => {
    const share = shares.get(account) ?? { eligible: 0n, billed: 0n, fair: 0n };
    shares.set(account, share);
    return share;
  };
  const pools = new Map<string, { cost: bigint; readonly lists: Map<string | null, bigint> }>();
  const coveredBy = new Map<string, Map<string, bigint>>();
  for (const { role, account, pool, arn, list, cost } of facts) {
    shareOf(account).billed += cost;
    if (role === "fee" || pool === null) continue;
    shareOf(account).eligible += list;
    const held = pools.get(pool) ?? { cost: 0n, lists: new Map<string | null, bigint>() };
    pools.set(pool, held);
    held.cost += cost;
    held.lists.set(account, (held.lists.get(account) ?? 0n) + list);
    if (arn === null) continue;
    const covered = coveredBy.get(arn) ?? new Map<string, bigint>();
    coveredBy.set(arn, covered);
    covered.set(pool, (covered.get(pool) ?? 0n) + list);
  }
  for (const { role, account, arn, cost } of facts) {
    if (role !== "fee") continue;
    const covered = [...(coveredBy.get(arn ?? "") ?? [])];
    if (covered.length === 0) shareOf(account).fair += cost;
    const parts = shareOut(
      cost,
      covered.map(([, list]) => list),
    );
    for (const [index, [pool]] of covered.entries()) {
      const held = pools.get(pool);
      if (held !== undefined) held.cost += parts[index] ?? 0n;
    }
  }
  for (const { cost, lists } of pools.values()) {
    const accounts = [...lists];
    const parts = shareOut(
      cost,
      accounts.map(([, list]) => list),
    );
    for (const [index, [account]] of accounts.entries()) shareOf(account).fair += parts[index] ?? 0n;
  }
  return shares;
}

/** The answer for people: totals of everything beside, by account. `totals` is the amortized cost of each account. */
export function fairShareAnswer(
  facts: readonly AccountFact[],
  totals: ReadonlyMap<string | null, bigint>,
  labelOf: (account: string | null) => string | null,
): Pick<FairShareAnswer, "accounts" | "total"> {
  const shares = fairShares(facts);
  const ids = [...new Set([...totals.keys(), ...shares.keys()])];
  const rows = ids.map((account) => {
    const { eligible, billed, fair } = shares.get(account) ?? { eligible: 0n, billed: 0n, fair: 0n };
    const billedTotal = totals.get(account) ?? 0n;
    return { account, eligible, billed, fair, billedTotal, fairTotal: billedTotal - billed + fair };
  });
  rows.sort((a, b) =>
    a.eligible === b.eligible
      ? a.billedTotal === b.billedTotal
        ? 0
        : a.billedTotal > b.billedTotal
          ? -1
          : 1
      : a.eligible > b.eligible
        ? -1
        : 1,
  );
  const sumOf = (pick: (row: (typeof rows)[number]) => bigint): Decimal =>
    formatScaled(rows.reduce((sum, row) => sum + pick(row), 0n));
  return {
    accounts: rows.map(({ account, ...amounts }) => ({
      account,
      label: labelOf(account),
      ...written(amounts),
    })),
    total: {
      eligible: sumOf(({ eligible }) => eligible),
      billed: sumOf(({ billed }) => billed),
      fair: sumOf(({ fair }) => fair),
      billedTotal: sumOf(({ billedTotal }) => billedTotal),
      fairTotal: sumOf(({ fairTotal }) => fairTotal),
    },
  };
}

function written(
  amounts: Readonly<Record<"eligible" | "billed" | "fair" | "billedTotal" | "fairTotal", bigint>>,
) {
  return {
    eligible: formatScaled(amounts.eligible),
    billed: formatScaled(amounts.billed),
    fair: formatScaled(amounts.fair),
    billedTotal: formatScaled(amounts.billedTotal),
    fairTotal: formatScaled(amounts.fairTotal),
  };
}
