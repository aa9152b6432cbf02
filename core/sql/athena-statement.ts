import { inDialect } from "./dialect.ts";
import type { Sql, SqlValue } from "./sql.ts";

/** Text and `ExecutionParameters` of a query as Athena takes them. */
export type AthenaStatement = { readonly text: string; readonly parameters: readonly string[] };

/** Most characters Athena takes for a query, and for one execution parameter. */
export const LONGEST_STATEMENT = 262_144;
const LONGEST_PARAMETER = 1_024;

/**
 * Values become execution parameters, which Athena reads as constants in SQL: text is quoted here. A value that is too long
 * for a parameter stands in the text, quoted by the same rule.
 */
export function athenaStatement(statement: Sql): AthenaStatement {
  const { parts, params } = inDialect(statement, "athena");
  const parameters: string[] = [];
  const text = parts.reduce((before, part, index) => {
    const value = constant(params[index - 1] ?? null);
    if (value.length > LONGEST_PARAMETER) return `${before}${value}${part}`;
    parameters.push(value);
    return `${before}?${part}`;
  });
  return { text, parameters };
}

function constant(value: SqlValue): string {
  if (value === null) return "NULL";
  return typeof value === "string" ? `'${value.replaceAll("'", "''")}'` : String(value);
}
