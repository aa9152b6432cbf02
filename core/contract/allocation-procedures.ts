import { z } from "zod";
import {
  allocationAnswer,
  allocationPreview,
  allocationQuery,
  statementQuery,
  statementRow,
  tagDetail,
  tagDetailQuery,
  tagQuery,
  tagReport,
} from "./schema/allocation.ts";
import { procedure } from "./schema/common.ts";

/** Costs by the units of a model, and how well costs are tagged. Models travel with the question. */
export const allocationProcedures = {
  query: procedure.input(allocationQuery).output(allocationAnswer),
  /** What each rule takes over the whole range, and what it would take if it stood first. */
  preview: procedure.input(allocationQuery).output(allocationPreview),
  /** A unit's cost, with those below it, by service or account. */
  statement: procedure.input(statementQuery).output(z.array(statementRow).readonly()),
  /** One row per unit, account and service as CSV text. */
  chargeback: procedure.input(allocationQuery).output(z.string()),
  /** The same written to a file. */
  export: procedure
    .input(z.object({ query: allocationQuery, path: z.string().min(1) }))
    .output(z.object({ path: z.string(), rows: z.number() })),
  tags: procedure.input(tagQuery).output(tagReport),
  tag: procedure.input(tagDetailQuery).output(tagDetail),
};
