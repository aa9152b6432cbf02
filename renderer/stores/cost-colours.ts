import { defineStore } from "pinia";
import { ref } from "vue";
import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import { assignSlots, type SlotAssignment } from "../charts/assign-slots.ts";

/** Which colour each value of a dimension has on every screen, for as long as a workspace is open. */
export const useCostColoursStore = defineStore("costColours", () => {
  const held = ref<ReadonlyMap<string, SlotAssignment>>(new Map());

  return { slotsOf, meet, forget };

  function slotsOf(groupBy: readonly DimensionRef[]): SlotAssignment {
    return held.value.get(groupBy.join("\n")) ?? new Map();
  }

  /** Gives new keys their colours; keys come largest first. */
  function meet(groupBy: readonly DimensionRef[], keys: readonly string[]): void {
    const known = slotsOf(groupBy);
    const assigned = assignSlots(known, keys);
    if (assigned !== known) held.value = new Map([...held.value, [groupBy.join("\n"), assigned]]);
  }

  function forget(): void {
    held.value = new Map();
  }
});
