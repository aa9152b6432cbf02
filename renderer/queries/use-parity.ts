import type {
  ParityAnswer,
  ParityLineAnswer,
  ParityLineQuery,
  ParityPair,
  ParityQuery,
} from "#core/parity/parity.ts";
import { useEngineQuery, type EngineAnswer } from "./use-engine-query.ts";

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
  return useEngineQuery({
    key: () => ["parity", query()],
    ask: (engine, signal) => {
      const asked = query();
      if (asked === null) throw new Error("asked without a question");
      return engine.parity.compare(asked, { signal });
    },
    isEnabled: () => query() !== null,
  });
}

/** The line items behind one row, in both formats. */
export function useParityLines(query: () => ParityLineQuery): EngineAnswer<ParityLineAnswer> {
  return useEngineQuery({
    key: () => ["parityLines", query()],
    ask: (engine, signal) => engine.parity.lines(query(), { signal }),
  });
}
