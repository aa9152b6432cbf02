import { createHash, randomUUID } from "node:crypto";
import { existsSync, writeSync } from "node:fs";
import { Readable } from "node:stream";
import { savedView } from "#core/contract/schema/workspace.ts";
import { AppError } from "#core/result/failure.ts";
import type { Bucket } from "../aws/bucket.ts";
import { listPeriods, removeDelivery } from "../engine/catalogue/catalogue.ts";
import { exportTables } from "../engine/export/export.ts";
import { importPaths } from "../engine/ingest/import.ts";
import { openWorkspace, type OpenWorkspace } from "../engine/workspace/open-workspace.ts";
import { exportWorkspaceFile } from "../engine/workspace-file/export-file.ts";
import { importWorkspaceFile } from "../engine/workspace-file/import-file.ts";
import { createCollection } from "../host/collection.ts";
import { openWorkspaceRegistry } from "../host/workspace-registry.ts";
import { download } from "../sync/download.ts";
import { failureOf } from "../transport/failure-of.ts";
import { inject } from "./inject.fixture.ts";
import { record } from "./record.fixture.ts";
import type { Fault, Step } from "./points.fixture.ts";
import { objectText, NEXT, placesIn } from "./world.fixture.ts";

/** Does what a user does, step by step, says when it begins and when it is acknowledged, and goes on after a failure. */
const [root = "", given = "", ...steps] = process.argv.slice(2);
const say = (line: string): void => void writeSync(1, `${line}\n`);
const now = (): Date => new Date();
const never = new AbortController().signal;
const EVERYTHING = {
  range: { from: "2024-01-01", to: "2024-03-01" },
  filters: [],
  columns: ["line_item_unblended_cost"],
  sort: null,
  offset: 0,
  limit: 1_000,
};
const places = placesIn(root);
const options = { signal: never, onProgress: () => undefined, now };

if (given.startsWith("record:")) record(root, given.slice("record:".length), say);
else if (given !== "") {
  const [point = "", manner = ""] = given.split(":");
  inject({ point, manner } as Fault, say);
}

const opened: OpenWorkspace[] = [];
async function workspace(): Promise<OpenWorkspace> {
  if (opened.length === 0) opened.push(await openWorkspace(places.workspace, now(), { threads: 1 }));
  return opened[0] ?? Promise.reject(new Error("opened"));
}
const registry = await openWorkspaceRegistry(places.data, now);
const views = createCollection("views", savedView, () => places.workspace);

async function importFrom(folder: string): Promise<void> {
  const report = await importPaths({ ...(await workspace()), ...options, paths: [folder], leaveOut: [] });
  const [skipped] = report.skipped;
  if (skipped !== undefined) throw new AppError(skipped.failure);
}

async function exportFile(): Promise<void> {
  await exportWorkspaceFile({
    ...(await workspace()),
    ...options,
    path: places.file,
    contents: { app: "1", name: "Acme", sourceNames: true, redaction: null, documents: [], accounts: [] },
  });
}

const WORK: Readonly<Record<Step, () => Promise<unknown>>> = {
  open: workspace,
  importOld: () => importFrom(places.old),
  importNew: () => importFrom(places.new),
  importNext: () => importFrom(places.next),
  async removeNext() {
    const { database } = await workspace();
    const held = (await database.read(listPeriods)).filter(({ billingPeriod }) => billingPeriod === NEXT);
    for (const { deliveryId } of held) await removeDelivery(await workspace(), deliveryId);
  },
  saveView: async () =>
    views.save({ id: randomUUID(), name: "a view", link: "/explorer", savedAt: now().toISOString() }),
  exportFile,
  exportTable: async () =>
    exportTables({
      ...(await workspace()),
      signal: never,
      onProgress: () => undefined,
      now: now(),
      request: {
        path: places.table,
        format: "csv",
        facts: [],
        sources: [{ kind: "lineItems", title: "Line items", query: EVERYTHING }],
      },
    }),
  async receive() {
    if (!existsSync(places.file)) await exportFile();
    await registry.receive(`Received ${randomUUID()}`, async (directory) => {
      await importWorkspaceFile({ ...options, path: places.file, directory, database: { threads: 1 } });
    });
  },
  async download() {
    const body = Buffer.from(objectText());
    const etag = `"${createHash("md5").update(body).digest("hex")}"`;
    const bucket = {
      name: "bills",
      open: async (_key: string, { from }: { readonly from: number }) => ({
        body: Readable.from([body.subarray(from)]),
        etagIsMd5: true,
      }),
    } as unknown as Bucket;
    const object = { key: "report.csv", sizeBytes: body.length, etag };
    await download({ bucket, object, path: places.download, signal: never, onBytes: () => undefined });
  },
  createWorkspace: () => registry.create(`Client ${randomUUID()}`, false),
  async deleteWorkspace() {
    const doomed = registry.list().find(({ name }) => name === "Doomed");
    if (doomed !== undefined) await registry.remove(doomed.id);
  },
};

for (const step of steps as readonly Step[]) await attempt(step);
for (const { database } of opened) await database.close();
say(`end ${existsSync(places.workspace)}`);
process.exit(0);

/** A step that failed is tried once more: the fault is over by then. */
async function attempt(step: Step): Promise<void> {
  say(`begin ${step}`);
  try {
    await WORK[step]();
  } catch (error) {
    say(`failed ${step} ${failureOf(error)?.code ?? `bug ${String(error)}`}`);
    await WORK[step]();
  }
  say(`ack ${step}`);
}
