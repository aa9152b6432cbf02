import { TrinoSQL } from "dt-sql-parser";
import type { AthenaStatement } from "#core/sql/athena-statement.ts";

const parser = new TrinoSQL();

/** The statement, once Trino's own grammar has taken it. Only under Vitest: Node itself cannot load the parser, and journeys use the table. */
export function parsed(statement: AthenaStatement): AthenaStatement {
  const problems = parser.validate(statement.text);
  if (problems.length > 0) throw new Error(`${JSON.stringify(problems)}\n${statement.text}`);
  return statement;
}
