import { useQuery, type QueryKey } from "@tanstack/vue-query";
import { computed, type ComputedRef } from "vue";
import type { Failure } from "#core/result/failure.ts";
import type { EngineClient } from "../backend/backend.ts";
import { failureOf } from "../backend/failure-of.ts";
import { useBackend } from "../backend/use-backend.ts";
import { problemOf } from "../format/failure.ts";
import { useWorkspaceStore } from "../stores/workspace.ts";
import type { AsyncState } from "../ui/async-state.ts";

type EngineQuery<T> = {
  /** What is asked, as plain data; another key is another question and aborts the former one. */
  readonly key: () => QueryKey;
  readonly ask: (engine: EngineClient, signal: AbortSignal) => Promise<T>;
  readonly isEnabled?: () => boolean;
};

type EngineQuestion<Q, T> = {
  /** Null as long as there is nothing to ask. */
  readonly question: () => Q | null;
  readonly key: (question: Q | null) => QueryKey;
  readonly ask: (engine: EngineClient, question: Q, signal: AbortSignal) => Promise<T>;
};

type Held<T> = { readonly value: T };

export type EngineAnswer<T> = {
  readonly state: ComputedRef<AsyncState<T>>;
  /** The last good answer, null before the first. */
  readonly value: ComputedRef<T | null>;
  readonly failure: ComputedRef<Failure | null>;
};

/** Asks the engine about the open workspace, see `useEngineQuestion`. */
export function useEngineQuery<T>({ key, ask, isEnabled }: EngineQuery<T>): EngineAnswer<T> {
  return useAsked(() => ({ key: key(), ask: (isEnabled?.() ?? true) ? ask : null }));
}

/**
 * Asks the engine a question about the open workspace. The last answer stays while the next one is on its way; answers are
 * kept until the workspace's data changes (`useInvalidateEngine`). The question is read together with its key: what is asked
 * a little later, when the screen has moved on, is still what the key says.
 */
export function useEngineQuestion<Q, T>({ question, key, ask }: EngineQuestion<Q, T>): EngineAnswer<T> {
  return useAsked(() => {
    const asked = question();
    return {
      key: key(asked),
      ask: asked === null ? null : (engine, signal) => ask(engine, asked, signal),
    };
  });
}

type Asked<T> = { readonly key: QueryKey; readonly ask: EngineQuery<T>["ask"] | null };

function useAsked<T>(asked: () => Asked<T>): EngineAnswer<T> {
  const { engine } = useBackend();
  const workspace = useWorkspaceStore();
  const query = useQuery(
    computed(() => {
      const { key, ask } = asked();
      return {
        queryKey: engineKey(workspace.id, key),
        queryFn: async ({ signal }: { readonly signal: AbortSignal }): Promise<Held<T>> => {
          if (ask === null) throw new Error("asked without a question");
          return { value: await ask(engine, signal) };
        },
        enabled: workspace.id !== null && ask !== null,
        placeholderData: (
          previous: Held<T> | undefined,
          previousQuery: { readonly queryKey: QueryKey } | undefined,
        ) => (previousQuery?.queryKey[1] === workspace.id ? previous : undefined),
      };
    }),
  );
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
