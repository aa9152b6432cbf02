import { implement } from "@orpc/server";
import { hostContract } from "#core/contract/host.ts";
import type { OpenAccounts } from "./open-accounts.ts";

const { inPlace } = implement(hostContract);

export function inPlaceHandlers(open: OpenAccounts) {
  return inPlace.router({
    accounts: inPlace.accounts.handler(async () => (await open.current()).inPlace.accounts()),
    estimate: inPlace.estimate.handler(async ({ input }) => (await open.current()).inPlace.estimate(input)),
    query: inPlace.query.handler(async function* ({ input, signal }) {
      yield* (await open.current()).inPlace.query(input, signal);
    }),
    compare: inPlace.compare.handler(async function* ({ input, signal }) {
      yield* (await open.current()).inPlace.compare(input, signal);
    }),
  });
}
