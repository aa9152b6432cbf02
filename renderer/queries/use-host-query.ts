import { useQuery, type QueryKey } from "@tanstack/vue-query";
import { computed, type ComputedRef } from "vue";
import type { Failure } from "#core/result/failure.ts";
import type { HostClient } from "../backend/backend.ts";
import { failureOf } from "../backend/failure-of.ts";
import { useBackend } from "../backend/use-backend.ts";
import { problemOf } from "../format/failure.ts";
import { useWorkspaceStore } from "../stores/workspace.ts";
import type { AsyncState } from "../ui/async-state.ts";

type HostQuestion<T> = {
  /** What is asked, as plain data; another key is another question and aborts the former one. */
  readonly key: () => QueryKey;
  readonly ask: (host: HostClient, signal: AbortSignal) => Promise<T>;
  readonly isEnabled?: () => boolean;
  /** How long an answer counts as fresh; for good without it. */
  readonly freshMs?: number;
};

type Held<T> = { readonly value: T };

export type HostAnswer<T> = {
  readonly state: ComputedRef<AsyncState<T>>;
  /** The last good answer to this very question, null before the first. */
  readonly value: ComputedRef<T | null>;
  readonly failure: ComputedRef<Failure | null>;
  readonly isAsking: ComputedRef<boolean>;
  readonly askAgain: () => Promise<void>;
};

/** Asks the host about the open workspace or this computer. */
export function useHostQuery<T>({ key, ask, isEnabled, freshMs }: HostQuestion<T>): HostAnswer<T> {
  const { host } = useBackend();
  const workspace = useWorkspaceStore();
  const query = useQuery({
    queryKey: computed(() => hostKey(workspace.id, key())),
    queryFn: async ({ signal }): Promise<Held<T>> => ({ value: await ask(host, signal) }),
    enabled: computed(() => workspace.id !== null && (isEnabled?.() ?? true)),
    staleTime: freshMs ?? Number.POSITIVE_INFINITY,
  });
  const value = computed<T | null>(() => query.data.value?.value ?? null);
  const failure = computed(() => (query.isError.value ? failureOf(query.error.value) : null));
  const askAgain = async (): Promise<void> => void (await query.refetch());
  const state = computed((): AsyncState<T> => {
    if (failure.value !== null)
      return { kind: "failed", problem: problemOf(failure.value), retry: () => void askAgain() };
    const present = value.value;
    return present === null
      ? { kind: "loading" }
      : { kind: "ready", value: present, isRefreshing: query.isFetching.value };
  });
  return { state, value, failure, isAsking: computed(() => query.isFetching.value), askAgain };
}

export function hostKey(workspaceId: string | null, key: QueryKey): QueryKey {
  return ["host", workspaceId, ...key];
}
