import { identifier, join, literal, raw, sql, type Sql } from "../../sql/sql.ts";
import type { ColumnPolicy } from "./column-policy.ts";

/** A column of stored line items on its way into a redacted copy. */
export type RedactedColumn = {
  readonly id: string;
  /** Name in the copy; another one where the column is called by a tag's key. */
  readonly newId: string;
  readonly policy: ColumnPolicy;
};

/** Pseudonyms by original; `form` is the policy's kind, with what a cell is where it is replaced. */
export const DICTIONARY = raw("CREATE TABLE dictionary (form VARCHAR, original VARCHAR, redacted VARCHAR)");

/** What a policy's rows of the dictionary are filed under; null where cells stay or go. */
export function formOf(policy: ColumnPolicy, isMap: boolean): string | null {
  switch (policy.kind) {
    case "keep":
    case "drop":
      return null;
    case "replace":
      return policy.as;
    case "tags":
      return "tags";
    default:
      return isMap ? "scrubMap" : "scrub";
  }
}

/** Distinct texts of a column; of one that is replaced as a whole only those the dictionary does not have yet. */
export function newTexts(
  { id, isMap }: { readonly id: string; readonly isMap: boolean },
  relation: Sql,
  form: string,
): Sql {
  const known = form.startsWith("scrub")
    ? raw("")
    : sql`AND text NOT IN (SELECT original FROM dictionary WHERE form = ${form})`;
  return sql`SELECT text FROM (SELECT DISTINCT ${cellText(id, isMap)} AS text FROM ${relation}
      WHERE ${identifier(id)} IS NOT NULL)
    WHERE text <> '' ${known}`;
}

export type CopiedColumn = RedactedColumn & { readonly isMap: boolean; readonly form: string | null };

/** Writes a stored file again with the cells of the dictionary. */
export function redactedCopy(relation: Sql, columns: readonly CopiedColumn[], target: string): Sql {
  const kept = columns.filter(({ policy }) => policy.kind !== "drop");
  const cells = kept.map((column, index) => sql`${cell(column, index)} AS ${identifier(column.newId)}`);
  const joins = kept.flatMap(({ id, isMap, form }, index) =>
    form === null
      ? []
      : [
          sql`LEFT JOIN (SELECT original, redacted FROM dictionary WHERE form = ${literal(form)}) AS ${alias(index)}
            ON ${alias(index)}.original = ${cellText(id, isMap, "item")}`,
        ],
  );
  return sql`COPY (SELECT ${join(cells)} FROM ${relation} AS item ${join(joins, " ")})
    TO ${literal(target)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 24576)`;
}

function cell({ id, isMap, form }: CopiedColumn, index: number): Sql {
  const own = sql`item.${identifier(id)}`;
  if (form === null) return own;
  const redacted = sql`${alias(index)}.redacted`;
  return isMap
    ? sql`coalesce(json(${redacted})::MAP(VARCHAR, VARCHAR), ${own})`
    : sql`coalesce(${redacted}, ${own})`;
}

function alias(index: number): Sql {
  return identifier(`d${index}`);
}

function cellText(id: string, isMap: boolean, of?: string): Sql {
  const column = of === undefined ? identifier(id) : sql`${raw(of)}.${identifier(id)}`;
  return isMap ? sql`to_json(${column})::VARCHAR` : column;
}
