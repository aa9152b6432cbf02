import { computed, ref } from "vue";
import { comparisonRange } from "#core/time/comparison.ts";
import { coverageOf } from "../../analysis/coverage.ts";
import {
  useFirstResources,
  useResourcePages,
  type ResourceQuestion,
  type TaggedRow,
} from "../../queries/use-resources.ts";
import { useWorkspaceSchema } from "../../queries/use-workspace-facts.ts";
import { useExplorationStore } from "../../stores/exploration.ts";
import { useResourceListStore } from "../../stores/resource-list.ts";

/** The question of the list, and its answer page by page. */
export function useResourceList() {
  const exploration = useExplorationStore();
  const list = useResourceListStore();
  const { value: schema, state: schemaState } = useWorkspaceSchema();
  const pages = ref<readonly number[]>([0]);

  const compared = computed(() => {
    const { range, comparison } = exploration;
    if (range === null || comparison === null || schema.value === null) return null;
    const before = comparisonRange(range, comparison);
    const data = schema.value.range;
    const coverage = coverageOf(before, data);
    // What is new and gone since a day needs only some days before it; whether it costs more needs as many.
    const reach =
      coverage === "part" && data !== null && before.from < data.from && before.to <= data.to
        ? { from: data.from, to: before.to }
        : null;
    return {
      range: reach ?? before,
      isHeld: coverage === "whole" || reach !== null,
      isShort: reach !== null,
    };
  });
  const question = computed((): ResourceQuestion | null => {
    const { range, metric, filters, currency } = exploration;
    if (range === null || schema.value === null) return null;
    return {
      metric,
      range,
      before: compared.value?.isHeld === true ? compared.value.range : null,
      filters,
      currency,
      search: list.search.trim(),
      state: list.state,
      sort: list.sort,
      byMonth: exploration.shownIn !== null && metric !== "usageAmount",
    };
  });
  const first = useFirstResources(() => question.value);
  const paged = useResourcePages(
    () => question.value,
    () => pages.value,
  );
  return {
    question,
    compared,
    pages,
    paged,
    /** The row at a place of the list; the former first rows stay until the next ones have arrived. */
    rowAt: (index: number): TaggedRow | undefined => {
      const former = first.value.value?.rows[index];
      return paged.rowAt(index) ?? (former === undefined ? undefined : { resource: former, tags: null });
    },
    page: first.value,
    /** Without knowing what the workspace holds nothing can be asked: that failure is this screen's. */
    state: computed(() => (schemaState.value.kind === "failed" ? schemaState.value : first.state.value)),
    /** All days the workspace holds. */
    held: computed(() => schema.value?.range ?? null),
  };
}
