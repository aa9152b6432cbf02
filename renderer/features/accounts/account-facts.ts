import type { PeriodSummary } from "#core/ingest/import-report.ts";
import { sum, type Decimal } from "#core/money/decimal.ts";
import type { BillingPeriod } from "#core/time/period.ts";

/** What the workspace holds of one account. */
export type AccountFacts = {
  readonly periods: number;
  readonly rows: number;
  readonly storedBytes: number;
  /** The newest billing period, with its unblended cost in each currency; null without any. */
  readonly latest: {
    readonly billingPeriod: BillingPeriod;
    readonly costs: readonly { readonly currency: string; readonly amount: Decimal }[];
  } | null;
};

export function factsOf(accountId: string, all: readonly PeriodSummary[]): AccountFacts {
  const own = all.filter(({ costAccountId }) => costAccountId === accountId);
  const newest =
    own
      .map(({ billingPeriod }) => billingPeriod)
      .toSorted()
      .at(-1) ?? null;
  return {
    periods: new Set(own.map(({ billingPeriod }) => billingPeriod)).size,
    rows: own.reduce((total, { rows }) => total + rows, 0),
    storedBytes: storedBytesOf(own),
    latest: newest === null ? null : { billingPeriod: newest, costs: costsIn(newest, own) },
  };
}

/** A delivery in several currencies is listed once for each, and stored once. */
function storedBytesOf(own: readonly PeriodSummary[]): number {
  const sizes = new Map(own.map(({ deliveryId, storedBytes }) => [deliveryId, storedBytes]));
  return [...sizes.values()].reduce((total, size) => total + size, 0);
}

function costsIn(
  period: BillingPeriod,
  own: readonly PeriodSummary[],
): readonly { readonly currency: string; readonly amount: Decimal }[] {
  const counted = own.filter(
    ({ billingPeriod, counted: isCounted }) => isCounted && billingPeriod === period,
  );
  return [...new Set(counted.map(({ currency }) => currency))].map((currency) => ({
    currency,
    amount: sum(counted.filter((summary) => summary.currency === currency).map(({ unblended }) => unblended)),
  }));
}
