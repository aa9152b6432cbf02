import type { ContextMenuItem } from "@nuxt/ui";
import { computed, ref } from "vue";
import { useRouter } from "vue-router";
import type { CostRow } from "#core/report/cost-table.ts";
import { nextDimension } from "../../analysis/drill.ts";
import { favouriteOfValue } from "../../analysis/favourite-of-value.ts";
import { groupName, groupTitle } from "../../analysis/row-name.ts";
import { useCopy } from "../../analysis/use-copy.ts";
import { dimensionName } from "../../format/dimensions.ts";
import { useAttempt } from "../../queries/use-attempt.ts";
import { useFavourites } from "../../queries/use-favourites.ts";
import { useExplorationStore } from "../../stores/exploration.ts";
import { useDrill } from "./use-drill.ts";

/** What can be done with a row: the menu of the right mouse button and of the menu key. */
export function useRowMenu(explain: (row: CostRow) => void) {
  const exploration = useExplorationStore();
  const router = useRouter();
  const attempt = useAttempt();
  const { favourites, save, remove } = useFavourites();
  const drill = useDrill();
  const copy = useCopy();
  const row = ref<CostRow | null>(null);

  const items = computed((): ContextMenuItem[][] => {
    const aimed = row.value;
    return aimed === null
      ? []
      : aimed.kind === "other"
        ? [explains(aimed), copies(aimed)]
        : [ways(aimed), explains(aimed), filters(aimed), copies(aimed)];
  });
  return { items, aim };

  function aim(aimed: CostRow): void {
    row.value = aimed;
  }

  function ways(aimed: CostRow): ContextMenuItem[] {
    const taken = [...exploration.drilled, ...exploration.groupBy];
    const next = nextDimension(exploration.groupBy.at(-1), taken);
    return [
      ...(next === null
        ? []
        : [
            {
              label: `Drill into ${dimensionName(next).toLowerCase()}`,
              icon: "i-lucide-corner-down-right",
              kbds: ["enter"],
              onSelect: () => drill.into(aimed, exploration),
            },
          ]),
      { label: "Show line items", icon: "i-lucide-rows-3", onSelect: () => drill.lineItems(aimed) },
      ...star(aimed),
    ];
  }

  /** With two levels a row is no single thing. */
  function star(aimed: CostRow): ContextMenuItem[] {
    const [dimension, second] = exploration.groupBy;
    if (dimension === undefined || second !== undefined) return [];
    const named = { dimension, value: aimed.key[0] ?? null, name: groupName([dimension], aimed) };
    const favourite = favouriteOfValue(
      named,
      (query) => router.resolve({ name: "explorer", query }).fullPath,
    );
    const isHeld = favourites.value.some(({ id }) => id === favourite.id);
    return [
      {
        label: isHeld ? "Remove from favourites" : "Add to favourites",
        icon: "i-lucide-star",
        onSelect: () => void attempt(() => (isHeld ? remove(favourite.id) : save(favourite))),
      },
    ];
  }

  function explains(aimed: CostRow): ContextMenuItem[] {
    return [
      {
        label: "Explain this number",
        icon: "i-lucide-calculator",
        kbds: ["x"],
        disabled: aimed.total === null,
        onSelect: () => explain(aimed),
      },
    ];
  }

  function filters(aimed: CostRow): ContextMenuItem[] {
    return [
      { label: "Keep only this", icon: "i-lucide-filter", onSelect: () => drill.include(aimed) },
      { label: "Leave this out", icon: "i-lucide-filter-x", onSelect: () => drill.exclude(aimed) },
    ];
  }

  function copies(aimed: CostRow): ContextMenuItem[] {
    const value = aimed.key.map((part) => part ?? "").join(" · ");
    return [
      ...(aimed.kind === "other"
        ? []
        : [
            {
              label: "Copy value",
              icon: "i-lucide-copy",
              onSelect: () => void copy(value, groupTitle(exploration.groupBy, aimed)),
            },
          ]),
      {
        label: "Copy exact amount",
        icon: "i-lucide-hash",
        disabled: aimed.total === null,
        onSelect: () => void copy(aimed.total ?? "", aimed.total ?? ""),
      },
    ];
  }
}
