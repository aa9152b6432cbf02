import { useQueries } from "@tanstack/vue-query";
import { computed, type ComputedRef } from "vue";
import type { EngineClient } from "../backend/backend.ts";
import { failureOf } from "../backend/failure-of.ts";
import { useBackend } from "../backend/use-backend.ts";
import { problemOf } from "../format/failure.ts";
import { useWorkspaceStore } from "../stores/workspace.ts";
import type { Problem } from "../ui/async-state.ts";
import { engineKey } from "./use-engine-query.ts";

type Paging<Q, P> = {
  /** What kind of list it is: the first part of the key of its pages. */
  readonly name: string;
  /** `null` asks nothing. */
  readonly question: () => Q | null;
  readonly ask: (engine: EngineClient, question: Q, page: number, signal: AbortSignal) => Promise<P>;
  /** Pages in sight. */
  readonly pages: () => readonly number[];
};

export type Pages<P> = {
  /** Undefined while it is on its way. */
  readonly pageAt: (page: number) => P | undefined;
  readonly isFetching: ComputedRef<boolean>;
  readonly problem: ComputedRef<Problem | null>;
  readonly retry: () => void;
};

/** The pages in sight of a long list, fetched as one scrolls and kept until the workspace's data changes. */
export function usePages<Q, P>({ name, question, ask, pages }: Paging<Q, P>): Pages<P> {
  const { engine } = useBackend();
  const workspace = useWorkspaceStore();
  const held = useQueries({
    queries: computed(() => {
      const wanted = question();
      return wanted === null
        ? []
        : pages().map((page) => ({
            queryKey: engineKey(workspace.id, pageKey(name, wanted, page)),
            queryFn: async ({ signal }: { readonly signal: AbortSignal }) => ({
              value: await ask(engine, wanted, page, signal),
            }),
          }));
    }),
  });
  const byPage = computed(() => new Map(pages().map((page, at) => [page, held.value[at]?.data?.value])));
  const failed = computed(() => held.value.find((query) => query.isError));
  return {
    pageAt: (page) => byPage.value.get(page),
    isFetching: computed(() => held.value.some((query) => query.isFetching)),
    problem: computed(() => (failed.value === undefined ? null : problemOf(failureOf(failed.value.error)))),
    retry: () => void failed.value?.refetch(),
  };
}

/** Key of one page, for whoever asks for it in another way. */
export function pageKey(name: string, question: unknown, page: number): readonly unknown[] {
  return [name, question, page];
}
