import type { AthenaFailureParams } from "./athena-codes.ts";

/** One set of parameters for every failure of asking in place. */
export const ATHENA_EXAMPLES: AthenaFailureParams = {
  "athena.cannot_run": { table: "costs", problem: "it is not divided by billing_period" },
  "athena.table_missing": { database: "athenacurcfn_costs", table: "cost", known: ["costs"] },
  "athena.workgroup_missing": { workgroup: "billing", region: "eu-west-1" },
  "athena.workgroup_disabled": { workgroup: "billing" },
  "athena.database_missing": { database: "athenacurcfn_costs", region: "eu-west-1" },
  "athena.no_period": { table: "costs" },
  "athena.queued": { workgroup: "primary" },
  "athena.no_result_place": { workgroup: "primary" },
  "athena.failed": { detail: "SYNTAX_ERROR: line 1:8", queryId: "0c2f" },
  "athena.timed_out": { queryId: "0c2f" },
  "athena.nothing_to_compare": { from: "2026-09-01", to: "2026-10-01" },
  "athena.stopped": {
    detail: "Bytes scanned limit was exceeded",
    queryId: "0c2f",
    scannedBytes: 12_000_000,
  },
  "athena.query_limit": { scannedBytes: 60_000_000_000, limitBytes: 50_000_000_000, queryId: "0c2f" },
  "athena.not_kept": { table: "costs", problem: "the catalogue names no folder in S3" },
  "athena.day_limit": { scannedBytes: 1_000_000_000_000, limitBytes: 1_000_000_000_000 },
};
