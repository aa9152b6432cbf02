import type { ChargesAnswer, ChargesQuery } from "#core/charges/charges-query.ts";
import type { HostClient } from "../backend/backend.ts";
import { useCollection, type KeptCollection } from "./use-collection.ts";
import { useEngineQuestion, type EngineAnswer } from "./use-engine-query.ts";

/** An answer with the question it belongs to. */
export type AnsweredCharges = { readonly query: ChargesQuery; readonly answer: ChargesAnswer };

/** The answer to a question about charges; `null` asks nothing. */
export function useCharges(query: () => ChargesQuery | null): EngineAnswer<AnsweredCharges> {
  return useEngineQuestion({
    question: query,
    key: (asked) => ["charges", asked],
    ask: async (engine, asked, signal) => ({
      query: asked,
      answer: await engine.charges.query(asked, { signal }),
    }),
  });
}

/** What a credit was granted at, as the user entered it. */
export type CreditGrant = Awaited<ReturnType<HostClient["creditGrants"]["list"]>>[number];

/** Granted amounts of credits, kept with the workspace. */
export function useCreditGrants(): KeptCollection<CreditGrant> {
  return useCollection("creditGrants", (host) => host.creditGrants);
}
