import { computed } from "vue";
import { containerFigure, sharedInstances } from "#core/container/explain/container-figure.ts";
import { isSameCell } from "#core/cost/explain/cost-cell.ts";
import type { ContainerFigure, ExplainedFigure } from "#core/cost/explain/figure.ts";
import type { ExplainNames } from "#core/cost/explain/filter-words.ts";
import { useContainers } from "../../../queries/use-containers.ts";
import { useExplanation } from "../../../queries/use-explanation.ts";
import type { AsyncState } from "../../../ui/async-state.ts";

/** Asks again for the containers, and for the instances that they share where the measure is of those. */
export function useContainerFigure(figure: () => ContainerFigure | null, names: () => ExplainNames) {
  const containers = useContainers(() => {
    const asked = figure();
    if (asked === null) return null;
    const { metric, range, before, filters, currency } = asked;
    return { metric, range, before, filters, currency };
  });
  const sharedCell = computed(() => {
    const asked = figure();
    const held = containers.value.value;
    return asked === null || held === null ? null : sharedInstances(asked, held.answer);
  });
  const shared = useExplanation(() => sharedCell.value);
  const isSharedTold = computed(
    () =>
      sharedCell.value === null ||
      shared.failure.value !== null ||
      isSameCell(shared.value.value?.cell, sharedCell.value),
  );
  const told = computed((): ExplainedFigure | null => {
    const asked = figure();
    const held = containers.value.value;
    if (asked === null || held === null) return null;
    const instances = sharedCell.value === null ? null : (shared.value.value?.total ?? null);
    return containerFigure(asked, held.answer, instances, names());
  });
  const state = computed((): AsyncState<unknown> =>
    isSharedTold.value ? containers.state.value : { kind: "loading" },
  );
  return { told, state };
}
