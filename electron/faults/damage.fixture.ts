import { randomUUID } from "node:crypto";
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RepairReport, WorkspaceCondition, Incident } from "#core/workspace/condition.ts";
import { listIncidents } from "../disk/set-aside.ts";
import { nameAccounts } from "../engine/catalogue/account-names.ts";
import { listEntries } from "../engine/catalogue/catalogue.ts";
import { run } from "../engine/duckdb/run.ts";
import { importPaths } from "../engine/ingest/import.ts";
import { csv, lineItems, putLegacyDelivery } from "../engine/ingest/report-files.fixture.ts";
import { lookOver } from "../engine/recovery/look-over.ts";
import { databaseAside } from "../engine/recovery/open-sound.ts";
import { repairWorkspace } from "../engine/recovery/repair.ts";
import { openWorkspace, type OpenWorkspace } from "../engine/workspace/open-workspace.ts";
import { raw } from "#core/sql/sql.ts";

/** Whole content of a workspace as text, to be held against itself. */
export type Content = { readonly months: Readonly<Record<string, string>>; readonly names: string };

export type DamageWorld = {
  /** As it was closed. */
  readonly closed: string;
  /** As a killed process leaves it: the last import is only in the log. */
  readonly killed: string;
  readonly content: Content;
  readonly bills: string;
  copy(of: string): Promise<string>;
  remove(): Promise<void>;
};

const now = (): Date => new Date("2026-03-01T00:00:00Z");
const never = new AbortController().signal;

/** Three months, one of them replaced once, and accounts named by hand. */
export async function makeDamageWorld(): Promise<DamageWorld> {
  const home = await mkdtemp(join(tmpdir(), "cloudspend-damage-"));
  const bills = join(home, "bills");
  const [closed, killed] = [join(home, "closed"), join(home, "killed")];
  const dated = (month: number) => ({
    "bill/BillingPeriodStartDate": `2024-0${month}-01T00:00:00Z`,
    "bill/BillingPeriodEndDate": `2024-0${month + 1}-01T00:00:00Z`,
    "bill/InvoiceId": "4711",
    "lineItem/UsageStartDate": `2024-0${month}-02T00:00:00Z`,
    "lineItem/UsageEndDate": `2024-0${month}-02T01:00:00Z`,
  });
  const put = (name: string, month: number, rows: number, assembly: string) =>
    putLegacyDelivery(join(bills, name), {
      assemblyId: assembly,
      period: `20240${month}01-20240${month + 1}01`,
      chunks: [csv(lineItems(rows, dated(month)))],
    });
  await put("january", 1, 40, "20240105T000000Z");
  await put("february", 2, 30, "20240205T000000Z");
  await put("february-again", 2, 35, "20240305T000000Z");
  await put("march", 3, 20, "20240405T000000Z");
  const take = async (workspace: OpenWorkspace, ...names: readonly string[]): Promise<void> => {
    for (const name of names)
      await importPaths({ ...workspace, paths: [join(bills, name)], leaveOut: [], now: () => new Date() });
  };
  const workspace = await openWorkspace(killed, now(), { threads: 1 });
  await take(workspace, "january", "february");
  await nameAccounts(workspace.database, "user", [{ id: "111122223333", name: "Shop" }]);
  await workspace.database.write((connection) => run(connection, raw("CHECKPOINT")));
  await workspace.database.write((connection) =>
    run(connection, raw("PRAGMA disable_checkpoint_on_shutdown")),
  );
  await take(workspace, "february-again", "march");
  const content = await contentOf(workspace);
  await workspace.database.close();
  await cp(killed, closed, { recursive: true });
  await (await openWorkspace(closed, now(), { threads: 1 })).database.close();
  return {
    closed,
    killed,
    content,
    bills,
    async copy(of) {
      const target = join(home, randomUUID());
      await cp(of, target, { recursive: true, preserveTimestamps: true });
      return target;
    },
    remove: () => rm(home, { recursive: true, force: true }),
  };
}

/** Every sum of every month, from the catalogue, the roll-ups and the line items. */
export async function contentOf({ database, directory }: OpenWorkspace): Promise<Content> {
  return database.read(async (connection) => {
    const months: Record<string, string> = {};
    for (const { delivery } of await listEntries(connection)) {
      const files = delivery.files.map(({ stored }) => `'${join(directory, stored)}'`).join();
      const folder = join(directory, "line-items", delivery.id);
      const sums = "sum(unblended) AS cost, sum(usage_amount) AS used, sum(line_items)::BIGINT AS items";
      const [stored] = await run(
        connection,
        raw(
          `SELECT count(*)::BIGINT AS items, sum(line_item_unblended_cost) AS cost FROM read_parquet([${files}])`,
        ),
      );
      const [daily] = await run(
        connection,
        raw(`SELECT ${sums} FROM daily WHERE delivery_id = '${delivery.id}'`),
      );
      const [perResource] = await run(
        connection,
        raw(
          `SELECT ${sums}, count(DISTINCT resource_id)::BIGINT AS resources FROM '${folder}/daily-resource.parquet'`,
        ),
      );
      months[delivery.billingPeriod] = JSON.stringify({
        id: delivery.id,
        rows: delivery.rows,
        totals: delivery.totals,
        counted: delivery.counted,
        stored,
        daily,
        perResource,
      });
    }
    const names = await run(
      connection,
      raw("SELECT account_id, name, source FROM account_name ORDER BY ALL"),
    );
    return { months, names: JSON.stringify(names) };
  });
}

export type Told = {
  readonly condition: WorkspaceCondition;
  readonly incidents: readonly Incident[];
  /** Null where a question could not be answered. */
  readonly content: Content | null;
};

/** Opens a workspace and hears what it says of itself. */
export async function hear(directory: string): Promise<Told> {
  const workspace = await openWorkspace(directory, now(), { threads: 1 });
  try {
    const condition = await lookOver(workspace, now(), never);
    const content = await contentOf(workspace).catch(() => null);
    return { condition, content, incidents: await listIncidents(directory) };
  } finally {
    await workspace.database.close();
  }
}

/** One click, as the engine does it. */
export async function repair(
  directory: string,
): Promise<{ readonly report: RepairReport; readonly told: Told }> {
  const workspace = await openRepairable(directory);
  try {
    const report = await repairWorkspace({
      ...workspace,
      signal: never,
      report: () => undefined,
      now: () => new Date(),
    });
    const told = {
      condition: await lookOver(workspace, now(), never),
      content: await contentOf(workspace),
      incidents: await listIncidents(directory),
    };
    return { report, told };
  } finally {
    await workspace.database.close();
  }
}

async function openRepairable(directory: string): Promise<OpenWorkspace> {
  const workspace = await openWorkspace(directory, now(), { threads: 1 });
  const { database } = await lookOver(workspace, now(), never);
  if (database === null) return workspace;
  await workspace.database.close();
  await databaseAside(directory, database);
  return openWorkspace(directory, now(), { threads: 1 });
}

export const DAMAGES = ["flip", "cut", "zero", "replace", "remove"] as const;
export type Damage = (typeof DAMAGES)[number];

/** Damages one file; `at` is a place in it, from 0 to below 1. */
export async function damageFile(path: string, damage: Damage, at: number): Promise<void> {
  if (damage === "remove") return rm(path);
  const { size } = await stat(path);
  const place = Math.floor(at * size);
  const bytes = await readFile(path);
  switch (damage) {
    case "flip":
      bytes[place] = (bytes[place] ?? 0) ^ (1 << (place % 8));
      return writeFile(path, bytes);
    case "cut":
      return writeFile(path, bytes.subarray(0, place));
    case "zero":
      return writeFile(path, bytes.fill(0, place, Math.min(size, place + 4_096)));
    case "replace":
      return writeFile(path, "this is another file\n");
  }
}

/** Absolute paths of all files below a folder of a workspace. */
export async function filesUnder(directory: string, folder: string): Promise<readonly string[]> {
  const found = await readdir(join(directory, folder), { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}
