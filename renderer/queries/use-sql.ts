import { computed, onScopeDispose, ref, shallowRef, type ComputedRef, type Ref } from "vue";
import type { ConsoleView } from "#core/console/documented-view.ts";
import type { SqlAnswer, SqlQuestion } from "#core/console/sql-answer.ts";
import type { Failure } from "#core/result/failure.ts";
import type { HostClient } from "../backend/backend.ts";
import { failureOf } from "../backend/failure-of.ts";
import { useBackend } from "../backend/use-backend.ts";
import { useCollection, type KeptCollection } from "./use-collection.ts";
import { useHostQuery, type HostAnswer } from "./use-host-query.ts";

type SavedQuery = Awaited<ReturnType<HostClient["sql"]["queries"]["list"]>>[number];
export type SqlRun = Awaited<ReturnType<HostClient["sql"]["history"]["list"]>>[number];

/** The views a statement may use; asked anew whenever the screen is opened, since imports add columns. */
export function useSqlViews(): HostAnswer<readonly ConsoleView[]> {
  return useHostQuery({
    key: () => ["sqlViews"],
    ask: (host, signal) => host.sql.views(undefined, { signal }),
    freshMs: 0,
  });
}

export function useSavedQueries(): KeptCollection<SavedQuery> {
  return useCollection<SavedQuery>("sqlQueries", ({ sql }) => sql.queries);
}

const KEPT_RUNS = 100;

export type SqlHistory = {
  readonly runs: ComputedRef<readonly SqlRun[]>;
  readonly remember: (run: Omit<SqlRun, "id">) => Promise<void>;
};

/** The latest runs; the same statement again only moves up. */
export function useSqlHistory(): SqlHistory {
  const kept = useCollection<SqlRun>("sqlHistory", ({ sql }) => sql.history, "never");
  return {
    runs: computed(() => kept.value.value ?? []),
    async remember(run) {
      const known = kept.value.value ?? [];
      const same = known.find(({ text }) => text === run.text);
      await kept.save({ ...run, id: same?.id ?? crypto.randomUUID() });
      for (const { id } of known.slice(KEPT_RUNS - 1)) if (id !== same?.id) await kept.remove(id);
    },
  };
}

export type SqlRunner = {
  /** The last result; it stays in sight while the next one is on its way. */
  readonly answer: Readonly<Ref<SqlAnswer | null>>;
  readonly failure: Readonly<Ref<Failure | null>>;
  readonly isRunning: Readonly<Ref<boolean>>;
  readonly run: (question: SqlQuestion) => Promise<SqlAnswer | null>;
  readonly cancel: () => void;
};

/** Runs statements in the console, one at a time: a new one cancels the former. */
export function useSqlRunner(): SqlRunner {
  const { host } = useBackend();
  const answer = shallowRef<SqlAnswer | null>(null);
  const failure = shallowRef<Failure | null>(null);
  const isRunning = ref(false);
  let abort: AbortController | null = null;

  const cancel = (): void => abort?.abort();
  onScopeDispose(cancel);

  return {
    answer,
    failure,
    isRunning,
    cancel,
    async run(question) {
      cancel();
      const own = new AbortController();
      abort = own;
      isRunning.value = true;
      failure.value = null;
      try {
        const given = await host.sql.run(question, { signal: own.signal });
        if (abort !== own) return null;
        answer.value = given;
        return given;
      } catch (error) {
        if (abort === own) failure.value = failureOf(error);
        return null;
      } finally {
        if (abort === own) isRunning.value = false;
      }
    },
  };
}
