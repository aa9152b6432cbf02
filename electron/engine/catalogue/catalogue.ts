import { rm } from "node:fs/promises";
import { join as joinPath } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { clearRollups, fillRollups, rollupTables } from "#core/cost/rollup/rollup.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import type { PeriodSummary } from "#core/ingest/import-report.ts";
import type { QualityReport } from "#core/ingest/quality-report.ts";
import { raw, sql } from "#core/sql/sql.ts";
import type { Database } from "../duckdb/database.ts";
import { run, runAll } from "../duckdb/run.ts";
import { ACCOUNT_NAMES } from "./account-names.ts";
import { removeRecord, writeRecord } from "./record.ts";
import { flushRollups } from "./rollup-files.ts";
import { writeSideCopy } from "./side-copy.ts";
import { deleteFormer, FORMER_TABLES, removeFormerFiles } from "./former.ts";
import { type CatalogueEntry, decodeEntry, encodeEntry } from "./entry.ts";

const TABLES = [
  raw(`CREATE TABLE IF NOT EXISTS delivery (
    id VARCHAR, billing_period VARCHAR, counted BOOLEAN,
    delivery VARCHAR, quality VARCHAR, summaries VARCHAR, origin VARCHAR)`),
  ...ACCOUNT_NAMES,
  ...FORMER_TABLES,
  raw("CREATE TABLE IF NOT EXISTS label (dimension VARCHAR, value VARCHAR, label VARCHAR)"),
];

/** Makes the tables of a new workspace; does nothing in one that has them. */
export async function createCatalogue(connection: DuckDBConnection): Promise<void> {
  await runAll(connection, [...TABLES, ...rollupTables()]);
}

/** All deliveries, counted or not, by period. */
export async function listDeliveries(connection: DuckDBConnection): Promise<readonly Delivery[]> {
  return (await listEntries(connection)).map(({ delivery }) => delivery);
}

export async function listQuality(connection: DuckDBConnection): Promise<readonly QualityReport[]> {
  return (await listEntries(connection)).map(({ quality }) => quality);
}

/** One entry per period, report and currency. */
export async function listPeriods(connection: DuckDBConnection): Promise<readonly PeriodSummary[]> {
  return (await listEntries(connection)).flatMap(({ summaries }) => summaries);
}

export async function listEntries(connection: DuckDBConnection): Promise<readonly CatalogueEntry[]> {
  const rows = await run(
    connection,
    raw("SELECT counted, delivery, quality, summaries, origin FROM delivery ORDER BY billing_period, id"),
  );
  return rows.map(decodeEntry);
}

/** Adds one delivery. Runs inside the transaction that publishes it; its roll-ups are filled apart. */
export async function insertEntry(connection: DuckDBConnection, entry: CatalogueEntry): Promise<void> {
  const { delivery } = entry;
  const row = encodeEntry(entry);
  await run(
    connection,
    sql`INSERT INTO delivery (id, billing_period, counted, delivery, quality, summaries, origin) VALUES (
      ${delivery.id}, ${delivery.billingPeriod}, ${delivery.counted}, ${row.delivery}, ${row.quality}, ${row.summaries}, ${row.origin})`,
  );
}

export async function deleteEntry(connection: DuckDBConnection, id: string): Promise<void> {
  await runAll(connection, [sql`DELETE FROM delivery WHERE id = ${id}`, ...clearRollups(id)]);
}

/**
 * Takes a delivery out for good. Another report's delivery of the same payer and period counts from then on. Its record goes
 * first: a delivery that was taken out never comes back from its files.
 */
export async function removeDelivery(
  { database, directory }: { readonly database: Database; readonly directory: string },
  id: string,
): Promise<void> {
  await removeRecord(directory, id);
  const { forgotten, heir } = await database.write(async (connection) => {
    const entries = await listEntries(connection);
    const removed = entries.find(({ delivery }) => delivery.id === id);
    if (removed === undefined) return { forgotten: [], heir: null };
    const next = removed.delivery.counted ? entries.find((entry) => standsBack(entry, removed)) : undefined;
    await run(connection, raw("BEGIN"));
    await deleteEntry(connection, id);
    const former = await deleteFormer(connection, removed.delivery);
    const heir = next === undefined ? null : counted(next);
    if (heir !== null) {
      await deleteEntry(connection, heir.delivery.id);
      await insertEntry(connection, heir);
      await runAll(connection, fillRollups(heir.delivery, directory));
      await flushRollups(heir.delivery, directory);
    }
    await run(connection, raw("COMMIT"));
    await writeSideCopy(connection, directory);
    return { forgotten: former, heir };
  });
  if (heir !== null) await writeRecord(directory, heir);
  await removeFormerFiles(directory, forgotten);
  await rm(joinPath(directory, "line-items", id), { recursive: true, force: true });
}

/** True for an entry that is only not counted because of the other one. */
function standsBack({ delivery }: CatalogueEntry, { delivery: other }: CatalogueEntry): boolean {
  return (
    !delivery.counted &&
    delivery.id !== other.id &&
    delivery.billingPeriod === other.billingPeriod &&
    delivery.payerAccountId === other.payerAccountId
  );
}

/** The entry as one that counts. */
export function counted(entry: CatalogueEntry): CatalogueEntry {
  return {
    ...entry,
    delivery: { ...entry.delivery, counted: true },
    quality: {
      ...entry.quality,
      counted: true,
      warnings: entry.quality.warnings.filter(({ code }) => code !== "already_held"),
    },
    summaries: entry.summaries.map((summary) => ({ ...summary, counted: true })),
  };
}
