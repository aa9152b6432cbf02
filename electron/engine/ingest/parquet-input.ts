import type { DuckDBConnection } from "@duckdb/node-api";
import { duckdbPath, parquetRelation } from "#core/ingest/stage-sql.ts";
import { AppError, fail, failure } from "#core/result/failure.ts";
import { literal, sql } from "#core/sql/sql.ts";
import { run } from "../duckdb/run.ts";

export type ParquetColumn = {
  /** Name exactly as in the file. */
  readonly name: string;
  /** Name by which DuckDB knows it: names that differ only in case get a suffix. */
  readonly cell: string;
  readonly duckdbType: string;
  /** True when the file's own statistics say that it holds nothing. */
  readonly empty: boolean;
};

/** Codecs whose decoders are trusted with a stranger's file; DuckDB's Brotli decoder is not (CVE-2026-111497). */
const CODECS: ReadonlySet<string> = new Set(["UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD", "LZ4", "LZ4_RAW"]);

/** Reads a Parquet file's metadata, and refuses codecs before any data is read. */
export async function parquetColumns(
  connection: DuckDBConnection,
  path: string,
): Promise<readonly ParquetColumn[]> {
  try {
    const file = literal(duckdbPath(path));
    const names = await topLevelNames(connection, path);
    const used = await run(
      connection,
      sql`SELECT path_in_schema AS name, compression AS codec, sum(num_values) AS cells, sum(stats_null_count) AS nulls,
          count(stats_null_count) = count(*) AS known
        FROM parquet_metadata(${file}) GROUP BY ALL`,
    );
    const refused = used.find(({ codec }) => !CODECS.has(String(codec).toUpperCase()));
    if (refused !== undefined)
      fail("parquet.codec_refused", { path, codec: String(refused["codec"]) }, "user");
    const empty = new Set(
      used
        .filter(({ known, cells, nulls }) => known === true && Number(cells) === Number(nulls))
        .map(({ name }) => String(name)),
    );
    const described = await run(connection, sql`DESCRIBE SELECT * FROM ${parquetRelation(duckdbPath(path))}`);
    return described.map((row, index) => {
      const name = names[index] ?? String(row["column_name"]);
      return {
        name,
        cell: String(row["column_name"]),
        duckdbType: String(row["column_type"]),
        empty: empty.has(name),
      };
    });
  } catch (error) {
    throw parquetFailure(path, error);
  }
}

async function topLevelNames(connection: DuckDBConnection, path: string): Promise<readonly string[]> {
  const nodes = await run(
    connection,
    sql`SELECT name, num_children AS children FROM parquet_schema(${literal(duckdbPath(path))})`,
  );
  const names: string[] = [];
  for (let at = 1; at < nodes.length; at = behind(nodes, at)) names.push(String(nodes[at]?.["name"]));
  return names;
}

/** Position behind a node and everything below it. */
function behind(nodes: readonly Readonly<Record<string, unknown>>[], at: number): number {
  let next = at + 1;
  for (let child = 0; child < Number(nodes[at]?.["children"] ?? 0); child += 1) next = behind(nodes, next);
  return next;
}

/** DuckDB's complaint about a Parquet file as `file.damaged`. */
export function parquetFailure(path: string, error: unknown): unknown {
  if (error instanceof AppError) return error;
  const cause = error instanceof Error ? error.message : String(error);
  if (cause.startsWith("INTERRUPT")) return error;
  return new AppError(
    failure("file.damaged", { path, at: 0, cause: cause.split("\n", 1)[0] ?? cause }, "user", cause),
  );
}
