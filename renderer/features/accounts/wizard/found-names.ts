import { computed } from "vue";
import type { HostAnswer } from "../../../queries/use-host-query.ts";

export type FoundNames = readonly { readonly value: string; readonly note: string }[];

/** What was listed, as names to choose from. */
export function namesOf<T>(answer: HostAnswer<T>, list: (found: T) => FoundNames): HostAnswer<FoundNames> {
  const value = computed(() => (answer.value.value === null ? null : list(answer.value.value)));
  const state = computed(() => {
    const present = answer.state.value;
    return present.kind === "ready" ? { ...present, value: list(present.value) } : present;
  });
  return { ...answer, value, state };
}
