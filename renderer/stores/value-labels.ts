import { defineStore } from "pinia";
import { ref } from "vue";
import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";

type Keyed = {
  readonly key: readonly (string | null)[];
  readonly labels: readonly (string | null)[];
};

/** Friendly names of values met in answers, so that filters and drill steps can be named without asking again. */
export const useValueLabelsStore = defineStore("valueLabels", () => {
  const held = ref<ReadonlyMap<string, string>>(new Map());

  return { labelOf, meet };

  function labelOf(dimension: DimensionRef, value: string | null): string | null {
    return held.value.get(`${dimension}\n${value}`) ?? null;
  }

  function meet(groupBy: readonly DimensionRef[], groups: readonly Keyed[]): void {
    const found = groups.flatMap(({ key, labels }) =>
      groupBy.flatMap((dimension, at): [string, string][] => {
        const label = labels[at] ?? null;
        return label === null ? [] : [[`${dimension}\n${key[at]}`, label]];
      }),
    );
    const fresh = found.filter(([id, label]) => held.value.get(id) !== label);
    if (fresh.length > 0) held.value = new Map([...held.value, ...fresh]);
  }
});
