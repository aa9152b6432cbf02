import type { AthenaFailureParams } from "./athena-codes.ts";

/** One set of parameters for every failure of asking in place. */
export const ATHENA_EXAMPLES: AthenaFailureParams = {
  "athena.cannot_run": { table: "costs", problem: "it is not divided by billing_period" },
};
