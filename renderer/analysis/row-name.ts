import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import { valueName, valueTitle } from "../format/dimensions.ts";

type Keyed = {
  readonly key: readonly (string | null)[];
  readonly labels: readonly (string | null)[];
};

/** What a group is called in a table or a chart. */
export function groupName(groupBy: readonly DimensionRef[], { key, labels }: Keyed): string {
  if (groupBy.length === 0) return "All costs";
  return groupBy.map((ref, at) => valueName(ref, key[at] ?? null, labels[at] ?? null)).join(" · ");
}

/** The name with the exact values behind it, for titles and copies. */
export function groupTitle(groupBy: readonly DimensionRef[], { key, labels }: Keyed): string {
  if (groupBy.length === 0) return "All costs";
  return groupBy.map((ref, at) => valueTitle(ref, key[at] ?? null, labels[at] ?? null)).join(" · ");
}
