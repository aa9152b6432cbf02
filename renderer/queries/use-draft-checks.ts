import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef } from "vue";
import type { Check, CheckId } from "#core/account/check.ts";
import { failureOf } from "../backend/failure-of.ts";
import { useBackend } from "../backend/use-backend.ts";
import { problemOf } from "../format/failure.ts";
import type { Problem } from "../ui/async-state.ts";
import type { DraftWork } from "./use-draft.ts";

const SETTLE_MS = 600;

/** What is known about one check: its last result, whether it is being made again, whether the result is of former input. */
export type CheckState = {
  readonly result: Check | null;
  readonly isRunning: boolean;
  readonly isOld: boolean;
};

export type DraftChecks = {
  readonly of: (id: CheckId) => CheckState;
  readonly isRunning: ComputedRef<boolean>;
  readonly problem: ComputedRef<Problem | null>;
  readonly checkNow: () => Promise<void>;
  /** Takes results that came another way. */
  readonly take: (checks: readonly Check[]) => void;
};

const UNKNOWN: CheckState = { result: null, isRunning: false, isOld: false };

/**
 * Makes the checks of a draft again whenever `key` changes, a moment after the last change; checks under way are given
 * up. Nothing is checked while the key is null.
 */
export function useDraftChecks(work: DraftWork, key: () => string | null): DraftChecks {
  const { host } = useBackend();
  const states = shallowRef<ReadonlyMap<CheckId, CheckState>>(new Map());
  const isRunning = ref(false);
  const problem = ref<Problem | null>(null);
  let running = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  watch(
    key,
    (present) => {
      stop();
      states.value =
        present === null
          ? new Map()
          : new Map(
              [...states.value].map(([id, { result }]) => [id, { result, isRunning: false, isOld: true }]),
            );
      if (present !== null) timer = setTimeout(() => void run(), SETTLE_MS);
    },
    { immediate: true },
  );
  onScopeDispose(stop);

  return {
    of: (id) => states.value.get(id) ?? UNKNOWN,
    isRunning: computed(() => isRunning.value),
    problem: computed(() => problem.value),
    checkNow: run,
    take: (checks) => {
      stop();
      for (const check of checks) put(check.id, { result: check, isRunning: false, isOld: false });
    },
  };

  function stop(): void {
    clearTimeout(timer);
    running.abort();
    isRunning.value = false;
  }

  async function run(): Promise<void> {
    stop();
    const mine = new AbortController();
    running = mine;
    isRunning.value = true;
    problem.value = null;
    try {
      await work.flush();
      for await (const step of await host.drafts.check(
        { id: work.draft.value.id },
        { signal: mine.signal },
      )) {
        if (mine.signal.aborted) return;
        if (step.kind === "running")
          put(step.id, { ...(states.value.get(step.id) ?? UNKNOWN), isRunning: true });
        else put(step.check.id, { result: step.check, isRunning: false, isOld: false });
      }
    } catch (error) {
      if (!mine.signal.aborted) problem.value = problemOf(failureOf(error));
    } finally {
      if (running === mine) isRunning.value = false;
    }
  }

  function put(id: CheckId, state: CheckState): void {
    states.value = new Map([...states.value, [id, state]]);
  }
}
