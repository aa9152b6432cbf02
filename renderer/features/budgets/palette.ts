import { computed } from "vue";
import type { PaletteEntry, PaletteSource } from "../../navigation/palette.ts";
import { useBudgets } from "../../queries/use-budgets.ts";

export const palette: readonly PaletteSource[] = [
  {
    id: "budgets",
    label: "Budgets",
    order: 22,
    use: () => {
      const { value } = useBudgets();
      return {
        entries: computed((): readonly PaletteEntry[] => [
          ...(value.value ?? []).map(({ id, name }) => ({
            id: `budget:${id}`,
            label: name,
            words: "budget",
            icon: "i-lucide-gauge",
            to: { name: "budget", params: { budgetId: id } },
          })),
          { id: "newBudget", label: "New budget", icon: "i-lucide-plus", to: { name: "newBudget" } },
        ]),
      };
    },
  },
];
