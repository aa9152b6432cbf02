import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { dailyResourceFile, keptFile } from "#core/cost/rollup/rollup.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import { sumsOfRollups } from "#core/ingest/check-sql.ts";
import { compare } from "#core/money/decimal.ts";
import { isVersionOf } from "#core/restatement/former-delivery.ts";
import { AppError } from "#core/result/failure.ts";
import type { MonthFault, WorkspaceCondition } from "#core/workspace/condition.ts";
import { syncServiceOf } from "#core/workspace/synced-folder.ts";
import { listEntries } from "../catalogue/catalogue.ts";
import type { CatalogueEntry } from "../catalogue/entry.ts";
import { findRecords, type DeliveryRecord, type FoundRecord } from "../catalogue/record.ts";
import { run } from "../duckdb/run.ts";
import { metricsOf } from "../ingest/checks.ts";
import type { OpenWorkspace } from "../workspace/open-workspace.ts";
import { CheckedFiles } from "./checked-files.ts";
import { findLost, type LostDelivery } from "./lost-deliveries.ts";
import { sourcesOf } from "./sources-of.ts";
import { LARGE_TABLES, touchTables } from "./touch-tables.ts";

/** What the database and the folders of line items say at one moment. */
export type Holdings = {
  readonly entries: readonly CatalogueEntry[];
  readonly records: ReadonlyMap<string, FoundRecord>;
  /** Months that were taken out as lost and have not come back. */
  readonly lost: ReadonlyMap<string, LostDelivery>;
};

/** Holds everything a workspace keeps of its months against everything that tells of it. Changes nothing but kept sums. */
export async function lookOver(
  workspace: OpenWorkspace,
  now: Date,
  signal?: AbortSignal,
): Promise<WorkspaceCondition> {
  const syncedBy = syncServiceOf(workspace.directory);
  // Elsewhere than on Windows a file may be taken away while it is open: what is written to it goes with it.
  if (!existsSync(workspace.database.file))
    return { database: "the database is no longer in its place", faults: [], syncedBy };
  try {
    const holdings = await holdingsOf(workspace);
    const faults = await faultsOf(workspace, holdings, now, signal);
    return { database: null, faults: await stillThere(workspace, faults), syncedBy };
  } catch (error) {
    const cause = databaseCause(error, workspace);
    if (cause === null) throw error;
    return { database: cause, faults: [], syncedBy };
  }
}

/** Read in the writer's turn: between a commit and its record there is nothing to see. */
export async function holdingsOf({ database, directory }: OpenWorkspace): Promise<Holdings> {
  return database.write(async (connection) => {
    const entries = await listEntries(connection);
    return { entries, records: await findRecords(directory), lost: await findLost(directory, entries) };
  });
}

/** The record of a delivery, if it can be read. */
export function recordOf({ records }: Holdings, id: string): DeliveryRecord | null {
  const found = records.get(id);
  return found?.kind === "read" ? found.record : null;
}

/** True for a delivery that a later version of its month, held or recorded, has replaced. */
export function isSuperseded({ entries, records }: Holdings, delivery: Delivery): boolean {
  const recorded = [...records.values()].flatMap((found) =>
    found.kind === "read" ? [found.record.entry.delivery] : [],
  );
  return [...entries.map((entry) => entry.delivery), ...recorded].some(
    (other) =>
      other.id !== delivery.id && isVersionOf(other, delivery) && other.importedAt > delivery.importedAt,
  );
}

async function faultsOf(
  workspace: OpenWorkspace,
  holdings: Holdings,
  now: Date,
  signal: AbortSignal | undefined,
): Promise<readonly MonthFault[]> {
  const { database, directory } = workspace;
  const faults: MonthFault[] = [];
  const held = new Map(holdings.entries.map((entry) => [entry.delivery.id, entry]));
  const files = await CheckedFiles.open(directory, now);
  await database.read((connection) => touchTables(connection, LARGE_TABLES), signal);
  for (const id of new Set([...held.keys(), ...holdings.records.keys()])) {
    const record = recordOf(holdings, id);
    const entry = held.get(id);
    const truth = record?.entry ?? entry;
    if (truth === undefined || (entry === undefined && isSuperseded(holdings, truth.delivery))) continue;
    const { billingPeriod, reportName } = truth.delivery;
    const kind = await faultOf({ workspace, files, record, entry, truth, signal });
    if (kind !== null) faults.push({ kind, deliveryId: id, billingPeriod, reportName });
    await dropChangedSums(directory, truth.delivery, files, signal);
  }
  await files.save();
  return [...faults, ...(await comeBack(holdings))];
}

/** Lost months whose files are where they were: on a disk that is connected again, for instance. */
async function comeBack(holdings: Holdings): Promise<readonly MonthFault[]> {
  const faults: MonthFault[] = [];
  for (const { entry } of holdings.lost.values()) {
    const { id, billingPeriod, reportName } = entry.delivery;
    if (isSuperseded(holdings, entry.delivery) || (await sourcesOf(entry.delivery)) === null) continue;
    faults.push({ kind: "lost", deliveryId: id, billingPeriod, reportName });
  }
  return faults;
}

type Looked = {
  readonly workspace: OpenWorkspace;
  readonly files: CheckedFiles;
  readonly record: DeliveryRecord | null;
  readonly entry: CatalogueEntry | undefined;
  readonly truth: CatalogueEntry;
  readonly signal: AbortSignal | undefined;
};

async function faultOf(looked: Looked): Promise<MonthFault["kind"] | null> {
  const { workspace, files, record, entry, truth, signal } = looked;
  if (record === null) return (await areThere(looked)) ? "record" : "lineItems";
  if (!(await areAsStored(record, files, signal))) return "lineItems";
  if (entry === undefined || isOther(entry, truth)) return "unlisted";
  if (!entry.delivery.counted) return null;
  const { sums } = record;
  if (sums !== undefined && sums !== null && (await files.hash(sums.path, signal)) !== sums.sha256)
    return "sums";
  const agree = await workspace.database
    .read((connection) => sumsAgree(connection, entry, workspace.directory), signal)
    .catch((error: unknown) => {
      if (signal?.aborted === true || isPassing(error) || databaseCause(error, workspace) !== null)
        throw error;
      return false;
    });
  return agree ? null : "sums";
}

/** The database and the record tell the same delivery in different states: the record was written last. */
function isOther({ delivery }: CatalogueEntry, { delivery: recorded }: CatalogueEntry): boolean {
  return delivery.counted !== recorded.counted || delivery.importedAt !== recorded.importedAt;
}

/** True where every file of line items has the bytes it had when it was published. */
export async function areAsStored(
  record: DeliveryRecord,
  files: CheckedFiles,
  signal?: AbortSignal,
): Promise<boolean> {
  for (const { path, sha256 } of record.stored) if ((await files.hash(path, signal)) !== sha256) return false;
  return true;
}

async function areThere({ truth, files, signal }: Looked): Promise<boolean> {
  for (const { stored } of truth.delivery.files)
    if ((await files.hash(stored, signal)) === null) return false;
  return true;
}

/** Both roll-ups have to give what they gave when the delivery was published, to the last digit. */
async function sumsAgree(
  connection: DuckDBConnection,
  { delivery, quality }: CatalogueEntry,
  directory: string,
): Promise<boolean> {
  const rows = await run(connection, sumsOfRollups(delivery, directory));
  const expected = new Map(
    quality.identities
      .filter(({ id }) => id === "rollup")
      .map(({ subject, actual }) => [subject ?? "", actual ?? "0.0"]),
  );
  const daily = rows.filter((row) => row["name"] === "daily").map(metricsOf)[0];
  return rows.every((row) =>
    Object.entries(metricsOf(row)).every(([metric, actual]) => {
      const told = expected.get(`${String(row["name"])} ${metric}`) ?? daily?.[metric as keyof typeof daily];
      return compare(actual ?? "0.0", told ?? "0.0") === 0;
    }),
  );
}

/** Sums that a screen keeps are made anew where they are not as they were first seen. */
async function dropChangedSums(
  directory: string,
  delivery: Delivery,
  files: CheckedFiles,
  signal: AbortSignal | undefined,
): Promise<void> {
  const own = new Set([...delivery.files.map(({ stored }) => stored), dailyResourceFile(delivery)]);
  const folder = join(directory, keptFile(delivery, ""));
  for (const name of await readdir(folder).catch(() => [])) {
    const path = keptFile(delivery, name);
    if (!name.endsWith(".parquet") || own.has(path)) continue;
    const former = files.former(path);
    const present = await files.hash(path, signal);
    if (former !== null && present !== null && former !== present)
      await rm(join(directory, path), { force: true }).catch(() => undefined);
  }
}

/** A month that was replaced or removed meanwhile has no fault. */
async function stillThere(
  workspace: OpenWorkspace,
  faults: readonly MonthFault[],
): Promise<readonly MonthFault[]> {
  if (faults.length === 0) return faults;
  const { entries, records, lost } = await holdingsOf(workspace);
  return faults.filter(
    ({ deliveryId }) =>
      records.has(deliveryId) ||
      lost.has(deliveryId) ||
      entries.some(({ delivery }) => delivery.id === deliveryId),
  );
}

/** What kept the sums from being read and says nothing about them. */
function isPassing(error: unknown): boolean {
  return (
    error instanceof AppError &&
    ["cancelled", "engine.out_of_memory", "disk.full"].includes(error.failure.code)
  );
}

/** Why the database itself cannot be read; null for any other error, those of line items too. */
function databaseCause(error: unknown, { database }: OpenWorkspace): string | null {
  if (!(error instanceof AppError) || error.failure.code !== "workspace.damaged") return null;
  const { path, cause } = error.failure.params;
  return path === database.file && /database|WAL/i.test(cause) ? cause : null;
}
