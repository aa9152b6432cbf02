import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { fillRollups } from "#core/cost/rollup/rollup.ts";
import { lineItemSource } from "#core/cost/source/line-item-source.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import type { DraftFields } from "#core/account/draft.ts";
import type { Phase, Progress } from "#core/job/job.ts";
import { compare, sum } from "#core/money/decimal.ts";
import { fail } from "#core/result/failure.ts";
import { raw } from "#core/sql/sql.ts";
import { formerPlace } from "#core/restatement/former-delivery.ts";
import { totalsOfLineItems } from "#core/workspace/file/check-sql.ts";
import { writeEntryName } from "#core/workspace/file/entry-name.ts";
import type { FormerContents } from "#core/workspace/file/former-contents.ts";
import type { FileManifest, WorkspaceFileSummary } from "#core/workspace/file/manifest.ts";
import { flushFile, flushFolder, writeDurably } from "../../disk/durable.ts";
import { demandRoom } from "../../disk/room.ts";
import { nameAccounts } from "../catalogue/account-names.ts";
import { insertEntry } from "../catalogue/catalogue.ts";
import { insertFormerRecord, setFormerRowsLimit } from "../catalogue/former.ts";
import { writeRecord } from "../catalogue/record.ts";
import { flushRollups } from "../catalogue/rollup-files.ts";
import type { DatabaseOptions } from "../duckdb/database.ts";
import { run } from "../duckdb/run.ts";
import { typeSums } from "../ingest/checks.ts";
import { checkRollups, writeLabels } from "../ingest/publish.ts";
import { openWorkspace, type OpenWorkspace } from "../workspace/open-workspace.ts";
import { type Archive, withArchive } from "./archive-reader.ts";
import { demandStoredColumns, demandSums } from "./stored-columns.ts";
import { demandPart, type FileContents, readContents, summaryOf } from "./read-contents.ts";

export type ImportRequest = {
  readonly path: string;
  /** The new workspace's folder; it must not be there yet. */
  readonly directory: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  readonly now: () => Date;
  readonly database?: DatabaseOptions;
};

export type ReadWorkspaceFile = {
  readonly summary: WorkspaceFileSummary;
  readonly accounts: readonly DraftFields[];
};

/** Room for the database beside the line items, in shares of these. */
const DATABASE_SHARE = 0.5;
/** Share of the work that unpacking is; the rest is making and checking the roll-ups. */
const UNPACKING = 0.3;

/** Looks into a workspace file without taking anything from it. */
export async function inspectWorkspaceFile(path: string): Promise<WorkspaceFileSummary> {
  return withArchive(path, undefined, async (archive) =>
    summaryOf(path, archive.sizeBytes, await readContents(path, archive)),
  );
}

/** Makes a workspace of a file. Fails, is cancelled, or gives every row and total the file names; nothing half is left. */
export async function importWorkspaceFile(request: ImportRequest): Promise<ReadWorkspaceFile> {
  const { path, directory, signal, now } = request;
  if (existsSync(directory))
    fail("file.unwritable", { path: directory, cause: "the folder is there already" });
  return withArchive(path, signal, async (archive) => {
    const contents = await readContents(path, archive);
    const bytes = lineItemBytes(contents.manifest);
    await mkdir(dirname(directory), { recursive: true });
    await demandRoom(dirname(directory), Math.ceil(bytes * (1 + DATABASE_SHARE)));
    try {
      const workspace = await openWorkspace(directory, now(), request.database);
      try {
        await unpack(request, archive, contents.manifest, bytes);
        await fill(request, workspace, contents);
        await keepDocuments(directory, contents);
        if (signal.aborted) fail("cancelled", {});
      } finally {
        await workspace.database.close();
      }
    } catch (error) {
      await rm(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
      throw error;
    }
    return { summary: summaryOf(path, archive.sizeBytes, contents), accounts: contents.accounts };
  });
}

async function unpack(
  { path, directory, onProgress }: ImportRequest,
  archive: Archive,
  manifest: FileManifest,
  totalBytes: number,
): Promise<void> {
  let doneBytes = 0;
  for (const name of archive.names) {
    if (name.kind !== "lineItems" && name.kind !== "formerLineItems" && name.kind !== "formerSums") continue;
    // Alike in a workspace file and in a workspace folder.
    const target = join(directory, writeEntryName(name));
    await mkdir(dirname(target), { recursive: true });
    const part = await archive.extract(name, target, (bytes) => {
      doneBytes += bytes;
      onProgress(
        progressOf("verifying", UNPACKING * (doneBytes / Math.max(1, totalBytes)), {
          doneBytes,
          totalBytes,
          subject: writeEntryName(name),
        }),
      );
    });
    demandPart(path, manifest, name, part);
    await flushFile(target);
    await flushFolder(dirname(target));
  }
}

async function fill(
  request: ImportRequest,
  { database }: OpenWorkspace,
  contents: FileContents,
): Promise<void> {
  const { signal, onProgress } = request;
  const entries = contents.entries.toSorted((a, b) =>
    a.delivery.importedAt < b.delivery.importedAt ? -1 : 1,
  );
  const rows = entries.reduce((total, { delivery }) => total + delivery.rows, 0);
  let doneRows = 0;
  await database.write(async (connection) => {
    await run(connection, raw("SET TimeZone = 'UTC'"));
    await run(connection, raw("BEGIN"));
    for (const entry of entries) {
      if (signal.aborted) fail("cancelled", {});
      const { delivery } = entry;
      onProgress(
        progressOf("checking", UNPACKING + (1 - UNPACKING) * (doneRows / Math.max(1, rows)), {
          rows: doneRows,
          subject: `${delivery.reportName} ${delivery.billingPeriod}`,
        }),
      );
      await checkDelivery(connection, request, delivery);
      if (delivery.counted) await addRollups(connection, request, delivery);
      await writeLabels(connection, delivery, request.directory);
      await insertEntry(connection, entry);
      doneRows += delivery.rows;
    }
    await keepFormer(connection, request, contents.former);
    await run(connection, raw("COMMIT"));
  }, signal);
  for (const entry of entries) await writeRecord(request.directory, entry);
  for (const source of ["user", "organizations"] as const)
    await nameAccounts(
      database,
      source,
      contents.accountNames.filter((name) => name.source === source),
    );
}

/** The line items must have the columns, the rows and the totals the catalogue tells of them. */
async function checkDelivery(
  connection: DuckDBConnection,
  { path, directory }: ImportRequest,
  delivery: Delivery,
): Promise<void> {
  for (const { stored } of delivery.files)
    await demandStoredColumns(connection, { path, entry: stored, file: join(directory, stored) }, delivery);
  const found =
    delivery.files.length === 0 ? [] : await run(connection, totalsOfLineItems(delivery, directory));
  const mismatch = (what: string, expected: string, actual: string): never =>
    fail("workspace_file.mismatch", { path, what, expected, actual }, "no");
  const rows = found.reduce((total, row) => total + Number(row["rows"]), 0);
  if (rows !== delivery.rows)
    mismatch(`the number of line items of ${delivery.billingPeriod}`, String(delivery.rows), String(rows));
  for (const [currency, expected] of Object.entries(delivery.totals)) {
    const own = found.filter((row) => String(row["currency"]) === currency);
    const actual = sum(own.map((row) => String(row["cost"])));
    if (compare(actual, expected) !== 0)
      mismatch(`the total of ${delivery.billingPeriod} in ${currency}`, expected, actual);
  }
  const foreign = found.find((row) => !Object.hasOwn(delivery.totals, String(row["currency"])));
  if (foreign !== undefined)
    mismatch(
      `the total of ${delivery.billingPeriod} in ${String(foreign["currency"])}`,
      "none",
      String(foreign["cost"]),
    );
}

/** Deliveries that were replaced, checked like those that count. */
async function keepFormer(
  connection: DuckDBConnection,
  request: ImportRequest,
  { limitBytes, deliveries }: FormerContents,
): Promise<void> {
  if (deliveries.length === 0) return;
  for (const former of deliveries) {
    if (former.hasRows) await checkDelivery(connection, request, formerPlace(former));
    if (former.hasSums) await demandSums(connection, request, former);
    await insertFormerRecord(connection, former);
  }
  await setFormerRowsLimit(connection, request.directory, limitBytes);
}

async function addRollups(
  connection: DuckDBConnection,
  { directory }: ImportRequest,
  delivery: Delivery,
): Promise<void> {
  const types = await typeSums(connection, delivery, lineItemSource(delivery, directory));
  for (const statement of fillRollups(delivery, directory)) await run(connection, statement);
  await flushRollups(delivery, directory);
  await checkRollups(connection, { delivery, types }, directory);
}

/** Things kept with the workspace; what does not follow its form is put aside when it is first read. */
async function keepDocuments(directory: string, { documents }: FileContents): Promise<void> {
  for (const { name, text } of documents) await writeDurably(join(directory, `${name}.json`), text);
}

function lineItemBytes({ entries }: FileManifest): number {
  return entries
    .filter(({ name }) => name.endsWith(".parquet"))
    .reduce((total, { sizeBytes }) => total + sizeBytes, 0);
}

function progressOf(phase: Phase, fraction: number, part: Partial<Progress>): Progress {
  return {
    phase,
    fraction: Math.min(1, fraction),
    doneBytes: 0,
    totalBytes: 0,
    rows: 0,
    remainingMs: null,
    subject: null,
    ...part,
  };
}
