import { rm } from "node:fs/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import { duckdbPath } from "#core/ingest/stage-sql.ts";
import { literal, sql, type Sql } from "#core/sql/sql.ts";
import type { RedactedColumns } from "#core/workspace/redaction/redact-entry.ts";
import { type CopiedColumn, formOf, newTexts, redactedCopy } from "#core/workspace/redaction/redact-sql.ts";
import { run, runRows } from "../../duckdb/run.ts";
import type { Dictionary } from "./dictionary.ts";

const JOINS_AT_ONCE = 12;

/** Writes one stored file of line items again, with pseudonyms in the place of what is hidden. */
export async function redactFile(
  connection: DuckDBConnection,
  { source, target }: { readonly source: string; readonly target: string },
  { columns }: RedactedColumns,
  dictionary: Dictionary,
): Promise<void> {
  const relation = sql`read_parquet(${literal(duckdbPath(source))}, hive_partitioning = false)`;
  const present = new Set(
    (await run(connection, sql`DESCRIBE SELECT * FROM ${relation}`)).map((row) => String(row["column_name"])),
  );
  const copied = columns
    .filter(({ id }) => present.has(id))
    .map((column) => ({ ...column, form: formOf(column.policy, column.isMap) }));
  const rewritten: (typeof copied)[number][] = [];
  for (const column of copied)
    if (column.form !== null && (await fillDictionary(connection, column, column.form, relation, dictionary)))
      rewritten.push(column);
  const rows: typeof copied = present.has("source_row")
    ? [
        ...copied,
        { id: "source_row", newId: "source_row", policy: { kind: "keep" }, isMap: false, form: null },
      ]
    : copied;
  await copyInPasses(connection, { source, target }, rows, rewritten);
}

/** False where the column comes out as it is. */
async function fillDictionary(
  connection: DuckDBConnection,
  column: CopiedColumn,
  form: string,
  relation: Sql,
  dictionary: Dictionary,
): Promise<boolean> {
  const texts = (await runRows(connection, newTexts(column, relation, form))).map(([text]) => String(text));
  if (!form.startsWith("scrub")) {
    await dictionary.add(form, texts);
    return true;
  }
  const changed = dictionary.changedBy(form, texts);
  await dictionary.add(form, changed);
  return changed.length > 0;
}

/** Each join needs memory of its own, so that a bill with many tags is rewritten in several passes. */
async function copyInPasses(
  connection: DuckDBConnection,
  { source, target }: { readonly source: string; readonly target: string },
  columns: readonly CopiedColumn[],
  rewritten: readonly CopiedColumn[],
): Promise<void> {
  const passes = Math.max(1, Math.ceil(rewritten.length / JOINS_AT_ONCE));
  let from = source;
  for (let pass = 0; pass < passes; pass += 1) {
    const now = new Set(rewritten.slice(pass * JOINS_AT_ONCE, (pass + 1) * JOINS_AT_ONCE));
    const isLast = pass === passes - 1;
    const to = isLast ? target : `${target}.pass-${pass + 1}`;
    const own = columns.map((column) => ({
      ...column,
      newId: isLast ? column.newId : column.id,
      form: now.has(column) ? column.form : null,
    }));
    await run(
      connection,
      redactedCopy(sql`read_parquet(${literal(duckdbPath(from))}, hive_partitioning = false)`, own, to),
    );
    if (from !== source) await rm(from);
    from = to;
  }
}
