import type { DuckDBConnection } from "@duckdb/node-api";
import { type ExportTable, headOf, type TableColumn } from "#core/export/export-table.ts";
import { isPlainNumber, withoutZeros } from "#core/export/significant-digits.ts";
import { identifier, join, raw, sql, type Sql } from "#core/sql/sql.ts";
import { run } from "../duckdb/run.ts";

/** Digits of a DECIMAL in all. */
const WIDTH = 38;

/** Writes a table as Parquet with a type for every column: days and instants as such, numbers as DECIMAL with all their digits. */
export async function writeTableParquet(
  connection: DuckDBConnection,
  { columns, rows }: ExportTable,
  path: string,
): Promise<void> {
  const names = uniqueNames(columns.map(headOf));
  const cells = columns.map((column, at) => {
    const type = typeOf(
      column,
      rows.map((row) => row[at] ?? null),
    );
    return sql`CAST(cells[${raw(String(at + 1))}] AS ${raw(type)}) AS ${identifier(names[at] ?? "")}`;
  });
  const source = sql`SELECT unnest(from_json(${JSON.stringify(rows)}::JSON, '[["VARCHAR"]]')) AS cells`;
  await copyParquet(connection, sql`SELECT ${join(cells)} FROM (${source})`, path);
}

export async function copyParquet(connection: DuckDBConnection, rows: Sql, path: string): Promise<void> {
  await run(connection, sql`COPY (${rows}) TO ${path} (FORMAT parquet, COMPRESSION zstd)`);
}

/** Names of which no two differ in case only: DuckDB takes those for one. */
export function uniqueNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let free = name === "" ? "column" : name;
    for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${name}_${number}`;
    taken.add(free.toLowerCase());
    return free;
  });
}

function typeOf({ kind }: TableColumn, values: readonly (string | null)[]): string {
  const held = values.filter((value) => value !== null);
  switch (kind) {
    case "text":
      return "VARCHAR";
    case "date":
      return held.every((value) => /^\d{4}-\d{2}-\d{2}$/.test(value)) ? "DATE" : "VARCHAR";
    case "timestamp":
      return held.every((value) => /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value)) ? "TIMESTAMP" : "VARCHAR";
    case "integer":
      return held.every((value) => /^-?\d{1,18}$/.test(value)) ? "BIGINT" : numberType(held);
    default:
      return numberType(held);
  }
}

/** As many digits behind the point as the longest value has; floating numbers where they have exponents. */
function numberType(values: readonly string[]): string {
  if (!values.every(isPlainNumber))
    return values.every((value) => value.trim() !== "" && Number.isFinite(Number(value)))
      ? "DOUBLE"
      : "VARCHAR";
  const places = Math.max(2, ...values.map((value) => withoutZeros(value).split(".")[1]?.length ?? 0));
  const whole = Math.max(0, ...values.map((value) => value.replace(/^-/, "").split(".")[0]?.length ?? 0));
  return places + whole > WIDTH ? "VARCHAR" : `DECIMAL(${WIDTH},${places})`;
}
