import type { DuckDBConnection } from "@duckdb/node-api";
import { raw } from "#core/sql/sql.ts";
import { run } from "../duckdb/run.ts";

/** What is read whenever a workspace opens, whatever it holds. */
export const SMALL_TABLES = ["delivery", "label", "account_name", "former_delivery", "setting"];
/** The sums by day and the keys of tags: they grow with the line items. */
export const LARGE_TABLES = ["daily", "map_key"];

/** Reads every block of tables once: DuckDB tells of a damaged one only then. */
export async function touchTables(connection: DuckDBConnection, names: readonly string[]): Promise<void> {
  for (const name of names) await run(connection, raw(`SELECT bit_xor(hash(t))::VARCHAR FROM ${name} AS t`));
}
