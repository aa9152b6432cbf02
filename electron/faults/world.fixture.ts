import { randomUUID } from "node:crypto";
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { csv, lineItems, put, putLegacyDelivery } from "../engine/ingest/report-files.fixture.ts";
import { importPaths } from "../engine/ingest/import.ts";
import { openWorkspace } from "../engine/workspace/open-workspace.ts";
import { writeJson } from "../host/json-file.ts";

export const FIRST = "2024-01";
export const NEXT = "2024-02";
/** Line items of each version of a month; every one costs 0.01 USD. */
export const ROWS = { old: 10, new: 30, next: 7 } as const;

const WORKSPACE_ID = "00000000-0000-4000-8000-000000000001";
const DOOMED_ID = "00000000-0000-4000-8000-000000000002";

/** Where everything of a world lies. */
export function placesIn(root: string) {
  const data = join(root, "data");
  return {
    data,
    workspaces: join(data, "workspaces"),
    workspace: join(data, "workspaces", WORKSPACE_ID),
    doomed: join(data, "workspaces", DOOMED_ID),
    old: join(root, "bills", "old"),
    new: join(root, "bills", "new"),
    next: join(root, "bills", "next"),
    file: join(root, "out", "acme.cloudspend"),
    table: join(root, "out", "line-items.csv"),
    download: join(root, "data", "downloads", "1.csv"),
  };
}

/** What the downloaded object holds. */
export function objectText(): string {
  return "line\n".repeat(10_000);
}

/** A user's data: a workspace with the old version of a month and the next month, a second workspace, and bills to import. */
export type World = {
  /** A copy that a process may spoil. */
  copy(): Promise<string>;
  remove(): Promise<void>;
};

export async function makeWorld(): Promise<World> {
  const home = await mkdtemp(join(tmpdir(), "cloudspend-faults-"));
  const root = join(home, "world");
  const places = placesIn(root);
  await putBills(root);
  const entries = [
    [WORKSPACE_ID, "Acme"],
    [DOOMED_ID, "Doomed"],
  ].map(([id, name]) => ({ id, name, createdAt: "2024-01-01T00:00:00.000Z", openedAt: null, sample: false }));
  await writeJson(join(places.data, "workspaces.json"), { version: 1, workspaces: entries });
  for (const directory of [places.workspace, places.doomed]) {
    const { database } = await openWorkspace(directory, new Date(), { threads: 2 });
    const options = { database, directory, leaveOut: [], now: () => new Date() };
    if (directory === places.workspace) await importPaths({ ...options, paths: [places.old, places.next] });
    await database.close();
  }
  // What a killed process may leave.
  await put(join(places.workspace, "line-items", "left-over", "1.parquet"), "half");
  await put(join(places.workspace, "staging", "job", "staged-1"), "half");
  await put(join(places.workspace, "former-sums", "left-over.parquet"), "half");
  await mkdir(join(root, "out"));
  return {
    async copy() {
      const target = join(home, randomUUID());
      await cp(root, target, { recursive: true });
      return target;
    },
    remove: () => rm(home, { recursive: true, force: true }),
  };
}

async function putBills(root: string): Promise<void> {
  const places = placesIn(root);
  const dated = (start: string, end: string) => ({
    "bill/BillingPeriodStartDate": `${start}T00:00:00Z`,
    "bill/BillingPeriodEndDate": `${end}T00:00:00Z`,
    "bill/InvoiceId": "4711",
    "lineItem/UsageStartDate": `${start}T00:00:00Z`,
    "lineItem/UsageEndDate": `${start}T01:00:00Z`,
  });
  const january = dated("2024-01-01", "2024-02-01");
  const bill = (count: number) => [csv(lineItems(count, january)), csv(lineItems(count, january))];
  await putLegacyDelivery(places.old, { assemblyId: "20240105T000000Z", chunks: bill(ROWS.old / 2) });
  await putLegacyDelivery(places.new, { assemblyId: "20240209T000000Z", chunks: bill(ROWS.new / 2) });
  await putLegacyDelivery(places.next, {
    assemblyId: "20240305T000000Z",
    period: "20240201-20240301",
    chunks: [csv(lineItems(ROWS.next, dated("2024-02-01", "2024-03-01")))],
  });
}
