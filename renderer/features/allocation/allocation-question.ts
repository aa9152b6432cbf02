import type { AllocationModel } from "#core/allocation/model.ts";
import { lengthInDays } from "#core/time/period.ts";
import type { AllocationQuestion } from "../../queries/use-allocation.ts";
import type { useExplorationStore } from "../../stores/exploration.ts";

/** Beyond this, days are too many for a trend. */
const MOST_DAYS = 62;

/** The model asked over the period and metric in sight; null where there is nothing to ask. */
export function allocationQuestion(
  model: AllocationModel | null,
  { range, metric, currency }: Pick<ReturnType<typeof useExplorationStore>, "range" | "metric" | "currency">,
): AllocationQuestion | null {
  if (model === null || range === null || metric === "usageAmount") return null;
  const granularity = lengthInDays(range) > MOST_DAYS ? "month" : "day";
  return { model, metric, granularity, range, currency };
}
