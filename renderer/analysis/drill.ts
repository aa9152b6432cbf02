import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { Filter } from "#core/cost/filter/filter.ts";
import type { ExplorationView } from "../stores/exploration-link.ts";

/** The way down from a whole to what makes it; behind its end are the line items. */
const PATH: readonly DimensionRef[] = ["service", "usageType", "resourceId"];

type DrillView = Pick<ExplorationView, "groupBy" | "filters" | "drilled">;

export type DrillStep =
  | { readonly kind: "group"; readonly patch: DrillView }
  | { readonly kind: "lineItems"; readonly patch: Pick<ExplorationView, "filters" | "drilled"> };

/** Goes into one group: keeps only its line items and groups them by what comes next, or lists them where nothing does. */
export function drillInto(view: DrillView, key: readonly (string | null)[]): DrillStep {
  const filters = view.groupBy.reduce<readonly Filter[]>(
    (held, dimension, at) => keepOnly(held, dimension, key[at] ?? null),
    view.filters,
  );
  const drilled = [...view.drilled.filter((step) => !view.groupBy.includes(step)), ...view.groupBy];
  const next = nextDimension(view.groupBy.at(-1), drilled);
  if (next === null) return { kind: "lineItems", patch: { filters, drilled } };
  return { kind: "group", patch: { filters, drilled, groupBy: [next] } };
}

/** Goes back up to the step at `depth`: 0 is the whole. */
export function drillOut(view: DrillView, depth: number): DrillView {
  const left = view.drilled.slice(depth);
  const first = left[0];
  if (first === undefined) return view;
  return {
    filters: view.filters.filter(({ dimension, mode }) => mode === "exclude" || !left.includes(dimension)),
    drilled: view.drilled.slice(0, depth),
    groupBy: [first],
  };
}

/** What a group of this dimension is made of; null for line items. */
export function nextDimension(
  dimension: DimensionRef | undefined,
  taken: readonly DimensionRef[],
): DimensionRef | null {
  if (dimension === "resourceId") return null;
  const at = dimension === undefined ? -1 : PATH.indexOf(dimension);
  return PATH.slice(at + 1).find((candidate) => !taken.includes(candidate)) ?? null;
}

export function keepOnly(
  filters: readonly Filter[],
  dimension: DimensionRef,
  value: string | null,
): readonly Filter[] {
  const others = filters.filter((held) => held.dimension !== dimension || held.mode === "exclude");
  return [...others, { dimension, mode: "include", values: [value] }];
}
