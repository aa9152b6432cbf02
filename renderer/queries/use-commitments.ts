import type { CommitmentAnswer, CommitmentQuery } from "#core/commitment/commitment.ts";
import type { FairShareAnswer, FairShareQuery } from "#core/commitment/fair-share.ts";
import type { SimulationAnswer, SimulationQuery } from "#core/commitment/simulation.ts";
import { answerAlone, useAnywhere } from "./use-anywhere.ts";
import { useEngineQuestion, type EngineAnswer } from "./use-engine-query.ts";
import { useInPlaceScope } from "./use-in-place-scope.ts";

/** Utilisation, coverage, savings and contracts, on screens that may ask there from AWS as well; `null` asks nothing. */
export function useCommitments(query: () => CommitmentQuery | null): EngineAnswer<CommitmentAnswer> {
  const whole = () => {
    const asked = query();
    return asked === null ? null : { asked, sent: asked };
  };
  return answerAlone(
    useAnywhere(whole, {
      kind: "commitments",
      scope: useInPlaceScope(),
      here: (engine, sent, signal) => engine.commitments.query(sent, { signal }),
      away: (host, { sent, hasConsent }, signal) =>
        host.inPlace.commitments({ query: sent, hasConsent }, { signal }),
    }),
  );
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
