import type { MetricId } from "../cost/metric/metric-id.ts";
import type { MissingMetric } from "../cost/query/cost-query.ts";
import { divideByMetric } from "../cost/query/plan.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { hasSplitRows } from "./container-facts.ts";
import { SPLIT_COST_COLUMNS, splitMetric } from "./container-scope.ts";

/** Divides deliveries into those that can tell containers in a metric and the periods that cannot. */
export function divideForContainers(
  deliveries: readonly Delivery[],
  metric: MetricId,
): { readonly able: readonly Delivery[]; readonly missing: readonly MissingMetric[] } {
  const { able, missing } = divideByMetric(deliveries, metric);
  const split = splitMetric(metric);
  if (split === null) return { able, missing };
  const column = SPLIT_COST_COLUMNS[split].own;
  const lacking = able.filter((one) => hasSplitRows(one) && !one.columns.some(({ id }) => id === column));
  return {
    able: able.filter((delivery) => !lacking.includes(delivery)),
    missing: [...missing, ...lacking.map(({ billingPeriod }) => ({ billingPeriod, columns: [column] }))],
  };
}
