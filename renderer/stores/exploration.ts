import { defineStore } from "pinia";
import { computed, readonly, ref } from "vue";
import type { LocationQuery } from "vue-router";
import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { Filter } from "#core/cost/filter/filter.ts";
import type { UsageDate } from "#core/time/period.ts";
import { presetRange } from "#core/time/preset.ts";
import { decodeView, encodeView, NEUTRAL_VIEW, type ExplorationView } from "./exploration-link.ts";

/**
 * What the user is looking at on the analysis screens. The address carries it: actions go to a new address
 * (`follow`), and the address sets the state (`readLink`), so back, forward and saved links need nothing of their own.
 */
export const useExplorationStore = defineStore("exploration", () => {
  const chosen = ref<ExplorationView>(NEUTRAL_VIEW);
  const dataEnd = ref<UsageDate | null>(null);
  const defaultCurrency = ref<string | null>(null);
  const follow = ref<Follow>(null);

  const range = computed(
    () =>
      chosen.value.range ?? (dataEnd.value === null ? null : presetRange(chosen.value.preset, dataEnd.value)),
  );
  /** The named period in force; null where the user gave dates. */
  const preset = computed(() => (chosen.value.range === null ? chosen.value.preset : null));
  const currency = computed(() => chosen.value.currency ?? defaultCurrency.value);
  const shownIn = computed(() => chosen.value.shownIn);
  const comparison = computed(() => chosen.value.comparison);
  const metric = computed(() => chosen.value.metric);
  const granularity = computed(() => chosen.value.granularity);
  const groupBy = computed(() => chosen.value.groupBy);
  const filters = computed(() => chosen.value.filters);
  const chart = computed(() => chosen.value.chart);
  const drilled = computed(() => chosen.value.drilled);
  const columns = computed(() => chosen.value.columns);
  const sort = computed(() => chosen.value.sort);
  const resources = computed(() => chosen.value.resources);
  const query = computed(() => encodeView(chosen.value));

  return {
    range,
    preset,
    dataEnd: readonly(dataEnd),
    comparison,
    metric,
    granularity,
    groupBy,
    filters,
    currency,
    shownIn,
    chart,
    drilled,
    columns,
    sort,
    resources,
    /** The view as route query: `{ name: "explorer", query: exploration.query }` is a link to it. */
    query,
    linkTo,
    change,
    arrange,
    include,
    exclude,
    replaceFilter,
    removeFilter,
    clearFilters,
    readLink,
    reset,
    setDefaults,
    onChange,
  };

  /** Route query of the view with some of it changed. */
  function linkTo(patch: Partial<ExplorationView>): Record<string, string | string[]> {
    return encodeView({ ...chosen.value, ...patch });
  }

  /** Changes some of the view and goes to its address; a new step for back and forward. */
  function change(patch: Partial<ExplorationView>): void {
    chosen.value = { ...chosen.value, ...patch };
    follow.value?.(encodeView(chosen.value), "push");
  }

  /** Lays a list out in another way; the address says so, back and forward pass over it. */
  function arrange(patch: Pick<Partial<ExplorationView>, "columns" | "sort" | "resources">): void {
    chosen.value = { ...chosen.value, ...patch };
    follow.value?.(encodeView(chosen.value), "replace");
  }

  /** Keeps only line items with the value; joins an include filter on the same dimension. */
  function include(dimension: DimensionRef, values: readonly (string | null)[]): void {
    change({ filters: withFilter(chosen.value.filters, { dimension, mode: "include", values }) });
  }

  function exclude(dimension: DimensionRef, values: readonly (string | null)[]): void {
    const added = [...(filterOf(chosen.value.filters, dimension, "exclude")?.values ?? []), ...values];
    change({
      filters: withFilter(chosen.value.filters, { dimension, mode: "exclude", values: [...new Set(added)] }),
    });
  }

  /** Puts a filter where another one was; `null` adds it. */
  function replaceFilter(former: Filter | null, filter: Filter): void {
    const held =
      former === null ? chosen.value.filters : chosen.value.filters.filter((one) => one !== former);
    const isSingle = filter.mode === "include" && filter.values.length === 1;
    change({
      filters: withFilter(held, filter),
      drilled: isSingle
        ? chosen.value.drilled
        : chosen.value.drilled.filter((dimension) => dimension !== filter.dimension),
    });
  }

  function removeFilter(filter: Pick<Filter, "dimension" | "mode">): void {
    change({
      filters: chosen.value.filters.filter((held) => !isSameSlot(held, filter)),
      drilled: chosen.value.drilled.filter((dimension) => dimension !== filter.dimension),
    });
  }

  function clearFilters(): void {
    change({ filters: [], drilled: [] });
  }

  function readLink(link: LocationQuery): void {
    chosen.value = decodeView(link);
  }

  /** Forgets the view, for another workspace. */
  function reset(): void {
    chosen.value = NEUTRAL_VIEW;
    dataEnd.value = null;
    defaultCurrency.value = null;
  }

  function setDefaults(defaults: {
    readonly dataEnd: UsageDate | null;
    readonly currency: string | null;
  }): void {
    dataEnd.value = defaults.dataEnd;
    defaultCurrency.value = defaults.currency;
  }

  function onChange(navigate: NonNullable<Follow>): void {
    follow.value = navigate;
  }
});

type Follow = ((query: Record<string, string | string[]>, how: "push" | "replace") => void) | null;

function isSameSlot(a: Pick<Filter, "dimension" | "mode">, b: Pick<Filter, "dimension" | "mode">): boolean {
  return a.dimension === b.dimension && a.mode === b.mode;
}

function filterOf(
  filters: readonly Filter[],
  dimension: DimensionRef,
  mode: Filter["mode"],
): Filter | undefined {
  return filters.find((held) => isSameSlot(held, { dimension, mode }));
}

/** One include and one exclude filter per dimension; a new one takes the old one's place. */
function withFilter(filters: readonly Filter[], filter: Filter): readonly Filter[] {
  const at = filters.findIndex((held) => isSameSlot(held, filter));
  return at < 0 ? [...filters, filter] : filters.with(at, filter);
}
