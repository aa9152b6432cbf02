import { missingColumns } from "../cost/source/availability.ts";
import { type Delivery, familyOf } from "../delivery/delivery.ts";
import { fail } from "../result/failure.ts";
import { type BillingPeriod, type DateRange, periodsOf } from "../time/period.ts";
import type { FindingRule } from "./finding.ts";
import type { FindingsAnswer, LookedThrough } from "./findings-query.ts";
import { notComputable } from "./needs.ts";

type Bills = {
  /** Whole months. */
  readonly range: DateRange;
  /** Deliveries of the range, and those with the ones of the months before it. */
  readonly asked: readonly Delivery[];
  readonly looked: readonly Delivery[];
  readonly currency: string;
  readonly rules: readonly FindingRule[];
};

/** What is said of bills before any rule looks through them. */
export function lookedThrough({ range, asked, looked, currency, rules }: Bills): LookedThrough {
  const months = periodsOf(range).filter((month) =>
    asked.some(({ billingPeriod }) => billingPeriod === month),
  );
  const lacking = rules.map((rule) => notComputable(rule, months, looked));
  return {
    currency,
    months,
    metric: metricOf(asked),
    notComputable: lacking.filter((lack) => lack !== null),
  };
}

/** The currency asked for, else the only one there is. */
export function onlyCurrency(currencies: Iterable<string>, asked: string | null): string {
  if (asked !== null) return asked;
  const all = [...new Set(currencies)].toSorted();
  if (all.length > 1) fail("query.mixed_currencies", { currencies: all });
  return all[0] ?? fail("query.no_data", {}, "user");
}

/** Months told by FOCUS, which names what is left of a commitment otherwise. */
export function focusMonths(deliveries: readonly Delivery[]): readonly BillingPeriod[] {
  const told = deliveries.filter(({ format }) => familyOf(format) === "focus");
  return [...new Set(told.map(({ billingPeriod }) => billingPeriod))];
}

function metricOf(deliveries: readonly Delivery[]): FindingsAnswer["metric"] {
  const net = deliveries.filter((delivery) => missingColumns(delivery, "netAmortized").length === 0).length;
  if (net === 0) return "amortized";
  return net === deliveries.length ? "netAmortized" : "mixed";
}
