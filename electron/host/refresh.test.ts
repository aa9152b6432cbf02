import { expect, test } from "vitest";
import type { Check } from "#core/account/check.ts";
import { NEW_ACCOUNT_STATE, type AccountProblem, type AccountView } from "#core/account/cost-account.ts";
import type { QualityReport } from "#core/ingest/quality-report.ts";
import { AppError, failure, type Failure } from "#core/result/failure.ts";
import { isDue, refreshOne, type Notice } from "./refresh.ts";

const NOW_MS = Date.parse("2026-03-19T12:00:00Z");
const HOUR_MS = 3_600_000;
const STARTED_MS = NOW_MS - 48 * HOUR_MS;

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
      place: { type: "local" },
      createdAt: "2026-01-01T00:00:00Z",
      link: null,
    },
    state: { ...NEW_ACCOUNT_STATE, lastSync },
    status: "ok",
    sync: null,
    notice: null,
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
  expect(isDue(view(lastSync), refresh, { nowMs: NOW_MS, startedMs: STARTED_MS, triedMs: undefined })).toBe(
    due,
  );
});

test("after the start of the app everything is looked at once", () => {
  const at = { nowMs: NOW_MS, startedMs: NOW_MS - 1_000 };
  const fresh = view("2026-03-19T11:50:00Z");
  expect(isDue(fresh, "daily", { ...at, triedMs: undefined })).toBe(true);
  expect(isDue(fresh, "off", { ...at, triedMs: undefined })).toBe(false);
  expect(isDue(fresh, "daily", { ...at, triedMs: NOW_MS - 500 })).toBe(false);
  const connectedSince = view("2026-03-19T11:59:59.500Z");
  expect(isDue(connectedSince, "daily", { ...at, triedMs: undefined })).toBe(false);
});

test("what is syncing, paused or was tried within the hour is left alone", () => {
  const at = { nowMs: NOW_MS, startedMs: STARTED_MS, triedMs: undefined };
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
  expect(
    isDue(view(null), "hourly", { nowMs: NOW_MS, startedMs: STARTED_MS, triedMs: NOW_MS - HOUR_MS / 2 }),
  ).toBe(false);
  expect(
    isDue(view(null), "hourly", { nowMs: NOW_MS, startedMs: STARTED_MS, triedMs: NOW_MS - HOUR_MS }),
  ).toBe(true);
});

const SINCE = "2026-03-19T11:00:00Z";
const offline = failure("aws.offline", { host: "s3", cause: "ENOTFOUND" }, "auto");

test("a network may be back any minute, so being offline is tried again soon", () => {
  const away = view("2026-03-19T11:59:00Z", { notice: { failure: offline, since: SINCE } });
  expect(isDue(away, "daily", { nowMs: NOW_MS, startedMs: STARTED_MS, triedMs: NOW_MS - 4 * 60_000 })).toBe(
    false,
  );
  expect(isDue(away, "daily", { nowMs: NOW_MS, startedMs: STARTED_MS, triedMs: NOW_MS - 5 * 60_000 })).toBe(
    true,
  );
});

test.each(["configuration-error", "waiting"] as const)(
  "what is %s is looked at every hour, unless nothing is to be asked by itself",
  (status) => {
    const at = { nowMs: NOW_MS, startedMs: STARTED_MS, triedMs: undefined };
    expect(isDue(view("2026-03-19T10:59:00Z", { status }), "daily", at)).toBe(true);
    expect(isDue(view("2026-03-19T11:30:00Z", { status }), "daily", at)).toBe(false);
    expect(isDue(view("2026-03-19T10:59:00Z", { status }), "off", at)).toBe(false);
  },
);

type Course = {
  /** What a check, or a sync, comes upon. */
  readonly checked?: Failure;
  readonly synced?: Failure;
  /** What is remembered of it with the account. */
  readonly after?: AccountProblem | null;
  readonly invoices?: readonly (readonly [
    before: QualityReport["invoice"] | null,
    after: QualityReport["invoice"],
  ])[];
};

/** What is asked and told in an attempt that goes so. */
async function attempt(account: AccountView, course: Course) {
  const { checked = null, synced = null, after = null, invoices = [] } = course;
  const reports = (at: 0 | 1): readonly QualityReport[] =>
    invoices.flatMap((pair, index) => {
      const invoice = pair[at];
      const report = { billingPeriod: `2026-0${index + 1}`, reportName: "costs", invoice };
      return invoice === null ? [] : [report as QualityReport];
    });
  const notices: Notice[] = [];
  const asked: string[] = [];
  const check: Check = {
    id: "identity",
    outcome: checked === null ? "ok" : "failed",
    message: "",
    remedy: "",
    failure: checked,
  };
  await refreshOne(
    {
      quality: async () => reports(asked.includes("sync") ? 1 : 0),
      notify: (notice) => void notices.push(notice),
      async check() {
        asked.push("check");
        return { checks: [check] };
      },
      async sync() {
        asked.push("sync");
        if (synced !== null) throw new AppError(synced);
      },
      stateOf: () => ({ ...account.state, problem: after }),
    },
    account,
  );
  return { asked, told: notices.map(({ title }) => title) };
}

test("a month that AWS has invoiced since is told, one that comes invoiced is not", async () => {
  const invoices = [
    ["closing", "final"],
    ["final", "final"],
    [null, "final"],
    ["open", "closing"],
  ] as const;
  expect(await attempt(view(null), { invoices })).toEqual({
    asked: ["check", "sync"],
    told: ["2026-01 is final"],
  });
});

const locked = failure("secret.locked", {});
const after: AccountProblem = { failure: locked, since: SINCE };

test("what a check finds is told, and nothing is fetched", async () => {
  expect(await attempt(view(null), { checked: locked, after })).toEqual({
    asked: ["check"],
    told: ["Client needs attention"],
  });
});

test("what only a sync finds is told as well, whether it ended or not", async () => {
  expect((await attempt(view(null), { synced: locked, after })).told).toEqual(["Client needs attention"]);
  const failing = failure("aws.delivery_failing", { reportName: "costs", status: "ERROR_PERMISSIONS" });
  const ended = { after: { failure: failing, since: SINCE } };
  expect((await attempt(view(null), ended)).told).toEqual(["Client needs attention"]);
});

test("a problem is told once, and what passes by itself not at all", async () => {
  const failing = view(null, { state: { ...NEW_ACCOUNT_STATE, problem: after } });
  expect((await attempt(failing, { checked: locked, after })).told).toEqual([]);
  expect((await attempt(view(null), { synced: offline })).told).toEqual([]);
  expect((await attempt(view(null), { synced: failure("cancelled", {}) })).told).toEqual([]);
});

test("a fault of the app is no problem of the account", async () => {
  const parts = {
    quality: async () => [],
    notify: () => undefined,
    check: async () => ({ checks: [] }),
    sync: () => Promise.reject(new Error("broken")),
    stateOf: () => NEW_ACCOUNT_STATE,
  };
  await expect(refreshOne(parts, view(null))).rejects.toThrow("broken");
});
