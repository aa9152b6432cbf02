import type { ChargesAnswer, ChargesQuery } from "#core/charges/charges-query.ts";
import type { HostClient } from "../backend/backend.ts";
import { useCollection, type KeptCollection } from "./use-collection.ts";
import { useEngineQuery, type EngineAnswer } from "./use-engine-query.ts";

/** An answer with the question it belongs to. */
export type AnsweredCharges = { readonly query: ChargesQuery; readonly answer: ChargesAnswer };

/** The answer to a question about charges; `null` asks nothing. */
export function useCharges(query: () => ChargesQuery | null): EngineAnswer<AnsweredCharges> {
  return useEngineQuery({
    key: () => ["charges", query()],
    ask: async (engine, signal) => {
      const asked = query();
      if (asked === null) throw new Error("asked without a question");
      return { query: asked, answer: await engine.charges.query(asked, { signal }) };
    },
    isEnabled: () => query() !== null,
  });
}

/** What a credit was granted at, as the user entered it. */
export type CreditGrant = Awaited<ReturnType<HostClient["creditGrants"]["list"]>>[number];

/** Granted amounts of credits, kept with the workspace. */
export function useCreditGrants(): KeptCollection<CreditGrant> {
  return useCollection("creditGrants", (host) => host.creditGrants);
}
