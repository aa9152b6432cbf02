import { keepsFromFetching } from "#core/account/check.ts";
import { isDownloaded } from "#core/account/report-place.ts";
import { isOffline, type AccountState, type AccountView } from "#core/account/cost-account.ts";
import type { CheckedAccount } from "../aws/check-account.ts";
import type { QualityReport } from "#core/ingest/quality-report.ts";
import { sentence } from "#core/result/sentence.ts";
import type { EngineClient } from "../transport/client.ts";
import { failureOf } from "../transport/failure-of.ts";
import type { OpenAccounts } from "./open-accounts.ts";
import type { OpenWorkspace } from "./open-workspace.ts";
import type { PreferenceStore, Preferences } from "./preference-store.ts";

/** Something to tell the user who is looking elsewhere. */
export type Notice = { readonly title: string; readonly body: string };

export type RefreshParts = {
  readonly accounts: OpenAccounts;
  readonly workspace: OpenWorkspace;
  readonly preferences: PreferenceStore;
  readonly engine: () => EngineClient;
  readonly notify: (notice: Notice) => void;
  readonly now: () => Date;
};

const HOUR_MS = 3_600_000;
const INTERVAL_MS: Readonly<Record<Preferences["refresh"], number>> = {
  off: Number.POSITIVE_INFINITY,
  hourly: HOUR_MS,
  daily: 24 * HOUR_MS,
};
/** An attempt that failed is not made again at once; a network may be back any minute. */
const RETRY_MS = HOUR_MS;
const RETRY_OFFLINE_MS = 5 * 60_000;
const TICK_MS = 60_000;

/** Syncs accounts that are due, at the start and while the app runs; off means never by itself. */
export function startRefreshing(parts: RefreshParts): { stop(): void } {
  const attempts: Attempts = { startedMs: parts.now().getTime(), triedMs: new Map() };
  const tick = (): void => void refreshDue(parts, attempts).catch(() => undefined);
  const timer = setInterval(tick, TICK_MS);
  tick();
  return { stop: () => clearInterval(timer) };
}

type Attempts = { readonly startedMs: number; readonly triedMs: Map<string, number> };

type Moment = {
  readonly nowMs: number;
  /** When the app was started. */
  readonly startedMs: number;
  /** The last attempt since then. */
  readonly triedMs: number | undefined;
};

/**
 * True once after the start of the app, and when the last sync is longer ago than the interval and nothing was tried
 * since. What does not work or waits for its first delivery is looked at every hour.
 */
export function isDue(
  view: AccountView,
  refresh: Preferences["refresh"],
  { nowMs, startedMs, triedMs }: Moment,
): boolean {
  const { state, status, sync } = view;
  if (status === "syncing" || sync?.phase === "paused" || refresh === "off") return false;
  const retryMs = isOffline(view) ? RETRY_OFFLINE_MS : RETRY_MS;
  if (triedMs !== undefined && nowMs - triedMs < retryMs) return false;
  if (state.lastSync === null || isOffline(view)) return true;
  const syncedMs = Date.parse(state.lastSync);
  if (triedMs === undefined && syncedMs < startedMs) return true;
  return nowMs - syncedMs >= (status === "ok" ? INTERVAL_MS[refresh] : RETRY_MS);
}

async function refreshDue(parts: RefreshParts, { startedMs, triedMs: attempts }: Attempts): Promise<void> {
  const { workspace, preferences, now } = parts;
  if ((await workspace.current()) === null) return;
  const { accounts } = await parts.accounts.current();
  const nowMs = now().getTime();
  const due = accounts
    .list()
    .filter((view) =>
      isDue(view, preferences.get().refresh, { nowMs, startedMs, triedMs: attempts.get(view.account.id) }),
    );
  await Promise.all(
    due.map((view) => {
      attempts.set(view.account.id, nowMs);
      const quality = (): Promise<readonly QualityReport[]> => parts.engine().quality.list();
      const stateOf = (id: string): AccountState => accounts.store.account(id).state;
      const { check, sync } = accounts;
      return refreshOne({ check, sync, stateOf, quality, notify: parts.notify }, view);
    }),
  );
}

type Attempt = {
  readonly check: (id: string) => Promise<Pick<CheckedAccount, "checks">>;
  readonly sync: (id: string) => Promise<unknown>;
  /** What is known of the account now. */
  readonly stateOf: (id: string) => AccountState;
  readonly quality: () => Promise<readonly QualityReport[]>;
  readonly notify: (notice: Notice) => void;
};

/** Checks one account again, syncs it if it works, and tells what the user would want to know of it. */
export async function refreshOne(
  { check, sync, stateOf, quality, notify }: Attempt,
  { account, state }: AccountView,
): Promise<void> {
  const before = await quality();
  try {
    // Where nothing is fetched, a sync is nothing but the checks.
    const canFetch =
      !isDownloaded(account.place) || keepsFromFetching((await check(account.id)).checks) === null;
    if (canFetch) await sync(account.id);
  } catch (error) {
    // What went wrong is remembered with the account; anything else is a fault of the app.
    if (failureOf(error) === null) throw error;
  }
  const { problem } = stateOf(account.id);
  if (problem !== null && problem.failure.code !== state.problem?.failure.code)
    notify({ title: `${account.displayName} needs attention`, body: sentence(problem.failure).title });
  for (const period of closedSince(before, await quality()))
    notify({ title: `${period} is final`, body: `AWS has invoiced ${period} of ${account.displayName}.` });
}

/** Billing periods that were open or closing before and are final now. */
function closedSince(before: readonly QualityReport[], after: readonly QualityReport[]): readonly string[] {
  const wasFinal = (report: QualityReport): boolean =>
    before.every(
      (each) =>
        each.billingPeriod !== report.billingPeriod ||
        each.reportName !== report.reportName ||
        each.invoice === "final",
    );
  const closed = after.filter((report) => report.invoice === "final" && !wasFinal(report));
  return [...new Set(closed.map(({ billingPeriod }) => billingPeriod))];
}
