import { useQueryClient } from "@tanstack/vue-query";
import type { PeriodSummary } from "#core/ingest/import-report.ts";
import type { PayerIdentities, QualityReport } from "#core/ingest/quality-report.ts";
import type { WorkspaceSchema } from "#core/workspace/workspace.ts";
import { useEngineQuery, type EngineAnswer } from "./use-engine-query.ts";

/** What the open workspace can answer: metrics, dimensions, currencies, range. */
export function useWorkspaceSchema(): EngineAnswer<WorkspaceSchema> {
  return useEngineQuery({
    key: () => ["schema"],
    ask: (engine, signal) => engine.workspace.schema(undefined, { signal }),
  });
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
