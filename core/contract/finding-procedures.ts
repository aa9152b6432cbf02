import { z } from "zod";
import { procedure } from "./schema/common.ts";
import {
  findingItemPage,
  findingItemsQuery,
  findingsAnswer,
  findingsQuery,
  findingsRequest,
  measuredFindings,
  measureQuery,
  summedBills,
} from "./schema/finding.ts";
import { jobId } from "./schema/job.ts";

/** Waste and risks that the bill itself tells; what people made of them is kept by the host. */
export const findingProcedures = {
  /** Starts looking through the bills with every rule; the result is kept until the bills or the assumptions change. */
  run: procedure.input(findingsRequest).output(jobId),
  /** The same over bills that lie in AWS, of which the host has the sums. */
  runAway: procedure.input(summedBills),
  /** What the last such run has found; null where there was none. */
  list: procedure.input(findingsQuery).output(z.nullable(findingsAnswer)),
  /** A page of the things one finding is made of. */
  items: procedure.input(findingItemsQuery).output(findingItemPage),
  /** Accepted findings held against the bills since then. */
  measure: procedure.input(measureQuery).output(measuredFindings),
};
