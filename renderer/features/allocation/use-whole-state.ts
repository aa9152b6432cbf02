import { computed, type ComputedRef } from "vue";
import { useWorkspaceSchema } from "../../queries/use-workspace-facts.ts";
import type { AsyncState } from "../../ui/async-state.ts";

/** Without knowing what the workspace holds nothing can be asked: that failure is the screen's. */
export function useWholeState<T>(of: () => AsyncState<T>): ComputedRef<AsyncState<T>> {
  const { state } = useWorkspaceSchema();
  return computed(() => (state.value.kind === "failed" ? state.value : of()));
}
