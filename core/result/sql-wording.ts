import type { SqlFailureParams } from "./sql-codes.ts";
import { clause, say, type Wording } from "./wording.ts";

export const SQL_WORDING: Wording<keyof SqlFailureParams> = {
  "sql.refused": (p) =>
    say(
      `${clause(p.problem)}.`,
      "Ask with SELECT, WITH, VALUES, DESCRIBE, SUMMARIZE or EXPLAIN over the views, as nothing else runs here.",
    ),
  "sql.invalid": (p) => say(`${clause(p.problem)}.`, "Change the marked part and run it again."),
  "sql.too_slow": (p) =>
    say(
      `The query was stopped after ${p.seconds} seconds.`,
      "Narrow it to fewer periods, or ask the daily view instead of the line items.",
    ),
  "sql.too_much_memory": (p) =>
    say(
      `The query was stopped because it needed more than ${p.limitMb} MB of memory.`,
      "Group by fewer columns, or narrow it to fewer periods.",
    ),
  "sql.console_ended": () =>
    say(
      "The SQL console stopped while it ran this query.",
      "Run another query, as it starts anew by itself.",
    ),
  "sql.data_changed": () =>
    say("The data changed while the query ran.", "Run it again to see the new deliveries."),
};
