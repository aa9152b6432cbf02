import { implement } from "@orpc/server";
import { hostContract } from "#core/contract/host.ts";
import { comparedAway } from "../in-place/compare-places.ts";
import { costsAway } from "../in-place/costs-away.ts";
import type { OpenAccounts } from "./open-accounts.ts";

const { inPlace } = implement(hostContract);

export function inPlaceHandlers(open: OpenAccounts) {
  return inPlace.router({
    accounts: inPlace.accounts.handler(async () => (await open.current()).inPlace.accounts()),
    estimate: inPlace.estimate.handler(async ({ input }) =>
      (await open.current()).inPlace.estimate(costsAway(input)),
    ),
    query: inPlace.query.handler(async function* ({ input, signal }) {
      yield* (await open.current()).inPlace.ask(costsAway(input.query), input.hasConsent, signal);
    }),
    compare: inPlace.compare.handler(async function* ({ input, signal }) {
      yield* (await open.current()).inPlace.ask(comparedAway(input.query), input.hasConsent, signal);
    }),
  });
}
