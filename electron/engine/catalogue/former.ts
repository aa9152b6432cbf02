import { access, mkdir, readdir, rename, rm } from "node:fs/promises";
import { join as joinPath } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Delivery } from "#core/delivery/delivery.ts";
import {
  beyondLimit,
  formerFolder,
  formerId,
  formerSumsFile,
  isClosed,
  isVersionOf,
  type FormerDelivery,
} from "#core/restatement/former-delivery.ts";
import { changedSums, deliverySums, formerSums, writeSums } from "#core/restatement/restatement-sql.ts";
import { raw, sql } from "#core/sql/sql.ts";
import { setAside } from "../../disk/set-aside.ts";
import { run, runAll } from "../duckdb/run.ts";
import type { CatalogueEntry } from "./entry.ts";

/** How much of replaced line items is kept unless the user says otherwise. */
const USUAL_LIMIT_BYTES = 1_000_000_000;
const LIMIT = "former_rows_limit_bytes";

export const FORMER_TABLES = [
  raw("CREATE TABLE IF NOT EXISTS former_delivery (id VARCHAR, replaced_at VARCHAR, record VARCHAR)"),
  raw("CREATE TABLE IF NOT EXISTS setting (name VARCHAR, value VARCHAR)"),
];

/** Replaced deliveries, the one replaced last first. */
export async function listFormer(connection: DuckDBConnection): Promise<readonly FormerDelivery[]> {
  const rows = await run(connection, raw("SELECT record FROM former_delivery ORDER BY replaced_at DESC, id"));
  return rows.map((row) => JSON.parse(String(row["record"])) as FormerDelivery);
}

export async function formerRowsLimit(connection: DuckDBConnection): Promise<number> {
  const [row] = await run(connection, sql`SELECT value FROM setting WHERE name = ${LIMIT}`);
  return row === undefined ? USUAL_LIMIT_BYTES : Number(row["value"]);
}

/** Sets how much is kept; what is beyond it goes at once. */
export async function setFormerRowsLimit(
  connection: DuckDBConnection,
  directory: string,
  bytes: number,
): Promise<void> {
  await runAll(connection, [
    sql`DELETE FROM setting WHERE name = ${LIMIT}`,
    sql`INSERT INTO setting VALUES (${LIMIT}, ${String(bytes)})`,
  ]);
  await dropBeyondLimit(connection, directory);
}

/** A delivery and the one that is to take its place. */
export type Replacement = { readonly entry: CatalogueEntry; readonly by: Delivery };

/**
 * Writes the sums of deliveries that are about to be replaced. Before the transaction: where one fails, its sums are not
 * kept and nothing else.
 */
export async function keepSums(
  connection: DuckDBConnection,
  directory: string,
  replacements: readonly Replacement[],
): Promise<ReadonlySet<string>> {
  const kept = new Set<string>();
  for (const { entry, by } of replacements) {
    const id = formerId(entry.delivery, by);
    const path = joinPath(directory, formerSumsFile(id));
    await mkdir(joinPath(directory, "former-sums"), { recursive: true });
    try {
      await runAll(connection, [writeSums(entry.delivery, directory, path)]);
      kept.add(id);
    } catch {
      await rm(path, { force: true });
    }
  }
  return kept;
}

/** Remembers a delivery that is replaced. Runs inside the transaction that replaces it. */
export async function insertFormer(
  connection: DuckDBConnection,
  { entry: { delivery, quality, origin, summaries }, by }: Replacement,
  summed: ReadonlySet<string>,
): Promise<void> {
  const closed = isClosed(quality, delivery);
  const id = formerId(delivery, by);
  const record: FormerDelivery = {
    id,
    delivery,
    replacedBy: by.id,
    replacedAt: by.importedAt,
    fingerprint: origin.contents,
    isClosed: closed,
    hasSums: summed.has(id),
    changedSums: null,
    hasRows: closed,
    bytes: summaries[0]?.storedBytes ?? 0,
  };
  await insertFormerRecord(connection, record);
}

/** Remembers a former delivery whose files lie where they belong. */
export async function insertFormerRecord(
  connection: DuckDBConnection,
  record: FormerDelivery,
): Promise<void> {
  await runAll(connection, [
    sql`DELETE FROM former_delivery WHERE id = ${record.id}`,
    sql`INSERT INTO former_delivery VALUES (${record.id}, ${record.replacedAt}, ${JSON.stringify(record)})`,
  ]);
}

/**
 * Puts the line items of replaced deliveries where they are kept, or away, and counts what `published` changed; after the
 * transaction.
 */
export async function settleFormer(
  connection: DuckDBConnection,
  directory: string,
  replacements: readonly Replacement[],
  published: readonly Delivery[],
): Promise<void> {
  const former = await listFormer(connection);
  for (const { entry, by } of replacements) {
    const known = former.find(({ id }) => id === formerId(entry.delivery, by));
    if (known?.hasRows === true) await moveAside(directory, known);
    else await rm(joinPath(directory, "line-items", entry.delivery.id), { recursive: true, force: true });
    const after = published.find(({ id }) => id === by.id);
    if (known?.hasSums === true && after !== undefined)
      await countChanges(connection, directory, known, after);
  }
  await dropBeyondLimit(connection, directory);
}

/**
 * Finishes what a killed process left, and clears away what no record knows. Where the records themselves are lost
 * (`isBlind`), it is put aside.
 */
export async function recoverFormer(
  connection: DuckDBConnection,
  directory: string,
  live: ReadonlySet<string>,
  isBlind = false,
): Promise<void> {
  const former = await listFormer(connection);
  for (const each of former.filter(({ hasRows, delivery }) => hasRows && !live.has(delivery.id)))
    if (await isThere(joinPath(directory, "line-items", each.delivery.id))) await moveAside(directory, each);
  const known = new Set(former.map(({ id }) => id));
  for (const folder of ["former", "former-sums"])
    for (const name of await readdir(joinPath(directory, folder)).catch(() => [])) {
      if (known.has(name.replace(/\.parquet$/, ""))) continue;
      const path = joinPath(directory, folder, name);
      if (isBlind)
        await setAside(directory, { thing: "former", name, cause: "nothing tells of it any more" }, [path]);
      else await rm(path, { recursive: true, force: true }).catch(() => undefined);
    }
}

/** Forgets all former versions of a delivery that is taken out. Runs inside the transaction. */
export async function deleteFormer(
  connection: DuckDBConnection,
  removed: Delivery,
): Promise<readonly string[]> {
  const former = await listFormer(connection);
  const ids = former.flatMap(({ id, delivery }) => (isVersionOf(delivery, removed) ? [id] : []));
  for (const id of ids) await run(connection, sql`DELETE FROM former_delivery WHERE id = ${id}`);
  return ids;
}

/** Deletes all files of former deliveries. */
export async function removeFormerFiles(directory: string, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await rm(joinPath(directory, formerFolder(id)), { recursive: true, force: true });
    await rm(joinPath(directory, formerSumsFile(id)), { force: true });
  }
}

/** Lists of restatements need it at once; where it cannot be had now it is counted when it is asked for. */
async function countChanges(
  connection: DuckDBConnection,
  directory: string,
  former: FormerDelivery,
  after: Delivery,
): Promise<void> {
  const sides = { before: formerSums(former.id, directory), after: deliverySums(after, directory) };
  const [row] = await run(connection, changedSums(sides)).catch(() => []);
  if (row !== undefined) await rewrite(connection, { ...former, changedSums: Number(row["changed"]) });
}

async function rewrite(connection: DuckDBConnection, former: FormerDelivery): Promise<void> {
  const record = JSON.stringify(former);
  await run(connection, sql`UPDATE former_delivery SET record = ${record} WHERE id = ${former.id}`);
}

async function dropBeyondLimit(connection: DuckDBConnection, directory: string): Promise<void> {
  const former = await listFormer(connection);
  for (const each of beyondLimit(former, await formerRowsLimit(connection))) {
    await rewrite(connection, { ...each, hasRows: false });
    await rm(joinPath(directory, formerFolder(each.id)), { recursive: true, force: true });
  }
}

async function moveAside(directory: string, { id, delivery }: FormerDelivery): Promise<void> {
  const target = joinPath(directory, formerFolder(id));
  await mkdir(joinPath(directory, "former"), { recursive: true });
  await rm(target, { recursive: true, force: true });
  await rename(joinPath(directory, "line-items", delivery.id), target);
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
