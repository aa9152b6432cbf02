import type { CommitmentAnswer, CommitmentQuery } from "#core/commitment/commitment.ts";
import type { FairShareAnswer, FairShareQuery } from "#core/commitment/fair-share.ts";
import type { SimulationAnswer, SimulationQuery } from "#core/commitment/simulation.ts";
import { useEngineQuery, type EngineAnswer } from "./use-engine-query.ts";

/** Utilisation, coverage, savings and contracts; `null` asks nothing. */
export function useCommitments(query: () => CommitmentQuery | null): EngineAnswer<CommitmentAnswer> {
  return useEngineQuery({
    key: () => ["commitments", query()],
    ask: (engine, signal) => engine.commitments.query(given(query()), { signal }),
    isEnabled: () => query() !== null,
  });
}

/** A Savings Plan tried on the hours on disk. */
export function useSimulation(query: () => SimulationQuery | null): EngineAnswer<SimulationAnswer> {
  return useEngineQuery({
    key: () => ["simulation", query()],
    ask: (engine, signal) => engine.commitments.simulate(given(query()), { signal }),
    isEnabled: () => query() !== null,
  });
}

/** Amortized cost of every account with the benefit of commitments shared by usage. */
export function useFairShare(query: () => FairShareQuery | null): EngineAnswer<FairShareAnswer> {
  return useEngineQuery({
    key: () => ["fairShare", query()],
    ask: (engine, signal) => engine.commitments.fairShare(given(query()), { signal }),
    isEnabled: () => query() !== null,
  });
}

function given<T>(query: T | null): T {
  if (query === null) throw new Error("asked without a question");
  return query;
}
