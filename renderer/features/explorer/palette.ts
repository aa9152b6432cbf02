import { computed } from "vue";
import { openDimension, parseDimensionRef, type DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import { periodsOf, rangeOfPeriod } from "#core/time/period.ts";
import { isTyped } from "#core/search/fuzzy.ts";
import { viewOfValue } from "../../analysis/favourite-of-value.ts";
import { dimensionName, valueName } from "../../format/dimensions.ts";
import type { PaletteEntry, PaletteFound, PaletteSearch, PaletteSource } from "../../navigation/palette.ts";
import { useCostValues } from "../../queries/use-cost-values.ts";
import { useSavedViews } from "../../queries/use-saved-views.ts";
import { useWorkspaceSchema } from "../../queries/use-workspace-facts.ts";
import { encodeView, NEUTRAL_VIEW } from "../../stores/exploration-link.ts";
import { useExplorationStore } from "../../stores/exploration.ts";
import { useFormat } from "../../stores/use-format.ts";

/** Values in sight; a further word narrows them. */
const MOST = 8;

/** `team:checkout` or `team=checkout`: a value of a tag. */
const TAG_VALUE = /^([^:=]+)[:=](.*)$/s;

export const palette: readonly PaletteSource[] = [
  {
    id: "views",
    label: "Views",
    order: 18,
    use: () => {
      const { views } = useSavedViews();
      return {
        entries: computed(() =>
          views.value.map(({ id, name, link }): PaletteEntry => ({
            id: `view:${id}`,
            label: name,
            words: "view",
            icon: "i-lucide-bookmark",
            to: link,
          })),
        ),
      };
    },
  },
  { id: "months", label: "Months", order: 32, use: useMonths },
  values("linkedAccount", "Accounts", "i-lucide-user", 40),
  values("service", "Services", "i-lucide-box", 42),
  values("region", "Regions", "i-lucide-map-pin", 44),
  { id: "tagValues", label: "Values of tags", order: 46, isAnswer: true, use: useTagValues },
  { id: "tags", label: "Group by", order: 48, use: useDimensions },
];

/** The values of a dimension, searched where the data is. */
function values(dimension: DimensionRef, label: string, icon: string, order: number): PaletteSource {
  return {
    id: dimension,
    label,
    order,
    isAnswer: true,
    use: ({ settled }) =>
      useValues(
        () => dimension,
        () => (isTyped(settled()) ? settled().trim() : null),
        icon,
      ),
  };
}

/** `search` is null while nothing is to be asked. */
function useValues(
  dimension: () => DimensionRef | null,
  search: () => string | null,
  icon: string,
): PaletteFound {
  const exploration = useExplorationStore();
  const { value: schema } = useWorkspaceSchema();
  const { value, state } = useCostValues(() => {
    const range = schema.value?.range ?? null;
    const asked = dimension();
    const text = search();
    if (range === null || asked === null || text === null) return null;
    return { dimension: asked, range, filters: [], search: text, currency: exploration.currency };
  });
  const entries = computed(() => {
    const asked = dimension();
    if (asked === null || search() === null) return [];
    return (value.value ?? []).slice(0, MOST).map(({ value: plain, label }): PaletteEntry => {
      const name = valueName(asked, plain, label);
      return {
        id: `value:${asked}:${JSON.stringify(plain)}`,
        label: name,
        ...(plain === null || plain === name ? {} : { detail: plain }),
        words: dimensionName(asked),
        icon,
        to: { name: "explorer", query: viewOfValue(asked, plain) },
      };
    });
  });
  return { entries, isSearching: computed(() => state.value.kind === "ready" && state.value.isRefreshing) };
}

/** Values of tags are only in the line items, so they are asked for by their key. */
function useTagValues({ settled }: PaletteSearch): PaletteFound {
  const { value: schema } = useWorkspaceSchema();
  const asked = computed(() => {
    const [, key = "", value = ""] = TAG_VALUE.exec(settled().trim()) ?? [];
    const found = (schema.value?.dimensions ?? []).find(
      (dimension) => dimension.kind !== "fixed" && dimension.key.toLowerCase() === key.trim().toLowerCase(),
    );
    return { dimension: found === undefined ? null : parseDimensionRef(found.ref), value };
  });
  return useValues(
    () => asked.value.dimension,
    () => asked.value.value.trim(),
    "i-lucide-tag",
  );
}

function useMonths(): PaletteFound {
  const exploration = useExplorationStore();
  const { value: schema } = useWorkspaceSchema();
  const format = useFormat();
  return {
    entries: computed(() => {
      const held = schema.value?.range ?? null;
      return (held === null ? [] : [...periodsOf(held)].toReversed()).map((period): PaletteEntry => ({
        id: `month:${period}`,
        label: format.value.period(period),
        detail: period,
        icon: "i-lucide-calendar",
        to: { name: "explorer", query: exploration.linkTo({ range: rangeOfPeriod(period) }) },
      }));
    }),
  };
}

function useDimensions(): PaletteFound {
  const { value: schema } = useWorkspaceSchema();
  return {
    entries: computed(() =>
      (schema.value?.dimensions ?? []).flatMap(({ ref }): PaletteEntry[] => {
        const dimension = parseDimensionRef(ref);
        if (dimension === null) return [];
        const open = openDimension(dimension);
        return [
          {
            id: `dimension:${ref}`,
            label: dimensionName(dimension),
            ...(open?.kind === "tag" ? { detail: `${open.key}:… finds its values` } : {}),
            words: "group by",
            icon: open?.kind === "tag" ? "i-lucide-tag" : "i-lucide-group",
            to: { name: "explorer", query: encodeView({ ...NEUTRAL_VIEW, groupBy: [dimension] }) },
          },
        ];
      }),
    ),
  };
}
