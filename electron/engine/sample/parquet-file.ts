import { rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { DuckDBInstance } from "@duckdb/node-api";
import type { ReportFile, WrittenColumn } from "#core/sample/report.ts";
import { writeStream } from "../../disk/named-errors.ts";

/** Writes a file as AWS's Parquet: double costs, timestamps, native maps, snappy. */
export async function writeParquetFile(path: string, file: ReportFile, signal?: AbortSignal): Promise<void> {
  const csv = `${path}.csv`;
  const partial = `${path}.part`;
  try {
    const options = signal === undefined ? [] : [{ signal }];
    await pipeline(Readable.from(file.chunks), writeStream(csv), ...options);
    await convert(csv, partial, file.columns);
    await rename(partial, path);
  } finally {
    await rm(csv, { force: true });
    await rm(partial, { force: true });
  }
}

async function convert(csv: string, target: string, columns: readonly WrittenColumn[]): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    const names = columns.map((_, index) => `'c${index}': 'VARCHAR'`).join(", ");
    await connection.run(
      `COPY (SELECT ${selectList(columns)} FROM read_csv(${literal(csv)}, header = true, columns = {${names}},
        delim = ',', quote = '"', escape = '"', auto_detect = false))
      TO ${literal(target)} (FORMAT parquet, COMPRESSION snappy)`,
    );
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function selectList(columns: readonly WrittenColumn[]): string {
  const byName = new Map<string, string[]>();
  for (const [index, column] of columns.entries()) {
    const sources = byName.get(column.parquetName) ?? [];
    byName.set(column.parquetName, [...sources, converted(`c${index}`, column.parquetType)]);
  }
  return [...byName].map(([name, sources]) => `coalesce(${sources.join(", ")}) AS "${name}"`).join(", ");
}

function converted(source: string, type: WrittenColumn["parquetType"]): string {
  switch (type) {
    case "double":
      return `${source}::DOUBLE`;
    case "timestamp":
      return `${source}::TIMESTAMP`;
    case "map":
      return `json(${source})::MAP(VARCHAR, VARCHAR)`;
    case "doubleMap":
      return `json(${source})::MAP(VARCHAR, DOUBLE)`;
    case "string":
      return source;
  }
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
