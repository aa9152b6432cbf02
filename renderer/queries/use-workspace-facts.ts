import { useQueryClient } from "@tanstack/vue-query";
import { computed } from "vue";
import { mergedSchema } from "#core/in-place/merged-schema.ts";
import type { PeriodSummary } from "#core/ingest/import-report.ts";
import type { PayerIdentities, QualityReport } from "#core/ingest/quality-report.ts";
import type { WorkspaceSchema } from "#core/workspace/workspace.ts";
import { useAccountsInPlace } from "./use-accounts-in-place.ts";
import { useAppFacts } from "./use-app-facts.ts";
import { useEngineQuery, type EngineAnswer } from "./use-engine-query.ts";

/** What the open workspace can answer, here and of months that stay in AWS: metrics, dimensions, currencies, range. */
export function useWorkspaceSchema(): EngineAnswer<WorkspaceSchema> {
  const local = useEngineQuery({
    key: () => ["schema"],
    ask: (engine, signal) => engine.workspace.schema(undefined, { signal }),
  });
  const accounts = useAccountsInPlace();
  const facts = useAppFacts();
  /** What is in AWS lies on the way of nothing that is here: where it cannot be told, this computer answers alone. */
  const isKnown = computed(() => accounts.state.value.kind !== "loading");
  const merged = (schema: WorkspaceSchema): WorkspaceSchema =>
    mergedSchema(schema, accounts.value.value ?? [], facts.value?.today ?? null);
  return {
    failure: local.failure,
    value: computed(() => (local.value.value === null || !isKnown.value ? null : merged(local.value.value))),
    state: computed(() => {
      const state = local.state.value;
      if (state.kind !== "ready") return state;
      return isKnown.value ? { ...state, value: merged(state.value) } : { kind: "loading" };
    }),
  };
}

/** Billing periods the open workspace holds. */
export function usePeriods(): EngineAnswer<readonly PeriodSummary[]> {
  return useEngineQuery({
    key: () => ["periods"],
    ask: (engine, signal) => engine.periods.list(undefined, { signal }),
  });
}

export function useQuality(): EngineAnswer<readonly QualityReport[]> {
  return useEngineQuery({
    key: () => ["quality"],
    ask: (engine, signal) => engine.quality.list(undefined, { signal }),
  });
}

/** The identities of every payer's bill, month by month. */
export function useIdentities(): EngineAnswer<readonly PayerIdentities[]> {
  return useEngineQuery({
    key: () => ["identities"],
    ask: (engine, signal) => engine.quality.byPayer(undefined, { signal }),
  });
}

/** Marks every answer about the workspaces' data as old. */
export function useInvalidateEngine(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["engine"] });
}
