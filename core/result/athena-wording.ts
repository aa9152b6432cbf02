import type { AthenaFailureParams } from "./athena-codes.ts";
import { clause, say, type Wording } from "./wording.ts";

export const ATHENA_WORDING: Wording<keyof AthenaFailureParams> = {
  "athena.cannot_run": (p) =>
    say(
      `${p.table} cannot be asked through Athena: ${clause(p.problem)}.`,
      "Choose the table that the report's crawler or its setup file made.",
    ),
};
