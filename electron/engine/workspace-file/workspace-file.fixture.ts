import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { type Entry, openPromise } from "yauzl";
import { ZipFile } from "yazl";
import { METRIC_IDS } from "#core/cost/metric/metric-id.ts";
import { identifier, join as joinSql, sql } from "#core/sql/sql.ts";
import { run, type Row } from "../duckdb/run.ts";
import { openTestWorkspace, type TestWorkspace } from "../ingest/ingest.fixture.ts";
import { csv, lineItem } from "../ingest/report-files.fixture.ts";
import { openWorkspace } from "../workspace/open-workspace.ts";
import type { WorkspaceFileContents } from "#core/workspace/file/contents.ts";
import { exportWorkspaceFile } from "./export-file.ts";
import { importWorkspaceFile, type ReadWorkspaceFile } from "./import-file.ts";

export const NOW = (): Date => new Date("2026-11-22T12:00:00Z");

export const CONTENTS: WorkspaceFileContents = {
  app: "9.9.9",
  name: "Acme",
  sourceNames: true,
  redaction: null,
  documents: [{ name: "budgets", text: '{"version":1,"budgets":[{"id":"b"}]}' }],
  accounts: [],
};

/** A small workspace with two months, two accounts and tags. */
export async function smallWorkspace(): Promise<TestWorkspace> {
  const workspace = await openTestWorkspace();
  const months = ["2024-01", "2024-02"].map((month) =>
    Array.from({ length: 40 }, (_, index) => {
      const day = String(1 + (index % 28)).padStart(2, "0");
      const next = month === "2024-01" ? "2024-02" : "2024-03";
      return lineItem(index, {
        "bill/BillingPeriodStartDate": `${month}-01T00:00:00Z`,
        "bill/BillingPeriodEndDate": `${next}-01T00:00:00Z`,
        "lineItem/UsageStartDate": `${month}-${day}T00:00:00Z`,
        "lineItem/UsageEndDate": `${month}-${day}T01:00:00Z`,
        "lineItem/UsageAccountId": index % 2 === 0 ? "012345678901" : "210987654321",
        "lineItem/UnblendedCost": `${index}.0123456789`,
        "lineItem/BlendedCost": `${index}.0123456789`,
        "resourceTags/user:team": index % 3 === 0 ? "checkout" : "",
      });
    }),
  );
  const paths: string[] = [];
  for (const [index, rows] of months.entries()) {
    const path = join(workspace.sources, `bill-${index + 1}.csv`);
    await writeFile(path, csv(rows));
    paths.push(path);
  }
  await workspace.import(paths);
  return workspace;
}

/** Exports a workspace to a new file and gives its path. */
export async function exported(
  { database, directory, sources }: TestWorkspace,
  contents: Partial<WorkspaceFileContents> = {},
): Promise<string> {
  const path = join(sources, `acme-${Math.trunc(performance.now() * 1_000)}.cloudspend`);
  await exportWorkspaceFile({
    database,
    directory,
    path,
    contents: { ...CONTENTS, ...contents },
    signal: new AbortController().signal,
    onProgress: () => undefined,
    now: NOW,
  });
  return path;
}

export type Imported = { readonly read: ReadWorkspaceFile; readonly directory: string };

/** Imports into a folder of its own and hands the result on; the folder is gone afterwards. */
export async function imported<T>(path: string, work: (made: Imported) => Promise<T>): Promise<T> {
  const root = await mkdtemp(join(tmpdir(), "cloudspend-received-"));
  const directory = join(root, "workspace");
  try {
    const read = await importWorkspaceFile({
      path,
      directory,
      signal: new AbortController().signal,
      onProgress: () => undefined,
      now: NOW,
      database: { threads: 1 },
    });
    return await work({ read, directory });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** Every metric by month, account and service, from the roll-up. */
export async function totalsIn(directory: string): Promise<readonly Row[]> {
  const workspace = await openWorkspace(directory, NOW(), { threads: 1 });
  try {
    return await workspace.database.read((connection) => run(connection, TOTALS));
  } finally {
    await workspace.database.close();
  }
}

const METRICS = METRIC_IDS.map((id) => {
  const column = identifier(id.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
  return sql`sum(${column}) AS ${column}`;
});
export const TOTALS = sql`SELECT billing_period, currency, linked_account, service, ${joinSql(METRICS)}, sum(line_items)::BIGINT AS rows
  FROM daily GROUP BY ALL ORDER BY ALL`;

/** The parts of an archive by name. */
export async function partsOf(path: string): Promise<ReadonlyMap<string, Buffer>> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false });
  const parts = new Map<string, Buffer>();
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) entries.push(entry);
  for (const entry of entries)
    parts.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  zip.close();
  return parts;
}

export type MadePart = {
  readonly name: string;
  readonly bytes: Buffer;
  readonly mode?: number;
  readonly compress?: boolean;
};

/** Makes an archive of any parts, as somebody else might. */
export async function archiveOf(parts: readonly MadePart[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { name, bytes, mode = 0o100_644, compress = !name.endsWith(".parquet") } of parts)
    zip.addBuffer(bytes, name, { mode, compress });
  zip.end();
  return buffer(zip.outputStream);
}
