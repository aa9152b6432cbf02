import type {
  ParityAnswer,
  ParityLineAnswer,
  ParityLineQuery,
  ParityPair,
  ParityQuery,
} from "#core/parity/parity.ts";
import { useEngineQuery, useEngineQuestion, type EngineAnswer } from "./use-engine-query.ts";

/** Months that the open workspace has in two formats. */
export function useParityPairs(isWanted: () => boolean = () => true): EngineAnswer<readonly ParityPair[]> {
  return useEngineQuery({
    key: () => ["parity"],
    ask: (engine, signal) => engine.parity.pairs(undefined, { signal }),
    isEnabled: isWanted,
  });
}

/** Both formats side by side; `null` asks nothing. */
export function useParity(query: () => ParityQuery | null): EngineAnswer<ParityAnswer> {
  return useEngineQuestion({
    question: query,
    key: (asked) => ["parity", asked],
    ask: (engine, asked, signal) => engine.parity.compare(asked, { signal }),
  });
}

/** The line items behind one row, in both formats. */
export function useParityLines(query: () => ParityLineQuery): EngineAnswer<ParityLineAnswer> {
  return useEngineQuestion({
    question: query,
    key: (asked) => ["parityLines", asked],
    ask: (engine, asked, signal) => engine.parity.lines(asked, { signal }),
  });
}
