import { watch } from "vue";
import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { CostAnswer } from "#core/cost/query/cost-query.ts";
import { keyId } from "#core/report/cost-table.ts";
import type { Ink } from "../charts/palette.ts";
import { useCostColoursStore } from "../stores/cost-colours.ts";

/** Colours of an answer's groups: the same key has the same colour wherever it is drawn. */
export function useCostInks(
  groupBy: () => readonly DimensionRef[],
  answer: () => CostAnswer | null,
): (id: string) => Ink {
  const colours = useCostColoursStore();
  watch(
    answer,
    (present) =>
      present &&
      colours.meet(
        groupBy(),
        present.groups.slice(0, 20).map(({ key }) => keyId(key)),
      ),
    { immediate: true, flush: "sync" },
  );
  return (id) => colours.slotsOf(groupBy()).get(id) ?? "other";
}
