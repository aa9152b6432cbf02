import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { dailyResourceFile, fillRollups } from "#core/cost/rollup/rollup.ts";
import { lineItemSource } from "#core/cost/source/line-item-source.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import type { Phase, Progress } from "#core/job/job.ts";
import { compare, sum } from "#core/money/decimal.ts";
import { isVersionOf } from "#core/restatement/former-delivery.ts";
import { AppError, fail } from "#core/result/failure.ts";
import { raw } from "#core/sql/sql.ts";
import type { MonthFault, RepairedMonth, RepairReport } from "#core/workspace/condition.ts";
import { totalsOfLineItems } from "#core/workspace/file/check-sql.ts";
import { noteTried, placeOf, setAside } from "../../disk/set-aside.ts";
import { counted, deleteEntry, insertEntry, listEntries } from "../catalogue/catalogue.ts";
import type { CatalogueEntry } from "../catalogue/entry.ts";
import { hasRecord, readEntry, recordFile, writeEntry, writeRecord } from "../catalogue/record.ts";
import { flushRollups } from "../catalogue/rollup-files.ts";
import { writeSideCopy } from "../catalogue/side-copy.ts";
import { run, runAll } from "../duckdb/run.ts";
import { typeSums } from "../ingest/checks.ts";
import { checkRollups, writeLabels } from "../ingest/publish.ts";
import type { OpenWorkspace } from "../workspace/open-workspace.ts";
import { areAsStored, holdingsOf, isSuperseded, lookOver, recordOf, type Holdings } from "./look-over.ts";
import { CheckedFiles } from "./checked-files.ts";
import type { LostDelivery } from "./lost-deliveries.ts";
import { readAgain } from "./read-again.ts";

export type RepairOptions = OpenWorkspace & {
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
  readonly now: () => Date;
};

/**
 * Makes every month whole that can be: from its own line items where these are as they were read, else from the files it was
 * imported from. What can be had from nowhere is taken out, put aside and named. Each month is one transaction; stopped
 * anywhere, the next run goes on.
 */
export async function repairWorkspace(options: RepairOptions): Promise<RepairReport> {
  const { signal, report, now } = options;
  const { database, faults } = await lookOver(options, now(), signal);
  if (database !== null) fail("workspace.damaged", { path: options.database.file, cause: database });
  const months: RepairedMonth[] = [];
  for (const [index, fault] of inOrder(faults, await holdingsOf(options)).entries()) {
    if (signal.aborted) fail("cancelled", {});
    const { deliveryId, billingPeriod, reportName } = fault;
    report(progressOf("checking", index / faults.length, `${reportName} ${billingPeriod}`));
    const outcome = await repairMonth(fault, options);
    if (outcome !== null) months.push({ deliveryId, billingPeriod, reportName, outcome });
  }
  await options.database.write(async (connection) => {
    await countHeirs(connection, options.directory);
    await writeSideCopy(connection, options.directory);
  });
  return { months };
}

/** The oldest first, as they came: names that a later one tells stay. */
function inOrder(faults: readonly MonthFault[], holdings: Holdings): readonly MonthFault[] {
  const importedAt = ({ deliveryId }: MonthFault): string =>
    truthOf(holdings, deliveryId)?.delivery.importedAt ?? "";
  return faults.toSorted((a, b) => (importedAt(a) < importedAt(b) ? -1 : 1));
}

/** The record is written after the database: where they differ, it is right. */
function truthOf(holdings: Holdings, id: string): CatalogueEntry | undefined {
  return (
    recordOf(holdings, id)?.entry ??
    holdings.entries.find(({ delivery }) => delivery.id === id) ??
    holdings.lost.get(id)?.entry
  );
}

async function repairMonth(
  fault: MonthFault,
  options: RepairOptions,
): Promise<RepairedMonth["outcome"] | null> {
  const { database, directory, signal, now } = options;
  const holdings = await holdingsOf(options);
  const truth = truthOf(holdings, fault.deliveryId);
  if (truth === undefined) return null;
  const { delivery } = truth;
  if (isSuperseded(holdings, delivery)) {
    await database.write((connection) => deleteEntry(connection, delivery.id));
    return null;
  }
  const lost = holdings.lost.get(delivery.id);
  if (fault.kind === "lost" && lost !== undefined) return bringBack(options, lost);
  const record = recordOf(holdings, delivery.id);
  const files = await CheckedFiles.open(directory, now());
  const isWhole =
    (record === null || (await areAsStored(record, files, signal))) &&
    (await database.read((connection) => holdsItsTotals(connection, delivery, directory), signal));
  if (isWhole) {
    await keepDamagedAside(fault, truth, directory);
    await rebuild(options, truth);
    return "rebuilt";
  }
  let isOut = false;
  const makeRoom = async (): Promise<void> => {
    if (isOut) return;
    isOut = true;
    await takeOut(options, truth);
  };
  if (await readAgain(options, truth, makeRoom)) return "readAgain";
  await makeRoom();
  return "lost";
}

/** A month that was lost, from its files that are there again. */
async function bringBack(
  options: RepairOptions,
  { entry, incidentId }: LostDelivery,
): Promise<RepairedMonth["outcome"]> {
  if (await readAgain(options, entry, () => Promise.resolve())) return "readAgain";
  await noteTried(options.directory, incidentId);
  return "lost";
}

/** Rows and totals of the line items themselves, against what was acknowledged. */
async function holdsItsTotals(
  connection: DuckDBConnection,
  delivery: Delivery,
  directory: string,
): Promise<boolean> {
  try {
    const found =
      delivery.files.length === 0 ? [] : await run(connection, totalsOfLineItems(delivery, directory));
    const rows = found.reduce((total, row) => total + Number(row["rows"]), 0);
    const costOf = (currency: string): string =>
      sum(found.flatMap((row) => (String(row["currency"]) === currency ? [String(row["cost"])] : [])));
    return (
      rows === delivery.rows &&
      found.every((row) => Object.hasOwn(delivery.totals, String(row["currency"]))) &&
      Object.entries(delivery.totals).every(([currency, total]) => compare(costOf(currency), total) === 0)
    );
  } catch (error) {
    if (error instanceof AppError && error.failure.code === "cancelled") throw error;
    // What DuckDB says of a damaged file has many forms.
    return false;
  }
}

async function keepDamagedAside(
  fault: MonthFault,
  { delivery }: CatalogueEntry,
  directory: string,
): Promise<void> {
  const name = nameOf(delivery);
  const cause = "it is not as it was written";
  if (fault.kind === "sums")
    await setAside(directory, { thing: "sums", name, cause }, [join(directory, dailyResourceFile(delivery))]);
  if (fault.kind === "record" && (await hasRecord(directory, delivery.id)))
    await setAside(directory, { thing: "record", name, cause }, [recordFile(directory, delivery.id)]);
}

/** Puts a month back into the database from its line items, in the place of older versions of it. */
async function rebuild({ database, directory, signal }: RepairOptions, truth: CatalogueEntry): Promise<void> {
  const entry = await database.write(async (connection) => {
    await run(connection, raw("SET TimeZone = 'UTC'"));
    const held = (await listEntries(connection)).filter(({ delivery }) => delivery.id !== truth.delivery.id);
    const older = held.filter(({ delivery }) => isVersionOf(delivery, truth.delivery));
    const isRivalled = held.some((each) => isRival(each, truth) && !older.includes(each));
    const fresh = isRivalled ? notCounted(truth) : truth;
    await run(connection, raw("BEGIN"));
    for (const { delivery } of [...older, truth]) await deleteEntry(connection, delivery.id);
    await insertEntry(connection, fresh);
    if (fresh.delivery.counted) await fill(connection, fresh.delivery, directory);
    await writeLabels(connection, fresh.delivery, directory);
    await run(connection, raw("COMMIT"));
    return fresh;
  }, signal);
  await writeRecord(directory, entry);
}

async function fill(connection: DuckDBConnection, delivery: Delivery, directory: string): Promise<void> {
  const types = await typeSums(connection, delivery, lineItemSource(delivery, directory));
  await runAll(connection, fillRollups(delivery, directory));
  await flushRollups(delivery, directory);
  await checkRollups(connection, { delivery, types }, directory);
}

function isRival({ delivery }: CatalogueEntry, { delivery: fresh }: CatalogueEntry): boolean {
  return (
    delivery.counted &&
    fresh.counted &&
    fresh.payerAccountId !== null &&
    delivery.payerAccountId === fresh.payerAccountId &&
    delivery.billingPeriod === fresh.billingPeriod
  );
}

function notCounted(entry: CatalogueEntry): CatalogueEntry {
  return {
    ...entry,
    delivery: { ...entry.delivery, counted: false },
    quality: { ...entry.quality, counted: false },
    summaries: entry.summaries.map((summary) => ({ ...summary, counted: false })),
  };
}

/**
 * Puts what is left of a month aside and takes it out of the database; it counts as lost until it is there again, and what
 * tells where it came from is kept with it.
 */
async function takeOut({ database, directory }: RepairOptions, entry: CatalogueEntry): Promise<void> {
  const { delivery } = entry;
  const { id, billingPeriod, reportName, payerAccountId, rows, costAccountId } = delivery;
  const incident = await setAside(
    directory,
    {
      thing: "lineItems",
      name: nameOf(delivery),
      cause: "its line items are not as they were read",
      lost: { billingPeriod, reportName, payerAccountId, rows, costAccountId },
    },
    [join(directory, "line-items", id)],
  );
  const place = placeOf(directory, incident);
  if ((await readEntry(join(place, id))) === null) await writeEntry(join(place, `${id}-as-known`), entry);
  await database.write((connection) => deleteEntry(connection, id));
}

/** A month that only stood back behind one that is gone counts from now on. */
async function countHeirs(connection: DuckDBConnection, directory: string): Promise<void> {
  const entries = await listEntries(connection);
  const isSame = ({ delivery: a }: CatalogueEntry, { delivery: b }: CatalogueEntry): boolean =>
    a.payerAccountId !== null && a.payerAccountId === b.payerAccountId && a.billingPeriod === b.billingPeriod;
  const heirs = entries.filter(
    (entry, index) =>
      entry.delivery.payerAccountId !== null &&
      !entries.some((other) => isSame(other, entry) && other.delivery.counted) &&
      entries.findIndex((other) => isSame(other, entry)) === index,
  );
  for (const heir of heirs.map(counted)) {
    await run(connection, raw("BEGIN"));
    await deleteEntry(connection, heir.delivery.id);
    await insertEntry(connection, heir);
    await fill(connection, heir.delivery, directory);
    await run(connection, raw("COMMIT"));
    await writeRecord(directory, heir);
  }
}

function nameOf({ reportName, billingPeriod }: Delivery): string {
  return `${billingPeriod} of ${reportName}`;
}

function progressOf(phase: Phase, fraction: number, subject: string): Progress {
  return { phase, fraction, doneBytes: 0, totalBytes: 0, rows: 0, remainingMs: null, subject };
}
