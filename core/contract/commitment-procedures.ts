import { z } from "zod";
import { procedure } from "./schema/common.ts";
import {
  commitmentAnswer,
  commitmentsAway,
  commitmentQuery,
  fairShareAnswer,
  fairShareQuery,
  simulationAnswer,
  simulationQuery,
} from "./schema/commitment.ts";

/** Savings Plans and reservations of the open workspace. */
export const commitmentProcedures = {
  /** Utilisation, coverage, savings and contracts, over time and by commitment. */
  query: procedure.input(commitmentQuery).output(commitmentAnswer),
  /** The same with facts of months that AWS was asked for. */
  queryWithAway: procedure
    .input(z.object({ query: commitmentQuery, away: commitmentsAway }))
    .output(commitmentAnswer),
  /** A Savings Plan tried on every hour on disk. */
  simulate: procedure.input(simulationQuery).output(simulationAnswer),
  /** Amortized cost of every account with the benefit of commitments shared by usage. */
  fairShare: procedure.input(fairShareQuery).output(fairShareAnswer),
};
