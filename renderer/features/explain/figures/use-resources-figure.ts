import { computed } from "vue";
import type { ExplainedFigure, ResourcesFigure } from "#core/cost/explain/figure.ts";
import type { ExplainNames } from "#core/cost/explain/filter-words.ts";
import { resourcesFigure, resourcesQueryOf } from "#core/resource/explain-resources.ts";
import { useChosenResources } from "../../../queries/use-resources.ts";

/** Asks again for the resources that are chosen. */
export function useResourcesFigure(figure: () => ResourcesFigure | null, names: () => ExplainNames) {
  const page = useChosenResources(() => {
    const asked = figure();
    return asked && resourcesQueryOf(asked);
  });
  const told = computed((): ExplainedFigure | null => {
    const [asked, held] = [figure(), page.value.value];
    return asked && held && resourcesFigure(asked, held, names());
  });
  return { told, state: page.state };
}
