import type { Sql, SqlValue } from "./sql.ts";

/** A statement with its values written into the text: for definitions of views, which take no parameters, and for people. */
export function inlined({ parts, params }: Sql): string {
  return parts.reduce((text, part, index) => `${text}${written(params[index - 1] ?? null)}${part}`);
}

function written(value: SqlValue): string {
  if (value === null) return "NULL";
  return typeof value === "string" ? `'${value.replaceAll("'", "''")}'` : String(value);
}
