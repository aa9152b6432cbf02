import { type ColumnFamily, type Delivery, familyOf } from "../../delivery/delivery.ts";
import { METRIC_IDS, type MetricId } from "../metric/metric-id.ts";
import { CUR } from "./cur.ts";
import type { FamilySource } from "./family.ts";
import { FOCUS } from "./focus.ts";

/** The expressions of a family. */
export function familySource(family: ColumnFamily): FamilySource {
  return family === "focus" ? FOCUS : CUR;
}

/** Columns of a commitment without which the amortized cost of these line-item types is not known. */
export const COMMITMENT_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  SavingsPlanCoveredUsage: ["savings_plan_savings_plan_effective_cost"],
  SavingsPlanRecurringFee: ["savings_plan_total_commitment_to_date", "savings_plan_used_commitment"],
  DiscountedUsage: ["reservation_effective_cost"],
};
const AMORTIZED: readonly MetricId[] = ["amortized", "netAmortized"];

/**
 * Metrics that filled columns of a delivery cannot support, with the columns that are missing. A commitment column only
 * matters where a line item of its type is there.
 */
export function unavailableMetrics(
  family: ColumnFamily,
  filled: ReadonlySet<string>,
  lineItemTypes: Iterable<string> = [],
): Readonly<Partial<Record<MetricId, readonly string[]>>> {
  const types = [...lineItemTypes];
  const missing = METRIC_IDS.map((metric) => {
    const needed = [
      ...familySource(family).metrics[metric].needs,
      ...(family === "cur" && AMORTIZED.includes(metric)
        ? types.flatMap((type) => COMMITMENT_COLUMNS[type] ?? [])
        : []),
    ];
    return [metric, needed.filter((id) => !filled.has(id))] as const;
  });
  return Object.fromEntries(missing.filter(([, columns]) => columns.length > 0));
}

/** Columns that keep a delivery from answering a metric; empty when it can. */
export function missingColumns(delivery: Delivery, metric: MetricId): readonly string[] {
  const stated = delivery.unavailable[metric];
  if (stated !== undefined) return stated.length > 0 ? stated : [metric];
  const stored = new Set(delivery.columns.map(({ id }) => id));
  return familySource(familyOf(delivery.format)).metrics[metric].needs.filter((id) => !stored.has(id));
}
