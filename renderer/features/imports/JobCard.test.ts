import { h } from "vue";
import { afterEach, expect, test } from "vitest";
import type { JobSnapshot, JobState } from "#core/job/job.ts";
import { failure } from "#core/result/failure.ts";
import { openScreen, type OpenScreen } from "../../backend/fake/open-screen.ts";
import JobCard from "./JobCard.vue";

let screen: OpenScreen;
afterEach(() => screen.close());

async function show(state: JobState): Promise<void> {
  const job: JobSnapshot = {
    id: "j",
    job: "import",
    title: "acme",
    startedAt: "2026-10-01T00:00:00Z",
    state,
  };
  screen = await openScreen({ render: () => h(JobCard, { job }) });
}

const PROGRESS = {
  phase: "reading",
  fraction: 0.25,
  doneBytes: 25_000_000,
  totalBytes: 100_000_000,
  rows: 250_000,
  remainingMs: 6_000,
  subject: "acme-1.csv.gz",
} as const;

test("a running job shows phase, file, share, bytes, rows and time left, and can be cancelled", async () => {
  await show({ kind: "running", progress: PROGRESS });
  for (const part of [
    "Reading line items",
    "acme-1.csv.gz",
    "25.0%",
    "25 MB of 100 MB",
    "250,000 rows",
    "about 6 sec left",
  ])
    expect(screen.text()).toContain(part);
  expect(screen.has("button", "Cancel acme")).toBe(true);
});

test("what is not known yet is not invented", async () => {
  await show({
    kind: "running",
    progress: { ...PROGRESS, fraction: null, totalBytes: 0, rows: 0, remainingMs: null },
  });
  expect(screen.text()).not.toContain("left");
  expect(screen.text()).not.toContain("%");
});

test("a failed job says why and what to do", async () => {
  await show({ kind: "failed", failure: failure("disk.full", { path: "/data" }) });
  expect(screen.has("alert", /disk\.full/)).toBe(true);
});

test("a cancelled job says that nothing changed", async () => {
  await show({ kind: "cancelled" });
  expect(screen.text()).toContain("as it was before");
});

test("a finished import leads to the costs and the quality", async () => {
  const period = {
    deliveryId: "d",
    billingPeriod: "2026-09",
    format: "cur2",
    reportName: "export",
    payerAccountId: null,
    version: "1",
    currency: "EUR",
    rows: 7_824,
    unblended: "9888.3733937060",
    files: 2,
    counted: true,
    importedAt: "2026-10-01T00:00:00Z",
    lastUsageDate: "2026-09-30",
    quality: "good",
  } as const;
  await show({
    kind: "succeeded",
    result: { periods: [period], unchanged: [], skipped: [], warnings: [], elapsedMs: 1_200 },
  });
  expect(screen.text()).toContain("1 billing period · 7,824 rows in 1.2 sec");
  expect(screen.text()).toContain("€9,888.37");
  expect(screen.has("link", "Data quality")).toBe(true);
  expect(screen.has("link", "Show the costs")).toBe(true);
});
