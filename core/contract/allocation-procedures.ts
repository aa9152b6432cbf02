import { z } from "zod";
import {
  allocationAnswer,
  allocationPreview,
  allocationQuery,
  factsAway,
  statementQuery,
  statementRow,
  tagDetail,
  tagDetailQuery,
  tagQuery,
  tagReport,
} from "./schema/allocation.ts";
import { procedure } from "./schema/common.ts";
import { exportTable } from "./schema/export.ts";

/** Costs by the units of a model, and how well costs are tagged. Models travel with the question. */
export const allocationProcedures = {
  query: procedure.input(allocationQuery).output(allocationAnswer),
  /** What each rule takes over the whole range, and what it would take if it stood first. */
  preview: procedure.input(allocationQuery).output(allocationPreview),
  /** A unit's cost, with those below it, by service or account. */
  statement: procedure.input(statementQuery).output(z.array(statementRow).readonly()),
  /** One row per unit, account and service, to be written. */
  chargeback: procedure.input(allocationQuery).output(exportTable),
  /** The same with facts of months that AWS was asked for. */
  withAway: {
    query: procedure.input(z.object({ query: allocationQuery, away: factsAway })).output(allocationAnswer),
    preview: procedure.input(z.object({ query: allocationQuery, away: factsAway })).output(allocationPreview),
    statement: procedure
      .input(z.object({ query: statementQuery, away: factsAway }))
      .output(z.array(statementRow).readonly()),
  },
  tags: procedure.input(tagQuery).output(tagReport),
  tag: procedure.input(tagDetailQuery).output(tagDetail),
};
