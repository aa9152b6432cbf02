import { implement } from "@orpc/server";
import { hostContract } from "#core/contract/host.ts";
import { previewAway, statementAway, unitsAway } from "../in-place/allocation-away.ts";
import { commitmentsAway } from "../in-place/commitments-away.ts";
import { comparedAway } from "../in-place/compare-places.ts";
import { costsAway } from "../in-place/costs-away.ts";
import { findingsAway } from "../in-place/findings-away.ts";
import { explainedAway } from "../in-place/explained-away.ts";
import { linesAway } from "../in-place/lines-away.ts";
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
    commitments: inPlace.commitments.handler(async function* ({ input, signal }) {
      yield* (await open.current()).inPlace.ask(commitmentsAway(input.query), input.hasConsent, signal);
    }),
    units: inPlace.units.handler(async function* ({ input, signal }) {
      yield* (await open.current()).inPlace.ask(unitsAway(input.query), input.hasConsent, signal);
    }),
    preview: inPlace.preview.handler(async function* ({ input, signal }) {
      yield* (await open.current()).inPlace.ask(previewAway(input.query), input.hasConsent, signal);
    }),
    statement: inPlace.statement.handler(async function* ({ input, signal }) {
      yield* (await open.current()).inPlace.ask(statementAway(input.query), input.hasConsent, signal);
    }),
    findings: inPlace.findings.handler(async function* ({ input, signal }) {
      yield* (await open.current()).inPlace.ask(findingsAway(input.query), input.hasConsent, signal);
    }),
    lineItems: inPlace.lineItems.handler(async function* ({ input, signal }) {
      yield* (await open.current()).inPlace.ask(linesAway(input.query), input.hasConsent, signal);
    }),
    explain: inPlace.explain.handler(async function* ({ input, signal }) {
      yield* (await open.current()).inPlace.ask(explainedAway(input.cell), input.hasConsent, signal);
    }),
    compare: inPlace.compare.handler(async function* ({ input, signal }) {
      yield* (await open.current()).inPlace.ask(comparedAway(input.query), input.hasConsent, signal);
    }),
  });
}
