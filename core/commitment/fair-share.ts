import { compare, type Decimal, formatScaled } from "../money/decimal.ts";
import type { DateRange } from "../time/period.ts";
import type { CommitmentLimit } from "./commitment.ts";
import { shareOut } from "./spread.ts";

export type FairShareQuery = { readonly range: DateRange; readonly currency: string | null };

/** What the usage of a pool costs at on-demand prices, and what is paid for it once its benefit is shared. */
export type PoolShare = { readonly pool: string; readonly eligible: Decimal; readonly fair: Decimal };

/** What the amounts of a share are made of. */
export type ShareParts = {
  /** Usage that commitments paid for, at on-demand prices, and what was charged for it. */
  readonly coveredList: Decimal;
  readonly coveredCost: Decimal;
  /** Usage that a commitment could have paid for. */
  readonly onDemandList: Decimal;
  readonly onDemandCost: Decimal;
  readonly unused: Decimal;
  /** Unused cost of commitments that paid for nothing, which stays where it was billed. */
  readonly kept: Decimal;
  readonly pools: readonly PoolShare[];
};

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
  readonly parts: ShareParts;
};

export type FairShareAnswer = {
  readonly currency: string | null;
  readonly currencies: readonly string[];
  /** Largest eligible usage first. */
  readonly accounts: readonly AccountShare[];
  readonly total: Omit<AccountShare, "account" | "label">;
  /** True when amounts are missing, so that nothing can be shared. */
  readonly isKnown: boolean;
  readonly limits: readonly CommitmentLimit[];
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

/** Scaled amounts as in `AccountShare` and `ShareParts`. */
type Share = {
  coveredList: bigint;
  coveredCost: bigint;
  onDemandList: bigint;
  onDemandCost: bigint;
  unused: bigint;
  kept: bigint;
  readonly pools: Map<string, { eligible: bigint; fair: bigint }>;
};

/**
 * Shares the benefit of commitments: within a pool (all compute; every other service for itself) each account pays the same
 * part of the on-demand price of its eligible usage. What commitments left unused belongs to the pools they paid for, in
 * proportion; one that paid for nothing stays with who was billed for it. The parts sum to what was billed, to the last digit.
 */
function fairShares(facts: readonly AccountFact[]): ReadonlyMap<string | null, Readonly<Share>> {
  const shares = new Map<string | null, Share>();
  const shareOf = (account: string | null): Share => {
    const share = shares.get(account) ?? noShare();
    shares.set(account, share);
    return share;
  };
  const pools = new Map<string, { cost: bigint; readonly lists: Map<string | null, bigint> }>();
  const coveredBy = new Map<string, Map<string, bigint>>();
  for (const { role, account, pool, arn, list, cost } of facts) {
    const share = shareOf(account);
    if (role === "fee") share.unused += cost;
    else share[role === "covered" ? "coveredCost" : "onDemandCost"] += cost;
    if (role === "fee" || pool === null) continue;
    share[role === "covered" ? "coveredList" : "onDemandList"] += list;
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
    if (covered.length === 0) shareOf(account).kept += cost;
    const parts = shareOut(
      cost,
      covered.map(([, list]) => list),
    );
    for (const [index, [pool]] of covered.entries()) {
      const held = pools.get(pool);
      if (held !== undefined) held.cost += parts[index] ?? 0n;
    }
  }
  for (const [pool, { cost, lists }] of pools) {
    const accounts = [...lists];
    const parts = shareOut(
      cost,
      accounts.map(([, list]) => list),
    );
    for (const [index, [account, eligible]] of accounts.entries())
      shareOf(account).pools.set(pool, { eligible, fair: parts[index] ?? 0n });
  }
  return shares;
}

function noShare(): Share {
  return {
    coveredList: 0n,
    coveredCost: 0n,
    onDemandList: 0n,
    onDemandCost: 0n,
    unused: 0n,
    kept: 0n,
    pools: new Map(),
  };
}

/** The answer for people: totals of everything beside, by account. `totals` is the amortized cost of each account. */
export function fairShareAnswer(
  facts: readonly AccountFact[],
  totals: ReadonlyMap<string | null, bigint>,
  labelOf: (account: string | null) => string | null,
): Pick<FairShareAnswer, "accounts" | "total"> {
  const shares = fairShares(facts);
  const ids = [...new Set([...totals.keys(), ...shares.keys()])];
  const rows = ids.map((account) => ({
    account,
    label: labelOf(account),
    ...written(shares.get(account) ?? noShare(), totals.get(account) ?? 0n),
  }));
  const bySize = (pick: (row: AccountShare) => Decimal) => (a: AccountShare, b: AccountShare) =>
    compare(pick(b), pick(a));
  const byEligible = bySize(({ eligible }) => eligible);
  const byBill = bySize(({ billedTotal }) => billedTotal);
  return {
    accounts: rows.toSorted((a, b) => byEligible(a, b) || byBill(a, b)),
    total: written(
      added([...shares.values()]),
      [...totals.values()].reduce((sum, amount) => sum + amount, 0n),
    ),
  };
}

function added(shares: readonly Readonly<Share>[]): Share {
  const all = noShare();
  for (const share of shares) {
    for (const part of PARTS) all[part] += share[part];
    for (const [pool, { eligible, fair }] of share.pools) {
      const held = all.pools.get(pool) ?? { eligible: 0n, fair: 0n };
      all.pools.set(pool, { eligible: held.eligible + eligible, fair: held.fair + fair });
    }
  }
  return all;
}

const PARTS = ["coveredList", "coveredCost", "onDemandList", "onDemandCost", "unused", "kept"] as const;

function written(share: Readonly<Share>, total: bigint): FairShareAnswer["total"] {
  const pools = [...share.pools].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const billed = share.coveredCost + share.onDemandCost + share.unused;
  const fair = pools.reduce((sum, [, pool]) => sum + pool.fair, share.kept);
  return {
    eligible: formatScaled(share.coveredList + share.onDemandList),
    billed: formatScaled(billed),
    fair: formatScaled(fair),
    billedTotal: formatScaled(total),
    fairTotal: formatScaled(total - billed + fair),
    parts: {
      coveredList: formatScaled(share.coveredList),
      coveredCost: formatScaled(share.coveredCost),
      onDemandList: formatScaled(share.onDemandList),
      onDemandCost: formatScaled(share.onDemandCost),
      unused: formatScaled(share.unused),
      kept: formatScaled(share.kept),
      pools: pools.map(([pool, held]) => ({
        pool,
        eligible: formatScaled(held.eligible),
        fair: formatScaled(held.fair),
      })),
    },
  };
}
