import type { DuckDBConnection, DuckDBResultReader } from "@duckdb/node-api";
import type { Sql } from "#core/sql/sql.ts";
import { decode, type Plain } from "./decode.ts";

export type Row = Readonly<Record<string, Plain>>;

/** Runs one statement and gives its rows by column name. */
export async function run(connection: DuckDBConnection, statement: Sql): Promise<readonly Row[]> {
  const reader = await read(connection, statement);
  const names = reader.deduplicatedColumnNames();
  return reader
    .getRows()
    .map((row) => Object.fromEntries(row.map((value, index) => [names[index] ?? "", decode(value)])));
}

/** Runs one statement and gives its rows as arrays, for wide or long answers. */
export async function runRows(
  connection: DuckDBConnection,
  statement: Sql,
): Promise<readonly (readonly Plain[])[]> {
  const reader = await read(connection, statement);
  return reader.getRows().map((row) => row.map(decode));
}

/** Runs statements one after the other. */
export async function runAll(connection: DuckDBConnection, statements: readonly Sql[]): Promise<void> {
  for (const statement of statements) await connection.run(statement.text, [...statement.params]);
}

async function read(connection: DuckDBConnection, statement: Sql): Promise<DuckDBResultReader> {
  return connection.runAndReadAll(statement.text, [...statement.params]);
}
