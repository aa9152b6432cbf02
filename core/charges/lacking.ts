import type { DimensionId } from "../cost/dimension/dimension-ref.ts";
import { familySource } from "../cost/source/availability.ts";
import { columnsById, NO_TEXT } from "../cost/source/columns.ts";
import { type Delivery, familyOf } from "../delivery/delivery.ts";
import { dimensionsOf } from "./charge-kind.ts";
import type { ChargesQuery, LackingDimensions } from "./charges-query.ts";
import { toldBy } from "./kind-rule.ts";

/**
 * What deliveries do not tell of a question. A dimension to divide by is only missed in months that have something to divide:
 * a column that is empty throughout is not stored.
 */
export function lackingDimensions(
  query: ChargesQuery,
  deliveries: readonly Delivery[],
  filledMonths: ReadonlySet<string>,
): readonly LackingDimensions[] {
  const byMonth = new Map<string, Set<DimensionId>>();
  for (const delivery of deliveries) {
    const divided = filledMonths.has(delivery.billingPeriod) ? dimensionsOf(query.groupBy) : [];
    const lacked = [...toldBy(query.kind), ...divided].filter((dimension) => !isTold(delivery, dimension));
    if (lacked.length === 0) continue;
    const known = byMonth.get(delivery.billingPeriod) ?? new Set();
    byMonth.set(delivery.billingPeriod, new Set([...known, ...lacked]));
  }
  return [...byMonth]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([billingPeriod, dimensions]) => ({ billingPeriod, dimensions: [...dimensions] }));
}

function isTold(delivery: Delivery, dimension: DimensionId): boolean {
  if (dimension === "billingPeriod" || dimension === "report" || dimension === "currency") return true;
  const { dimensions } = familySource(familyOf(delivery.format));
  return dimensions[dimension](columnsById(delivery.columns)) !== NO_TEXT;
}
