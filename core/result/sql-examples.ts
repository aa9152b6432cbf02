import type { SqlFailureParams } from "./sql-codes.ts";

/** One set of parameters for every failure of the SQL console. */
export const SQL_EXAMPLES: SqlFailureParams = {
  "sql.refused": { problem: "COPY is not a query", at: 0 },
  "sql.invalid": { problem: 'There is no column "servic" here, perhaps you mean service', at: 7 },
  "sql.too_slow": { seconds: 30 },
  "sql.too_much_memory": { limitMb: 2_048 },
  "sql.console_ended": {},
  "sql.data_changed": {},
};
