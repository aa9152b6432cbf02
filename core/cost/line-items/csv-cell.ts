import { raw, sql, type Sql } from "../../sql/sql.ts";

/** What a value of SQL is, as far as its text in a file depends on it. */
export type CellType = "text" | "integer" | "decimal" | "percent" | "date" | "timestamp" | "map";

/**
 * What a spreadsheet could take for a formula, also behind blanks, a byte order mark and what cannot be seen, and in full-width letters: `=`, `+`, `-`, `@`, a tab or a
 * line end. RE2 syntax, the same in DuckDB and JavaScript.
 */
const FORMULA_START =
  "^[ \\u0000\\u00a0\\u200b\\u2028\\u2029\\u3000\\ufeff]*[=+\\-@\\t\\r\\n\\uff1d\\uff0b\\uff0d\\uff20\\u2212]";
const NUMBER = "^[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?$";

/** True of text that a spreadsheet could take for a formula. */
export const FORMULA_LIKE = new RegExp(FORMULA_START, "u");

/** Text as a spreadsheet may have it: what looks like a formula gets an apostrophe in front, plain numbers stay. */
export function formulaSafe(text: string): string {
  return FORMULA_LIKE.test(text) && !new RegExp(NUMBER, "u").test(text) ? `'${text}` : text;
}

/** The exact text of a cell for CSV, safe in a spreadsheet where it is text. */
export function csvCell({ type }: { readonly type: CellType }, value: Sql): Sql {
  switch (type) {
    case "decimal":
      return sql`regexp_replace(${value}::VARCHAR, '0{1,8}$', '')`;
    case "percent":
      return sql`regexp_replace(regexp_replace((${value} * 100)::VARCHAR, '0+$', ''), '[.]$', '')`;
    case "integer":
    case "date":
      return sql`${value}::VARCHAR`;
    case "timestamp":
      return sql`replace(strftime(${value}, '%Y-%m-%dT%H:%M:%S.%gZ'), '.000Z', 'Z')`;
    case "map":
      return safe(sql`to_json(${value})::VARCHAR`);
    case "text":
      return safe(value);
  }
}

/** The exact text of a cell for files whose cells have types, where text needs no care. */
export function plainCell({ type }: { readonly type: CellType }, value: Sql): Sql {
  switch (type) {
    case "integer":
    case "date":
    case "percent":
    case "decimal":
      return sql`${value}::VARCHAR`;
    case "timestamp":
      return sql`replace(strftime(${value}, '%Y-%m-%dT%H:%M:%S.%gZ'), '.000Z', 'Z')`;
    case "map":
      return sql`to_json(${value})::VARCHAR`;
    case "text":
      return value;
  }
}

function safe(text: Sql): Sql {
  const start = raw(`'${re2(FORMULA_START)}'`);
  return sql`CASE WHEN regexp_matches(${text}, ${start}) AND NOT regexp_matches(${text}, ${raw(`'${NUMBER}'`)}) THEN concat('''', ${text}) ELSE ${text} END`;
}

function re2(pattern: string): string {
  return pattern.replace(/\\u([0-9a-f]{4})/g, "\\x{$1}");
}
