import { computed, type ComputedRef } from "vue";
import type { EngineAnswer } from "../../queries/use-engine-query.ts";
import { useWorkspaceSchema } from "../../queries/use-workspace-facts.ts";
import type { AsyncState } from "../../ui/async-state.ts";

/** State of an answer that is only asked for once the workspace has told its days; if that fails, nothing is asked. */
export function useViewState<T>(answer: EngineAnswer<T>): ComputedRef<AsyncState<T>> {
  const schema = useWorkspaceSchema();
  return computed(() => (schema.state.value.kind === "failed" ? schema.state.value : answer.state.value));
}
