import { computed, type ComputedRef } from "vue";
import type { Definitions } from "#core/allocation/definitions.ts";
import { useAllocationModels } from "./use-allocation-models.ts";
import { useTagProfiles } from "./use-tag-profiles.ts";

/** What virtual tags and business units mean in the open workspace; null until it is known. */
export function useDefinitions(): ComputedRef<Definitions | null> {
  const models = useAllocationModels();
  const profiles = useTagProfiles();
  return computed(() =>
    models.value.value === null || profiles.value.value === null
      ? null
      : { model: models.active.value, profiles: profiles.value.value },
  );
}
