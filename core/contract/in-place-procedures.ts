import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { allocationQuery, statementQuery } from "./schema/allocation.ts";
import { commitmentQuery } from "./schema/commitment.ts";
import { procedure } from "./schema/common.ts";
import { findingsQuery } from "./schema/finding.ts";
import { costQuery, lineItemQuery } from "./schema/cost.ts";
import { costCell } from "./schema/explain.ts";
import {
  accountInPlace,
  commitmentsInPlace,
  comparedInPlace,
  costsInPlace,
  findingsInPlace,
  explainedInPlace,
  linesInPlace,
  previewInPlace,
  scanEstimate,
  statementInPlace,
  unitsInPlace,
} from "./schema/in-place.ts";

/** `hasConsent`: the user knows what the question may cost. Without it nothing large is asked. */
const asked = z.object({ query: costQuery, hasConsent: z.boolean() });

const commitmentsAsked = z.object({ query: commitmentQuery, hasConsent: z.boolean() });
const allocationAsked = z.object({ query: allocationQuery, hasConsent: z.boolean() });
const statementAsked = z.object({ query: statementQuery, hasConsent: z.boolean() });
const linesAsked = z.object({ query: lineItemQuery, hasConsent: z.boolean() });
const cellAsked = z.object({ cell: costCell, hasConsent: z.boolean() });

/** Accounts of the open workspace whose report stays in AWS and is asked there through Athena. */
export const inPlaceProcedures = {
  /** Looks at nothing but catalogues, which is free. */
  accounts: procedure.output(z.array(accountInPlace).readonly()),
  /** What a question would read at most, without asking it. */
  estimate: procedure.input(costQuery).output(scanEstimate),
  /** One answer of this computer and of AWS; leaving the stream stops the queries in AWS. */
  query: procedure.input(asked).output(eventIterator(costsInPlace)),
  /** Savings Plans and reservations, likewise; not by the hour. */
  commitments: procedure.input(commitmentsAsked).output(eventIterator(commitmentsInPlace)),
  /** Costs by the units of a model, likewise; what its rules take; and what makes up a unit. */
  units: procedure.input(allocationAsked).output(eventIterator(unitsInPlace)),
  preview: procedure.input(allocationAsked).output(eventIterator(previewInPlace)),
  statement: procedure.input(statementAsked).output(eventIterator(statementInPlace)),
  /** Waste and risks that the bills of months in AWS tell; further questions about it go to the engine, with its `run`. */
  findings: procedure
    .input(z.object({ query: findingsQuery, hasConsent: z.boolean() }))
    .output(eventIterator(findingsInPlace)),
  /** A page of the line items in AWS alone; limited to those of one table in a row. */
  lineItems: procedure.input(linesAsked).output(eventIterator(linesInPlace)),
  /** What one number is made of, here and in AWS. */
  explain: procedure.input(cellAsked).output(eventIterator(explainedInPlace)),
  /** The months that both have, asked both ways. */
  compare: procedure.input(asked).output(eventIterator(comparedInPlace)),
};
