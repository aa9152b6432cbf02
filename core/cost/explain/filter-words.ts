import type { Decimal } from "../../money/decimal.ts";
import type { DateRange } from "../../time/period.ts";
import type { DimensionRef } from "../dimension/dimension-ref.ts";
import type { Filter } from "../filter/filter.ts";
import type { MetricId } from "../metric/metric-id.ts";

/** How whoever shows an explanation writes things. */
export type ExplainNames = {
  readonly metric: (metric: MetricId) => string;
  readonly dimension: (ref: DimensionRef) => string;
  readonly value: (ref: DimensionRef, value: string | null) => string;
  readonly range: (range: DateRange) => string;
  readonly count: (count: number) => string;
  readonly amount: (amount: Decimal | null, currency: string | null) => string;
};

const SHOWN_VALUES = 4;

/** `Service is Amazon EC2`, `Region is not eu-west-1 or us-east-1`. */
export function filterWords({ dimension, mode, values }: Filter, names: ExplainNames): string {
  const named = values.slice(0, SHOWN_VALUES).map((value) => names.value(dimension, value));
  const more = values.length - named.length;
  const all = more > 0 ? [...named, `${names.count(more)} more`] : named;
  const verb = mode === "include" ? "is" : "is not";
  return `${names.dimension(dimension)} ${verb} ${listed(all)}`;
}

function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}`;
}
