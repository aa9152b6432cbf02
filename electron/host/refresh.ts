import type { AccountView } from "#core/account/cost-account.ts";
import type { QualityReport } from "#core/ingest/quality-report.ts";
import type { Failure } from "#core/result/failure.ts";
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
/** An attempt that failed is not made again at once. */
const RETRY_MS = HOUR_MS;
const TICK_MS = 60_000;
/** What passes by itself, or was wanted. */
const UNREMARKABLE: ReadonlySet<Failure["code"]> = new Set<Failure["code"]>([
  "cancelled",
  "aws.offline",
  "aws.throttled",
]);

/** Syncs accounts that are due, at the start and while the app runs; off means never by itself. */
export function startRefreshing(parts: RefreshParts): { stop(): void } {
  const attempts = new Map<string, number>();
  const tick = (): void => void refreshDue(parts, attempts).catch(() => undefined);
  const timer = setInterval(tick, TICK_MS);
  tick();
  return { stop: () => clearInterval(timer) };
}

/** True when the last sync is longer ago than the interval and nothing was tried since. */
export function isDue(
  { state, status, sync }: AccountView,
  refresh: Preferences["refresh"],
  { nowMs, triedMs }: { readonly nowMs: number; readonly triedMs: number | undefined },
): boolean {
  if (status === "syncing" || sync?.phase === "paused") return false;
  if (refresh === "off" || (triedMs !== undefined && nowMs - triedMs < RETRY_MS)) return false;
  return state.lastSync === null || nowMs - Date.parse(state.lastSync) >= INTERVAL_MS[refresh];
}

async function refreshDue(parts: RefreshParts, attempts: Map<string, number>): Promise<void> {
  const { workspace, preferences, now } = parts;
  if ((await workspace.current()) === null) return;
  const { accounts } = await parts.accounts.current();
  const nowMs = now().getTime();
  const due = accounts
    .list()
    .filter((view) =>
      isDue(view, preferences.get().refresh, { nowMs, triedMs: attempts.get(view.account.id) }),
    );
  await Promise.all(
    due.map((view) => {
      attempts.set(view.account.id, nowMs);
      const quality = (): Promise<readonly QualityReport[]> => parts.engine().quality.list();
      return refreshOne({ sync: accounts.sync, quality, notify: parts.notify }, view);
    }),
  );
}

type Attempt = {
  readonly sync: (id: string) => Promise<unknown>;
  readonly quality: () => Promise<readonly QualityReport[]>;
  readonly notify: (notice: Notice) => void;
};

/** Syncs one account and tells what the user would want to know of it. */
export async function refreshOne(
  { sync, quality, notify }: Attempt,
  { account, state }: AccountView,
): Promise<void> {
  const before = await quality();
  try {
    await sync(account.id);
  } catch (error) {
    const reason = failureOf(error);
    const isNews = reason !== null && reason.code !== state.problem?.failure.code;
    if (!isNews || UNREMARKABLE.has(reason.code)) return;
    notify({ title: `${account.displayName} needs attention`, body: sentence(reason).title });
    return;
  }
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
