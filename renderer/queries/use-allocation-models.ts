import { computed, type ComputedRef } from "vue";
import type { AllocationModel } from "#core/allocation/model.ts";
import { useCollection, type KeptCollection } from "./use-collection.ts";

/** The allocation models of the open workspace. `active` is the one in force, which is the one saved last. */
export function useAllocationModels(): KeptCollection<AllocationModel> & {
  readonly active: ComputedRef<AllocationModel | null>;
} {
  const kept = useCollection("allocationModels", (host) => host.allocationModels);
  return { ...kept, active: computed(() => kept.value.value?.[0] ?? null) };
}
