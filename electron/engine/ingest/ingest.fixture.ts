import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ImportReport } from "#core/ingest/import-report.ts";
import { raw, type Sql } from "#core/sql/sql.ts";
import { createCatalogue } from "../catalogue/catalogue.ts";
import { type Database, openDatabase } from "../duckdb/database.ts";
import { run, type Row } from "../duckdb/run.ts";
import { importPaths, type ImportOptions } from "./import.ts";

/** A workspace in a temporary folder, and a folder beside it for the user's files. */
export type TestWorkspace = {
  readonly directory: string;
  readonly sources: string;
  readonly database: Database;
  import(paths: readonly string[], options?: Partial<ImportOptions>): Promise<ImportReport>;
  rows(statement: Sql): Promise<readonly Row[]>;
  /** Rows of all stored line items of the workspace. */
  lineItems(columns?: string): Promise<readonly Row[]>;
  close(): Promise<void>;
};

export async function openTestWorkspace(): Promise<TestWorkspace> {
  const root = await mkdtemp(join(tmpdir(), "cloudspend-ingest-"));
  const directory = join(root, "workspace");
  const sources = join(root, "sources");
  await mkdir(directory);
  await mkdir(sources);
  const database = await openDatabase(join(directory, "workspace.duckdb"), { threads: 2 });
  await database.write((connection) => createCatalogue(connection));
  const rows = (statement: Sql) => database.read((connection) => run(connection, statement));
  return {
    directory,
    sources,
    database,
    rows,
    import: (paths, options = {}) =>
      importPaths({
        database,
        directory,
        paths,
        leaveOut: [],
        now: () => new Date("2026-11-22T12:00:00Z"),
        ...options,
      }),
    lineItems: (columns = "*") =>
      rows(
        raw(
          `SELECT ${columns} FROM read_parquet('${directory}/line-items/*/[0-9]*.parquet', union_by_name = true, file_row_number = true, filename = true)
           ORDER BY filename, file_row_number`,
        ),
      ),
    async close() {
      await database.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}
