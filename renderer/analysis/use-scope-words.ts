import type { Filter } from "#core/cost/filter/filter.ts";
import { useValueLabels } from "./use-value-labels.ts";
import { dimensionName } from "../format/dimensions.ts";

/** Filters in words: `Account is Data platform`, `All costs`. */
export function useScopeWords(filters: () => readonly Filter[]): (of: readonly Filter[]) => string {
  const labels = useValueLabels(filters);
  return (of) =>
    of.length === 0
      ? "All costs"
      : of
          .map(({ dimension, mode, values }) => {
            const [first = null, ...rest] = values;
            const more = rest.length === 0 ? "" : ` +${rest.length}`;
            return `${dimensionName(dimension)} ${mode === "include" ? "is" : "is not"} ${labels.nameOf(dimension, first)}${more}`;
          })
          .join(", ");
}
