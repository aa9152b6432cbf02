import { rm } from "node:fs/promises";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { DuckDBInstance } from "@duckdb/node-api";
import { importPaths } from "../../electron/engine/ingest/import.ts";
import { openWorkspace } from "../../electron/engine/workspace/open-workspace.ts";
import type { TaskInput } from "./child.ts";

export type ImportFigures = { readonly seconds: number; readonly rows: number };

export const baselineFile = (directory: string): string => join(directory, "baseline.duckdb");
export const workspaceFolder = (directory: string): string => join(directory, "workspace");

/** What an analyst does without us: let DuckDB guess the files into a table. */
export async function importBaseline({ data, directory }: TaskInput): Promise<ImportFigures> {
  const file = baselineFile(directory);
  await rm(file, { force: true });
  const start = performance.now();
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  const files = data.csvFiles.map((path) => `'${path.replaceAll("'", "''")}'`).join(", ");
  await connection.run(`CREATE TABLE line_item AS SELECT * FROM read_csv([${files}])`);
  const seconds = (performance.now() - start) / 1000;
  const counted = await connection.runAndReadAll("SELECT count(*)::INTEGER FROM line_item");
  connection.closeSync();
  instance.closeSync();
  return { seconds, rows: Number(counted.getRows()[0]?.[0]) };
}

/** Everything an import is: inspection, verification, identities, roll-ups, publication. */
export async function importOurs({ data, directory }: TaskInput): Promise<ImportFigures> {
  const { seconds, outcome } = await timedImport(workspaceFolder(directory), data.directory);
  const [period] = outcome.periods;
  if (period === undefined || outcome.periods.length !== 1) throw new Error(JSON.stringify(outcome.skipped));
  if (period.unblended !== data.unblended)
    throw new Error(`imported ${period.unblended}, the generator knows ${data.unblended}`);
  return { seconds, rows: period.rows };
}

/** Imports a delivery into a new workspace; the time is that of opening and importing. */
export async function timedImport(workspace: string, delivery: string) {
  await rm(workspace, { recursive: true, force: true });
  const start = performance.now();
  const { database, directory } = await openWorkspace(workspace, new Date());
  const outcome = await importPaths({
    database,
    directory,
    paths: [delivery],
    leaveOut: [],
    signal: new AbortController().signal,
    onProgress: () => {},
    now: () => new Date(),
  });
  const seconds = (performance.now() - start) / 1000;
  await database.close();
  return { seconds, outcome };
}
