import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { procedure } from "./schema/common.ts";
import { costQuery } from "./schema/cost.ts";
import { accountInPlace, comparedInPlace, costsInPlace, scanEstimate } from "./schema/in-place.ts";

/** `hasConsent`: the user knows what the question may cost. Without it nothing large is asked. */
const asked = z.object({ query: costQuery, hasConsent: z.boolean() });

/** Accounts of the open workspace whose report stays in AWS and is asked there through Athena. */
export const inPlaceProcedures = {
  /** Looks at nothing but catalogues, which is free. */
  accounts: procedure.output(z.array(accountInPlace).readonly()),
  /** What a question would read at most, without asking it. */
  estimate: procedure.input(costQuery).output(scanEstimate),
  /** One answer of this computer and of AWS; leaving the stream stops the queries in AWS. */
  query: procedure.input(asked).output(eventIterator(costsInPlace)),
  /** The months that both have, asked both ways. */
  compare: procedure.input(asked).output(eventIterator(comparedInPlace)),
};
