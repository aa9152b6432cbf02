import type { CommitmentAnswer, CommitmentQuery } from "#core/commitment/commitment.ts";
import type { FairShareAnswer, FairShareQuery } from "#core/commitment/fair-share.ts";
import type { SimulationAnswer, SimulationQuery } from "#core/commitment/simulation.ts";
import { useEngineQuestion, type EngineAnswer } from "./use-engine-query.ts";

/** Utilisation, coverage, savings and contracts; `null` asks nothing. */
export function useCommitments(query: () => CommitmentQuery | null): EngineAnswer<CommitmentAnswer> {
  return useEngineQuestion({
    question: query,
    key: (asked) => ["commitments", asked],
    ask: (engine, asked, signal) => engine.commitments.query(asked, { signal }),
  });
}

/** A Savings Plan tried on the hours on disk. */
export function useSimulation(query: () => SimulationQuery | null): EngineAnswer<SimulationAnswer> {
  return useEngineQuestion({
    question: query,
    key: (asked) => ["simulation", asked],
    ask: (engine, asked, signal) => engine.commitments.simulate(asked, { signal }),
  });
}

/** Amortized cost of every account with the benefit of commitments shared by usage. */
export function useFairShare(query: () => FairShareQuery | null): EngineAnswer<FairShareAnswer> {
  return useEngineQuestion({
    question: query,
    key: (asked) => ["fairShare", asked],
    ask: (engine, asked, signal) => engine.commitments.fairShare(asked, { signal }),
  });
}
