import { formatScaled } from "../money/decimal.ts";
import type { BillingPeriod } from "../time/period.ts";
import type { Reconciliation } from "./container.ts";

/** Sums of one kind of facts in one month. */
export type KindFact = {
  readonly billingPeriod: BillingPeriod;
  readonly kind: string;
  readonly own: bigint;
  readonly unused: bigint;
  readonly hours: number;
  readonly hoursApart: number;
  readonly hoursMissing: number;
};

/** Holds the parts of each month against its bill, which comes from elsewhere. */
export function reconcile(
  facts: readonly KindFact[],
  bills: ReadonlyMap<BillingPeriod, bigint>,
): readonly Reconciliation[] {
  return [...bills].map(([billingPeriod, bill]) => {
    const of = (kind: string): KindFact =>
      facts.find((fact) => fact.billingPeriod === billingPeriod && fact.kind === kind) ?? NOTHING;
    const [instance, split, fargate, whole, rest] = [
      of("instance"),
      of("split"),
      of("fargate"),
      of("whole"),
      of("rest"),
    ];
    return {
      billingPeriod,
      bill: formatScaled(bill),
      instances: formatScaled(instance.own),
      split: formatScaled(split.own),
      unused: formatScaled(split.unused),
      difference: formatScaled(instance.own - split.own - split.unused),
      fargate: formatScaled(fargate.own),
      whole: formatScaled(whole.own),
      rest: formatScaled(rest.own),
      leftOver: formatScaled(bill - instance.own - fargate.own - whole.own - rest.own),
      hours: instance.hours,
      hoursApart: instance.hoursApart,
      hoursMissing: instance.hoursMissing,
    };
  });
}

const NOTHING: KindFact = {
  billingPeriod: "",
  kind: "",
  own: 0n,
  unused: 0n,
  hours: 0,
  hoursApart: 0,
  hoursMissing: 0,
};
