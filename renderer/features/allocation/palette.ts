import { computed } from "vue";
import { BUSINESS_UNIT } from "#core/allocation/model-dimension.ts";
import { profileRef } from "#core/cost/dimension/dimension-ref.ts";
import { viewOfValue } from "../../analysis/favourite-of-value.ts";
import type { PaletteEntry, PaletteSource } from "../../navigation/palette.ts";
import { useAllocationModels } from "../../queries/use-allocation-models.ts";

export const palette: readonly PaletteSource[] = [
  {
    id: "units",
    label: "Units",
    order: 24,
    use: () => {
      const { active } = useAllocationModels();
      return {
        entries: computed(() =>
          (active.value?.units ?? []).map(({ id, name }): PaletteEntry => ({
            id: `unit:${id}`,
            label: name,
            words: "business unit cost center",
            icon: "i-lucide-network",
            to: { name: "explorer", query: viewOfValue(profileRef(BUSINESS_UNIT), name) },
          })),
        ),
      };
    },
  },
];
