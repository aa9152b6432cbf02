import type { Delivery } from "../../delivery/delivery.ts";
import { type DateRange, rangeOfPeriod } from "../../time/period.ts";
import type { DimensionRef } from "../dimension/dimension-ref.ts";
import type { Filter } from "../filter/filter.ts";
import type { MetricId } from "../metric/metric-id.ts";
import { dimensionsBehind, type RuleDimension } from "../profile/tag-profile.ts";
import { DAILY_DIMENSIONS, DAILY_RESOURCE_DIMENSIONS } from "../rollup/rollup.ts";
import { missingColumns } from "../source/availability.ts";
import type { CostAnswer, MissingMetric } from "./cost-query.ts";

export type Store = CostAnswer["answeredFrom"];

/** The smallest store that knows all the dimensions. Hours and open dimensions are only in the line items. */
export function storeFor(
  dimensions: Iterable<DimensionRef>,
  hours: boolean,
  profiles: readonly RuleDimension[] = [],
): Store {
  const used = dimensionsBehind(dimensions, profiles);
  const isIn = (kept: readonly DimensionRef[]) => !hours && used.every((ref) => kept.includes(ref));
  if (isIn(DAILY_DIMENSIONS)) return "daily";
  return isIn(DAILY_RESOURCE_DIMENSIONS) ? "dailyResource" : "lineItems";
}

/** Counted deliveries whose billing period a range touches. */
export function deliveriesIn(deliveries: readonly Delivery[], range: DateRange): readonly Delivery[] {
  return deliveries.filter(({ counted, billingPeriod }) => {
    const { from, to } = rangeOfPeriod(billingPeriod);
    return counted && from < range.to && to > range.from;
  });
}

/** Leaves out deliveries that filters on what is known of a whole delivery exclude. */
export function deliveriesFor(
  deliveries: readonly Delivery[],
  filters: readonly Filter[],
): readonly Delivery[] {
  return deliveries.filter((delivery) =>
    filters.every(({ dimension, mode, values }) => {
      if (dimension !== "billingPeriod" && dimension !== "report") return true;
      const value = dimension === "report" ? delivery.reportName : delivery.billingPeriod;
      return values.includes(value) === (mode === "include");
    }),
  );
}

/** Divides deliveries into those that can answer a metric and the periods that cannot. */
export function divideByMetric(
  deliveries: readonly Delivery[],
  metric: MetricId,
): { readonly able: readonly Delivery[]; readonly missing: readonly MissingMetric[] } {
  const lacking = deliveries.map((delivery) => ({ delivery, columns: missingColumns(delivery, metric) }));
  const byPeriod = new Map<string, Set<string>>();
  for (const { delivery, columns } of lacking) {
    if (columns.length === 0) continue;
    const known = byPeriod.get(delivery.billingPeriod) ?? new Set();
    byPeriod.set(delivery.billingPeriod, new Set([...known, ...columns]));
  }
  return {
    able: lacking.filter(({ columns }) => columns.length === 0).map(({ delivery }) => delivery),
    missing: [...byPeriod]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([billingPeriod, columns]) => ({ billingPeriod, columns: [...columns].toSorted() })),
  };
}

/** The newest billing period any counted delivery covers. */
export function newestPeriod(deliveries: readonly Delivery[]): string | null {
  return deliveries
    .filter(({ counted }) => counted)
    .map(({ billingPeriod }) => billingPeriod)
    .reduce<string | null>((newest, period) => (newest === null || period > newest ? period : newest), null);
}
