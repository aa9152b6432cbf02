import { computed, onScopeDispose, shallowRef, watch } from "vue";
import type { CostCell } from "#core/cost/explain/cost-cell.ts";
import type { Explanation } from "#core/cost/explain/explanation.ts";
import { failureOf } from "../backend/failure-of.ts";
import { useBackend } from "../backend/use-backend.ts";
import { problemOf } from "../format/failure.ts";
import type { AsyncState } from "../ui/async-state.ts";
import { answerAlone, useAnywhere } from "./use-anywhere.ts";
import type { EngineAnswer } from "./use-engine-query.ts";
import type { InPlaceScope } from "./use-in-place-scope.ts";
import { useProfiledQuestions } from "./use-tag-profiles.ts";

/** What a number is made of, from where the number itself came from: this computer alone without a `scope`. */
export function useExplanation(
  cell: () => CostCell | null,
  scope: InPlaceScope | null = null,
): EngineAnswer<Explanation> {
  const { complete } = useProfiledQuestions();
  return answerAlone(
    useAnywhere(() => complete(cell()), {
      kind: "explanation",
      scope,
      here: (engine, sent, signal) => engine.cost.explain({ cell: sent, from: "store" }, { signal }),
      away: (host, { sent, hasConsent }, signal) =>
        host.inPlace.explain({ cell: sent, hasConsent }, { signal }),
    }),
  );
}

/** The line items counted anew, and how long it took. */
export type Recount = { readonly explanation: Explanation; readonly elapsedMs: number };

/** Counts the line items behind a number when told to. Another number stops it and forgets the result. */
export function useRecount(cell: () => CostCell | null) {
  const { engine } = useBackend();
  const { attach } = useProfiledQuestions();
  const state = shallowRef<AsyncState<Recount> | null>(null);
  let running: AbortController | null = null;

  watch(() => JSON.stringify(cell()), stop);
  onScopeDispose(stop);
  return { state: computed(() => state.value), recount };

  function stop(): void {
    running?.abort();
    running = null;
    state.value = null;
  }

  async function recount(): Promise<void> {
    const asked = cell();
    if (asked === null) return;
    stop();
    const own = new AbortController();
    running = own;
    state.value = { kind: "loading" };
    const startedAt = performance.now();
    const told = await counted(asked, own.signal, startedAt);
    if (running === own) state.value = told;
  }

  async function counted(
    asked: CostCell,
    signal: AbortSignal,
    startedAt: number,
  ): Promise<AsyncState<Recount>> {
    try {
      const explanation = await engine.cost.explain({ cell: attach(asked), from: "lineItems" }, { signal });
      const elapsedMs = performance.now() - startedAt;
      return { kind: "ready", value: { explanation, elapsedMs }, isRefreshing: false };
    } catch (error) {
      return { kind: "failed", problem: problemOf(failureOf(error)), retry: () => void recount() };
    }
  }
}
