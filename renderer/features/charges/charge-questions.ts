import type { ChargeMetric, ChargesQuery } from "#core/charges/charges-query.ts";
import type { ChargeFigure } from "#core/cost/explain/figure.ts";
import type { MetricId } from "#core/cost/metric/metric-id.ts";
import type { Comparison } from "#core/time/comparison.ts";
import type { DateRange } from "#core/time/period.ts";
import { comparedRange } from "../../analysis/compared-range.ts";

/** Usage amounts are no money: there the invoice's own metric is shown. */
export function chargeMetric(metric: MetricId): ChargeMetric {
  return metric === "usageAmount" ? "unblended" : metric;
}

/** A volume or a rate of a view, or what is left of a credit, as a question how it is worked out. */
export function chargeFigureOf(
  { kind: charge, category, groupBy, metric, filters, range, currency }: ChargesQuery,
  measure: ChargeFigure["measure"],
  key: ChargeFigure["key"] = null,
): ChargeFigure {
  return { kind: "charge", measure, charge, category, groupBy, key, metric, filters, range, currency };
}

/** The same question about the range compared with; null where the data does not reach all of it. */
export function beforeQuestion(
  query: ChargesQuery,
  comparison: Comparison | null,
  data: DateRange,
): ChargesQuery | null {
  const range = comparedRange(query.range, comparison, data);
  return range === null ? null : { ...query, range };
}
