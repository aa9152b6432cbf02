import { fixedText } from "./amount.ts";
import type { BillingPeriod, UsageDate } from "../time/period.ts";
import type { Decimal } from "../money/decimal.ts";

/** Rows and sums of a part of the world; amounts as decimals with ten digits, by metric. */
export type Sums = { readonly rows: number; readonly metrics: Readonly<Record<string, Decimal>> };

/** What the files hold, known without reading them. */
export type SampleTotals = {
  readonly currency: string;
  readonly overall: Sums;
  readonly byPeriod: Readonly<Record<BillingPeriod, Sums>>;
  /** By service as the `service` dimension says it: product code, for Marketplace rows the product name. */
  readonly byService: Readonly<Record<string, Sums>>;
  readonly byAccount: Readonly<Record<string, Sums>>;
  /** By line-item type, or charge category in FOCUS. */
  readonly byType: Readonly<Record<string, Sums>>;
  /** By day of the usage start. */
  readonly byDay: Readonly<Record<UsageDate, Sums>>;
  /** Rows of split cost allocation data, which the files hold besides those that count; only months that have some. */
  readonly splitRows: Readonly<Record<BillingPeriod, number>>;
};

/** What one row adds, and where. */
export type TotalsEntry = {
  readonly billingPeriod: BillingPeriod;
  readonly service: string;
  readonly account: string;
  readonly type: string;
  readonly day: UsageDate;
  /** In the order of the metric names, scaled by 10^10. */
  readonly amounts: readonly bigint[];
};

type Sum = { rows: number; readonly amounts: bigint[] };
type Place = Omit<TotalsEntry, "amounts">;
type Box = { readonly place: Place; readonly sum: Sum };

/** Adds rows up while they are written. */
export type TotalsLedger = {
  readonly add: (entry: TotalsEntry) => void;
  /** A row that repeats costs and does not count. */
  readonly leaveOut: (billingPeriod: BillingPeriod) => void;
  readonly totals: () => SampleTotals;
};

export function totalsLedger(metrics: readonly string[], currency: string): TotalsLedger {
  const boxes = new Map<string, Box>();
  const leftOut = new Map<BillingPeriod, number>();
  const add = (entry: TotalsEntry) => {
    const key = entry.day + entry.account + entry.type + entry.service;
    let box = boxes.get(key);
    if (box === undefined) {
      const { amounts: _amounts, ...place } = entry;
      box = { place, sum: emptySum(metrics) };
      boxes.set(key, box);
    }
    merge(box.sum, 1, entry.amounts);
  };
  const leaveOut = (period: BillingPeriod) => leftOut.set(period, (leftOut.get(period) ?? 0) + 1);
  const totals = () => {
    const by = (keyOf: (place: Place) => string) => grouped(boxes.values(), metrics, keyOf);
    return {
      currency,
      overall: by(() => "all")["all"] ?? shown(metrics, emptySum(metrics)),
      byPeriod: by((place) => place.billingPeriod),
      byService: by((place) => place.service),
      byAccount: by((place) => place.account),
      byType: by((place) => place.type),
      byDay: by((place) => place.day),
      splitRows: Object.fromEntries(leftOut),
    };
  };
  return { add, leaveOut, totals };
}

function grouped(
  boxes: Iterable<Box>,
  metrics: readonly string[],
  keyOf: (place: Place) => string,
): Record<string, Sums> {
  const sums = new Map<string, Sum>();
  for (const { place, sum } of boxes) {
    const key = keyOf(place);
    const group = sums.get(key) ?? emptySum(metrics);
    merge(group, sum.rows, sum.amounts);
    sums.set(key, group);
  }
  return Object.fromEntries([...sums].sort(byKey).map(([key, sum]) => [key, shown(metrics, sum)]));
}

function emptySum(metrics: readonly string[]): Sum {
  return { rows: 0, amounts: metrics.map(() => 0n) };
}

function merge(into: Sum, rows: number, amounts: readonly bigint[]): void {
  into.rows += rows;
  for (let index = 0; index < into.amounts.length; index += 1) {
    into.amounts[index] = (into.amounts[index] ?? 0n) + (amounts[index] ?? 0n);
  }
}

function shown(metrics: readonly string[], sum: Sum): Sums {
  return {
    rows: sum.rows,
    metrics: Object.fromEntries(
      metrics.map((metric, index) => [metric, fixedText(sum.amounts[index] ?? 0n)]),
    ),
  };
}

function byKey(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : 1;
}
