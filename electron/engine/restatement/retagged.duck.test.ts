import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { importPaths } from "../ingest/import.ts";
import { type Cells, csv, lineItem, putLegacyDelivery } from "../ingest/report-files.fixture.ts";
import type { Database } from "../duckdb/database.ts";
import { openWorkspace } from "../workspace/open-workspace.ts";
import { compareRows, listRestatements } from "./restatements.ts";

let folder: string;
let database: Database;
let directory: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cloudspend-retagged-"));
  ({ database, directory } = await openWorkspace(join(folder, "workspace"), new Date(0)));
});
afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

async function deliver(assemblyId: string, now: string, rows: readonly Cells[]): Promise<void> {
  const path = await putLegacyDelivery(join(folder, assemblyId), { assemblyId, chunks: [csv(rows)] });
  const report = await importPaths({
    database,
    directory,
    paths: [path],
    leaveOut: [],
    now: () => new Date(now),
  });
  if (report.skipped.length > 0) throw new Error(JSON.stringify(report.skipped));
}

async function differing() {
  const answer = await database.read(async (connection) => {
    const { restatements } = await listRestatements(connection, directory);
    return compareRows(connection, directory, {
      restatementId: restatements[0]?.id ?? "",
      metric: "unblended",
      filters: [],
      currency: null,
      offset: 0,
      limit: 100,
    });
  });
  if (answer.kind !== "rows") throw new Error("no rows");
  return answer;
}

/** Five line items of a month AWS has finalised. */
const FINAL = Array.from({ length: 5 }, (_, at) =>
  lineItem(at, { "bill/InvoiceId": "EUINV24-1", "resourceTags/user:team": at === 4 ? "" : "web" }),
);
const changed = (changes: Readonly<Record<number, Cells>>): readonly Cells[] =>
  FINAL.map((row, at) => ({ ...row, "identity/LineItemId": `again-${at}`, ...changes[at] }));

test("line items with other tags or another invoice are told with both, and those alike are not", async () => {
  await deliver("one", "2024-03-01T00:00:00Z", FINAL);
  await deliver(
    "two",
    "2024-04-01T00:00:00Z",
    changed({
      1: { "resourceTags/user:team": "checkout" },
      2: { "bill/InvoiceId": "EUINV24-2" },
      4: { "resourceTags/user:team": "web", "lineItem/UnblendedCost": "0.0200000000" },
    }),
  );
  const { rows, total } = await differing();
  const told = new Map(rows.map((row) => [row.key.resourceId, row]));
  expect([...told.keys()].toSorted()).toEqual(["i-1", "i-2", "i-4"]);
  expect(told.get("i-1")).toMatchObject({
    tags: { before: "team=web", after: "team=checkout" },
    invoice: null,
    difference: "0.0000000000",
    rowsBefore: 1,
    rowsAfter: 1,
  });
  expect(told.get("i-2")).toMatchObject({ tags: null, invoice: { before: "EUINV24-1", after: "EUINV24-2" } });
  expect(told.get("i-4")).toMatchObject({
    tags: { before: "", after: "team=web" },
    difference: "0.0100000000",
  });
  expect(total.difference).toBe("0.0100000000");
});
