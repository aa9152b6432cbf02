import { useQuery, type QueryKey } from "@tanstack/vue-query";
import { computed, type ComputedRef } from "vue";
import type { Failure } from "#core/result/failure.ts";
import type { EngineClient } from "../backend/backend.ts";
import { failureOf } from "../backend/failure-of.ts";
import { useBackend } from "../backend/use-backend.ts";
import { problemOf } from "../format/failure.ts";
import { useWorkspaceStore } from "../stores/workspace.ts";
import type { AsyncState } from "../ui/async-state.ts";

type EngineQuestion<T> = {
  /** What is asked, as plain data; another key is another question and aborts the former one. */
  readonly key: () => QueryKey;
  readonly ask: (engine: EngineClient, signal: AbortSignal) => Promise<T>;
  readonly isEnabled?: () => boolean;
};

type Held<T> = { readonly value: T };

export type EngineAnswer<T> = {
  readonly state: ComputedRef<AsyncState<T>>;
  /** The last good answer, null before the first. */
  readonly value: ComputedRef<T | null>;
  readonly failure: ComputedRef<Failure | null>;
};

/**
 * Asks the engine about the open workspace. The last answer stays while the next one is on its way; answers are
 * kept until the workspace's data changes (`useInvalidateEngine`).
 */
export function useEngineQuery<T>(question: EngineQuestion<T>): EngineAnswer<T> {
  const { engine } = useBackend();
  const workspace = useWorkspaceStore();
  const query = useQuery({
    queryKey: computed(() => engineKey(workspace.id, question.key())),
    queryFn: async ({ signal }): Promise<Held<T>> => ({ value: await question.ask(engine, signal) }),
    enabled: computed(() => workspace.id !== null && (question.isEnabled?.() ?? true)),
    placeholderData: (previous, previousQuery) =>
      previousQuery?.queryKey[1] === workspace.id ? previous : undefined,
  });
  const value = computed<T | null>(() => query.data.value?.value ?? null);
  const failure = computed(() => (query.isError.value ? failureOf(query.error.value) : null));
  const state = computed((): AsyncState<T> => {
    if (failure.value !== null) {
      return { kind: "failed", problem: problemOf(failure.value), retry: () => void query.refetch() };
    }
    const present = value.value;
    return present === null
      ? { kind: "loading" }
      : { kind: "ready", value: present, isRefreshing: query.isFetching.value };
  });
  return { state, value, failure };
}

export function engineKey(workspaceId: string | null, key: QueryKey): QueryKey {
  return ["engine", workspaceId, ...key];
}
