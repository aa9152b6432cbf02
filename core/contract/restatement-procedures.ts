import { nothing, procedure } from "./schema/common.ts";
import {
  differenceAnswer,
  differenceQuery,
  restatementReport,
  rowDifferenceAnswer,
  rowDifferenceQuery,
  rowsLimit,
} from "./schema/restatement.ts";

/** What AWS changed between two deliveries of a month. */
export const restatementProcedures = {
  list: procedure.output(restatementReport),
  compare: procedure.input(differenceQuery).output(differenceAnswer),
  rows: procedure.input(rowDifferenceQuery).output(rowDifferenceAnswer),
  /** How much of replaced line items is kept; what is beyond it goes at once. */
  setLimit: procedure.input(rowsLimit).output(nothing),
};
