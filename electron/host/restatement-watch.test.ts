import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Restatement } from "#core/restatement/restatement.ts";
import type { Workspace } from "#core/workspace/workspace.ts";
import { restatementMarkCollection } from "./restatements.ts";
import { startRestatementWatch, type RestatementWatch } from "./restatement-watch.ts";
import type { Notice } from "./refresh.ts";

let directory: string;
let watch: RestatementWatch;
let restatements: readonly Restatement[] = [];
let notices: Notice[] = [];
let bugs: unknown[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "cloudspend-restatement-watch-"));
  restatements = [];
  notices = [];
  bugs = [];
  const folder: Workspace = { id: "w", name: "W", directory, createdAt: "", openedAt: null, sample: false };
  watch = startRestatementWatch({
    workspace: { current: () => Promise.resolve(folder) },
    engine: () => ({
      restatements: {
        list: () => Promise.resolve({ restatements, unkept: [], space: { usedBytes: 0, limitBytes: 0 } }),
      },
      jobs: { watch: () => new Promise(() => undefined) },
    }),
    notify: (notice) => notices.push(notice),
    wait: () => new Promise(() => undefined),
    reportBug: (error) => bugs.push(error),
  });
  await watch.look();
});
afterEach(async () => {
  watch.stop();
  await rm(directory, { recursive: true, force: true });
});

function restated(id: string, more: Partial<Restatement> = {}): Restatement {
  const facts = { deliveryId: id, version: "1", importedAt: "", rows: 1, fingerprint: "f" };
  return {
    id,
    billingPeriod: "2026-09",
    payerAccountId: null,
    reportName: "report",
    format: "legacy",
    before: facts,
    after: facts,
    replacedAt: "2026-10-20T00:00:00Z",
    isClosed: true,
    totals: [{ currency: "USD", before: "1000.0", after: "2234.5", difference: "1234.5" }],
    changedSums: 2,
    hasRows: true,
    ...more,
  };
}

test("a closed month that changed is told of once", async () => {
  restatements = [restated("a")];
  await watch.look();
  await watch.look();
  expect(bugs).toEqual([]);
  expect(notices).toEqual([
    {
      title: "AWS has changed the closed month 2026-09",
      body: "2026-09: +1,234.50 USD. It is kept under Restatements until you acknowledge it.",
    },
  ]);
});

test("months that were open, that did not change, or that the user has seen are not told of", async () => {
  await restatementMarkCollection(() => directory).save({ id: "seen", at: "", note: "" });
  restatements = [
    restated("open", { isClosed: false }),
    restated("same", { changedSums: 0 }),
    restated("seen"),
  ];
  await watch.look();
  expect(notices).toEqual([]);
});

test("several months are told of together, and of those without kept sums by their totals", async () => {
  restatements = [
    restated("a", { changedSums: null }),
    restated("b", {
      billingPeriod: "2026-08",
      totals: [{ currency: "EUR", before: "1.0", after: "0.994", difference: "-0.006" }],
    }),
    restated("c", { changedSums: null, totals: [] }),
  ];
  await watch.look();
  expect(notices).toMatchObject([
    {
      title: "AWS has changed 2 closed months",
      body: expect.stringContaining("2026-09: +1,234.50 USD, 2026-08: -0.01 EUR"),
    },
  ]);
});
