import { expect, test } from "vitest";
import { NEW_ACCOUNT_STATE, type AccountView } from "#core/account/cost-account.ts";
import type { QualityReport } from "#core/ingest/quality-report.ts";
import { AppError, failure, type Failure } from "#core/result/failure.ts";
import { isDue, refreshOne, type Notice } from "./refresh.ts";

const NOW_MS = Date.parse("2026-03-19T12:00:00Z");
const HOUR_MS = 3_600_000;

function view(lastSync: string | null, change: Partial<AccountView> = {}): AccountView {
  return {
    account: {
      id: "a1",
      displayName: "Client",
      access: { type: "iam-user", base: { kind: "environment" } },
      accountType: "management",
      reportName: "costs",
      location: null,
      requesterPays: false,
      startDate: null,
      createdAt: "2026-01-01T00:00:00Z",
      link: null,
    },
    state: { ...NEW_ACCOUNT_STATE, lastSync },
    status: "ok",
    sync: null,
    offline: false,
    ...change,
  };
}

test.each([
  [null, "daily", true],
  [null, "off", false],
  ["2026-03-18T11:59:00Z", "daily", true],
  ["2026-03-18T12:01:00Z", "daily", false],
  ["2026-03-19T10:59:00Z", "hourly", true],
  ["2026-03-19T11:01:00Z", "hourly", false],
] as const)("last synced %s with refresh %s: due is %s", (lastSync, refresh, due) => {
  expect(isDue(view(lastSync), refresh, { nowMs: NOW_MS, triedMs: undefined })).toBe(due);
});

test("what is syncing, paused or was tried within the hour is left alone", () => {
  const at = { nowMs: NOW_MS, triedMs: undefined };
  expect(isDue(view(null, { status: "syncing" }), "hourly", at)).toBe(false);
  const paused = {
    phase: "paused",
    doneBytes: 1,
    totalBytes: 2,
    bytesPerSecond: null,
    remainingMs: null,
    subject: null,
  } as const;
  expect(isDue(view(null, { sync: paused }), "hourly", at)).toBe(false);
  expect(isDue(view(null), "hourly", { nowMs: NOW_MS, triedMs: NOW_MS - HOUR_MS / 2 })).toBe(false);
  expect(isDue(view(null), "hourly", { nowMs: NOW_MS, triedMs: NOW_MS - HOUR_MS })).toBe(true);
});

/** What is told after an attempt that ends so. */
async function told(
  account: AccountView,
  reason: Failure | null,
  invoices: readonly (readonly [
    before: QualityReport["invoice"] | null,
    after: QualityReport["invoice"],
  ])[] = [],
): Promise<readonly string[]> {
  const reports = (at: 0 | 1): readonly QualityReport[] =>
    invoices.flatMap((pair, index) => {
      const invoice = pair[at];
      const report = { billingPeriod: `2026-0${index + 1}`, reportName: "costs", invoice };
      return invoice === null ? [] : [report as QualityReport];
    });
  const notices: Notice[] = [];
  let isAfter = false;
  await refreshOne(
    {
      quality: async () => reports(isAfter ? 1 : 0),
      notify: (notice) => void notices.push(notice),
      async sync() {
        isAfter = true;
        if (reason !== null) throw new AppError(reason);
      },
    },
    account,
  );
  return notices.map(({ title }) => title);
}

test("a month that AWS has invoiced since is told, one that comes invoiced is not", async () => {
  const months = [
    ["closing", "final"],
    ["final", "final"],
    [null, "final"],
    ["open", "closing"],
  ] as const;
  expect(await told(view(null), null, months)).toEqual(["2026-01 is final"]);
});

test("a problem is told once, and what passes by itself not at all", async () => {
  const refused = failure("secret.locked", {});
  expect(await told(view(null), refused)).toEqual(["Client needs attention"]);
  const known = { failure: refused, since: "2026-03-18T00:00:00Z" };
  const failing = view(null, { state: { ...NEW_ACCOUNT_STATE, problem: known } });
  expect(await told(failing, refused)).toEqual([]);
  expect(await told(view(null), failure("aws.offline", { host: "s3", cause: "ENOTFOUND" }))).toEqual([]);
  expect(await told(view(null), failure("cancelled", {}))).toEqual([]);
});
