import type { RouteLocationRaw, RouteParams } from "vue-router";
import type { BusinessMetric, Grain } from "#core/unit-economics/business-metric.ts";
import { periodsFor } from "#core/unit-economics/unit-costs.ts";

/** What is open, as its address says it. */
export type UnitPlace = {
  readonly metric: BusinessMetric | null;
  readonly by: Grain;
  readonly of: "bill" | "units";
};

/** What is no place falls back to the first metric by its longest period. */
export function placeOf(params: RouteParams, metrics: readonly BusinessMetric[]): UnitPlace {
  const metric = metrics.find(({ id }) => id === params["metric"]) ?? metrics[0] ?? null;
  const possible = periodsFor(metric?.grain ?? "month");
  const by = possible.find((one) => one === params["by"]) ?? possible[0] ?? "month";
  return { metric, by, of: params["of"] === "units" ? "units" : "bill" };
}

export function linkTo(
  { metric, by, of }: UnitPlace,
  query: Record<string, string | string[]>,
): RouteLocationRaw {
  return { name: "unitEconomics", params: metric === null ? {} : { metric: metric.id, by, of }, query };
}
