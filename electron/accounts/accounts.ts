import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { EventPublisher } from "@orpc/server";
import {
  firstFailed,
  keepsFromAsking,
  withDelivery,
  type CheckId,
  type CheckProgress,
} from "#core/account/check.ts";
import {
  NEW_ACCOUNT_STATE,
  type AccountProblem,
  type AccountState,
  type AccountView,
  type CostAccount,
  type SyncProgress,
} from "#core/account/cost-account.ts";
import { isDownloaded, localFrom } from "#core/account/report-place.ts";
import type { KeptKeys } from "#core/account/draft.ts";
import type { ReportSource } from "#core/cur/report-source/report-source.ts";
import { NOTHING_IMPORTED, type ImportReport } from "#core/ingest/import-report.ts";
import { AppError, fail, failure, type Failure } from "#core/result/failure.ts";
import type { UsageDate } from "#core/time/period.ts";
import { checkAccount, type CheckedAccount } from "../aws/check-account.ts";
import { findSource, settleKind } from "../aws/find-source.ts";
import { openBucket } from "../aws/bucket.ts";
import { surroundingsOf } from "../aws/identity/profiles.ts";
import { openSession, type AwsSession, type KeySource } from "../aws/identity/session.ts";
import { listOrganizationAccounts } from "../aws/organization.ts";
import type { AwsSettings } from "../aws/settings.ts";
import { lostMonths } from "../disk/set-aside.ts";
import type { Keychain } from "../secrets/keychain.ts";
import type { Site24x7Overrides } from "../site24x7/endpoints.ts";
import type { KnownManifest } from "../sync/find-deliveries.ts";
import { syncAccount } from "../sync/sync-account.ts";
import type { EngineClient } from "../transport/client.ts";
import { failureOf } from "../transport/failure-of.ts";
import { createAccountKeys, type AccountKeys } from "./account-keys.ts";
import { openAccountStore, type AccountStore, type StoredAccount } from "./account-store.ts";
import { readNamesFile } from "./names-file.ts";
import { createSite24x7Logins, type Site24x7Logins } from "./site24x7.ts";

export type AccountParts = {
  /** The workspace folder. */
  readonly directory: string;
  readonly engine: () => EngineClient;
  readonly settings: AwsSettings;
  readonly site24x7: Site24x7Overrides;
  /** The keychain under the name of a workspace. */
  readonly keychain: (workspaceId: string) => Keychain;
  readonly now: () => Date;
  /** What counts as recent is counted from this day (UTC). */
  readonly today: () => UsageDate;
  /** Waits before a refused role is tried again. */
  readonly wait: (ms: number) => Promise<unknown>;
};

/** What a sync has done. */
export type SyncOutcome = {
  readonly report: ImportReport;
  readonly requests: number;
  readonly bytes: number;
  readonly unchanged: number;
};

export type ProbeManner = {
  /** Decides how a refused role is put into words. */
  readonly workedBefore: boolean;
  /** Asks again for a role that was perhaps made seconds ago. */
  readonly isPatient: boolean;
};

/** The cost accounts of one workspace: checked, synced and remembered. */
export type Accounts = {
  readonly store: AccountStore;
  readonly keys: AccountKeys;
  readonly keychain: Keychain;
  readonly site24x7: Site24x7Logins;
  list(): readonly AccountView[];
  /** All accounts whenever one changes, the present state first. */
  watch(signal?: AbortSignal): AsyncGenerator<readonly AccountView[], void>;
  /** The checks of an account that may not be saved yet. */
  probe(
    account: CostAccount,
    keys: KeySource,
    manner: ProbeManner,
  ): AsyncGenerator<CheckProgress, CheckedAccount>;
  /** Saves an account with what its checks have found. */
  adopt(account: CostAccount, keys: KeptKeys | null, checked: CheckedAccount): Promise<void>;
  check(id: string): Promise<CheckedAccount>;
  /** Signs in as an account. */
  session(id: string): Promise<AwsSession>;
  /** Resolves when it has ended; what went wrong is remembered with the account and thrown. */
  sync(id: string): Promise<SyncOutcome>;
  pause(id: string): void;
  cancel(id: string): void;
  remove(id: string, withData: boolean): Promise<void>;
  importNames(path: string): Promise<number>;
  /** Stops what runs and waits for it. */
  close(): Promise<void>;
};

type ProbeOptions = ProbeManner & { readonly settings: AwsSettings };
type Running = { readonly abort: AbortController; readonly done: Promise<unknown> };

/** Half a minute in all: that long a role made just now may be unknown to AWS. */
const PATIENCE_MS = [5_000, 10_000, 15_000];
/** Nothing that could be mended: the network is away, or AWS asks for fewer requests. */
const PASSING: ReadonlySet<Failure["code"]> = new Set<Failure["code"]>(["aws.offline", "aws.throttled"]);
/** Checks that warn while AWS has delivered nothing. */
const NOTHING_YET: ReadonlySet<CheckId> = new Set<CheckId>(["delivery", "periods"]);
const QUEUED: SyncProgress = {
  phase: "queued",
  doneBytes: 0,
  totalBytes: 0,
  bytesPerSecond: null,
  remainingMs: null,
  subject: null,
};

export async function openAccounts(parts: AccountParts): Promise<Accounts> {
  const { directory, engine, settings, now } = parts;
  const publisher = new EventPublisher<{ changed: null }>();
  const changed = (): void => publisher.publish("changed", null);
  const store = await openAccountStore(directory, changed);
  const keychain = parts.keychain(store.book().keychainId);
  const keys = createAccountKeys(keychain);
  const site24x7 = createSite24x7Logins({ ...parts, store, keychain, overrides: parts.site24x7 });
  const running = new Map<string, Running>();
  const progress = new Map<string, SyncProgress>();
  /** What passes by itself is not remembered longer than the app runs. */
  const passing = new Map<string, AccountProblem>();

  const viewOf = ({ account, state }: StoredAccount): AccountView => ({
    account,
    state,
    status: statusOf(state, running.has(account.id)),
    sync: progress.get(account.id) ?? null,
    notice: passing.get(account.id) ?? undeliveredOf(account, state),
  });
  const list = (): readonly AccountView[] => store.book().accounts.map(viewOf);
  const keysOf =
    (account: CostAccount): KeySource =>
    async () =>
      (await keys.read(account.id)) ?? fail("secret.missing", { displayName: account.displayName });
  const remember = (id: string, change: (state: AccountState) => AccountState): Promise<void> =>
    store.changeAccount(id, (stored) => ({ ...stored, state: change(stored.state) }));
  /** True for what is no error of the account; it is shown until the next attempt. */
  const isPassing = (id: string, reason: Failure | null): boolean => {
    const before = passing.get(id) ?? null;
    passing.delete(id);
    if (reason === null || !PASSING.has(reason.code)) return false;
    passing.set(id, problemSince(before, reason, now()));
    changed();
    return true;
  };
  const settle = async (id: string, reason: Failure | null): Promise<void> => {
    if (isPassing(id, reason)) return;
    await remember(id, (state) => ({ ...state, problem: problemOf(state, reason, now()) }));
  };

  const checkOf = (link: CostAccount["link"]) => (link === null ? null : () => site24x7.problemOf(link));
  const probeWith = (
    account: CostAccount,
    source: KeySource,
    { isPatient, ...options }: ProbeOptions,
  ): ReturnType<Accounts["probe"]> =>
    checkAccount({
      ...options,
      account,
      keys: source,
      checkLink: checkOf(account.link),
      patience: isPatient ? PATIENCE_MS : [],
      wait: parts.wait,
    });

  /** Manifests that need not be read again. A month whose line items were lost has to be fetched once more. */
  const knownManifests = async (
    id: string,
    manifests: StoredAccount["manifests"],
  ): Promise<ReadonlyMap<string, KnownManifest>> => {
    const lost = (await lostMonths(directory)).filter(({ costAccountId }) => costAccountId === id);
    const held = lost.length === 0 ? [] : await engine().periods.list();
    const isMissing = (period: string): boolean =>
      lost.some(({ billingPeriod }) => billingPeriod === period) &&
      !held.some((each) => each.costAccountId === id && each.billingPeriod === period);
    return new Map(Object.entries(manifests).filter(([period]) => !isMissing(period)));
  };

  const signIn = async ({ account, state }: StoredAccount, own: AwsSettings): Promise<AwsSession> =>
    openSession({
      access: account.access,
      keys: keysOf(account),
      settings: own,
      workedBefore: state.lastSync !== null,
      surroundings: await surroundingsOf(account),
    });
  /** Names are a convenience that many accounts may not ask for. */
  const bringNames = (session: AwsSession): Promise<unknown> =>
    listOrganizationAccounts(session)
      .then((names) => engine().accountNames.set({ source: "organizations", names }))
      .catch(() => undefined);
  /** What is read in AWS alone is checked; line items it has brought before would stay as they were, and go. */
  const lookAt = async (account: CostAccount, options: ProbeOptions): Promise<void> => {
    const checked = await ended(probeWith(account, keysOf(account), options));
    const reason = firstFailed(checked.checks)?.failure ?? null;
    if (!isPassing(account.id, reason))
      await remember(account.id, (before) => stateAfter(before, checked, now()));
    if (reason !== null) throw new AppError(reason);
    await removeData(engine(), account.id);
    await bringNames(await signIn(store.account(account.id), options.settings));
    await remember(account.id, (before) => ({ ...before, lastSync: now().toISOString() }));
  };

  const sync = async (id: string): Promise<SyncOutcome> => {
    const { account, state, manifests } = store.account(id);
    if (running.has(id)) fail("account.busy", { name: account.displayName });
    const abort = new AbortController();
    let requests = 0;
    const work = async (): Promise<SyncOutcome> => {
      const counted = { ...settings, onRequest: () => void (requests += 1) };
      const workedBefore = state.lastSync !== null;
      if (!isDownloaded(account.place)) {
        progress.set(id, { ...QUEUED, phase: "checking" });
        changed();
        await lookAt(account, { workedBefore, isPatient: false, settings: counted });
        return { report: NOTHING_IMPORTED, requests, bytes: 0, unchanged: 0 };
      }
      const session = await signIn(store.account(id), counted);
      const { source: found, known } = await findSource(session, account);
      const accountId = state.accountId ?? "";
      if (found === null)
        return fail("aws.report_missing", { reportName: account.reportName, accountId, known });
      const guess = account.location?.region ?? null;
      const bucket = openBucket(session, { ...found, guess, requesterPays: account.requesterPays });
      const source = await settleKind(bucket, found);
      const synced = await syncAccount({
        costAccountId: id,
        place: source,
        bucket,
        startDate: localFrom(account, parts.today()),
        known: await knownManifests(id, manifests),
        engine: engine(),
        directory,
        signal: abort.signal,
        onProgress(made) {
          if (abort.signal.aborted) return;
          progress.set(id, made);
          changed();
        },
      });
      if (synced.report.periods.length > 0) await bringNames(session);
      await store.changeAccount(id, (stored) => ({
        ...stored,
        manifests: Object.fromEntries(synced.manifests),
        state: {
          ...stored.state,
          lastSync: now().toISOString(),
          delivery: source.delivery,
          checks: withDelivery(stored.state.checks, synced.isDelivered ? null : nothingIn(source)),
        },
      }));
      const [first] = synced.report.skipped;
      const inAws = keepsFromAsking(store.account(id).state.checks)?.failure ?? null;
      await settle(id, troubleOf(source.trouble, source.name) ?? first?.failure ?? inAws);
      const { report, downloadedBytes: bytes, unchanged } = synced;
      return { report, requests, bytes, unchanged };
    };
    progress.set(id, QUEUED);
    const done = work();
    running.set(id, { abort, done: done.catch(() => undefined) });
    changed();
    try {
      return await done;
    } catch (error) {
      const reason = failureOf(error);
      if (reason === null) throw error;
      if (reason.code !== "cancelled") await settle(id, reason);
      throw new AppError(reason);
    } finally {
      running.delete(id);
      if (progress.get(id)?.phase !== "paused") progress.delete(id);
      changed();
    }
  };
  const stop = async (id: string): Promise<void> => {
    running.get(id)?.abort.abort();
    await running.get(id)?.done;
  };

  return {
    store,
    keys,
    keychain,
    site24x7,
    list,
    async *watch(signal) {
      const changes = publisher.subscribe("changed", signal === undefined ? {} : { signal });
      yield list();
      for await (const _ of changes) yield list();
    },
    probe: (account, source, manner) => probeWith(account, source, { ...manner, settings }),
    async adopt(account, kept, checked) {
      const known = store.book().accounts.find((stored) => stored.account.id === account.id);
      const before = known?.state ?? NEW_ACCOUNT_STATE;
      const needsKeys = account.access.base.kind === "keys";
      if (!needsKeys && (kept !== null || (known?.keys ?? null) !== null)) await keys.forget(account.id);
      const stored: StoredAccount = {
        account,
        keys: needsKeys ? kept : null,
        manifests: known?.manifests ?? {},
        state: stateAfter(before, checked, now()),
      };
      await store.change((book) => ({
        ...book,
        accounts: [...book.accounts.filter((each) => each.account.id !== account.id), stored],
      }));
    },
    async check(id) {
      const { account, state } = store.account(id);
      const workedBefore = state.lastSync !== null;
      const checked = await ended(
        probeWith(account, keysOf(account), { workedBefore, isPatient: false, settings }),
      );
      const reason = firstFailed(checked.checks)?.failure ?? null;
      if (!isPassing(id, reason)) await remember(id, (before) => stateAfter(before, checked, now()));
      return checked;
    },
    session: (id) => signIn(store.account(id), settings),
    sync,
    pause(id) {
      const made = progress.get(id);
      if (made !== undefined && running.has(id))
        progress.set(id, { ...made, phase: "paused", remainingMs: null });
      running.get(id)?.abort.abort();
      changed();
    },
    cancel(id) {
      progress.delete(id);
      running.get(id)?.abort.abort();
      changed();
    },
    async remove(id, withData) {
      await stop(id);
      passing.delete(id);
      await keys.forget(id);
      if (withData) await removeData(engine(), id);
      await rm(join(directory, "downloads", id), { recursive: true, force: true });
      await store.change((book) => ({
        ...book,
        accounts: book.accounts.filter(({ account }) => account.id !== id),
      }));
    },
    async importNames(path) {
      const names = await readNamesFile(path);
      await engine().accountNames.set({ source: "user", names });
      return names.length;
    },
    async close() {
      await Promise.all([...running.keys()].map(stop));
    },
  };
}

/** Runs the checks to their end. */
export async function ended(checks: AsyncGenerator<CheckProgress, CheckedAccount>): Promise<CheckedAccount> {
  for (;;) {
    const step = await checks.next();
    if (step.done === true) return step.value;
  }
}

export function newId(): string {
  return randomUUID();
}

function statusOf(state: AccountState, isRunning: boolean): AccountView["status"] {
  if (isRunning) return "syncing";
  if (state.problem !== null) return "configuration-error";
  return undeliveredIn(state) === null ? "ok" : "waiting";
}

/** Why AWS has not delivered anything, as it was found last. */
function undeliveredIn({ checks }: AccountState): Failure | null {
  return checks.find(({ id, outcome }) => NOTHING_YET.has(id) && outcome === "warning")?.failure ?? null;
}

/** It lasts since the account was connected: AWS takes nothing back that it has delivered. */
function undeliveredOf({ createdAt }: CostAccount, state: AccountState): AccountProblem | null {
  const reason = state.problem === null ? undeliveredIn(state) : null;
  return reason === null ? null : { failure: reason, since: createdAt };
}

function nothingIn({ name: reportName, bucket, prefix }: ReportSource): Failure {
  return failure("aws.nothing_delivered", { reportName, bucket, prefix }, "auto");
}

function stateAfter(before: AccountState, checked: CheckedAccount, now: Date): AccountState {
  const reason = firstFailed(checked.checks)?.failure ?? null;
  return {
    ...before,
    accountId: checked.accountId ?? before.accountId,
    checks: checked.checks,
    checkedAt: now.toISOString(),
    delivery: checked.delivery ?? before.delivery,
    problem: problemOf(before, reason, now),
  };
}

function problemOf({ problem }: AccountState, reason: Failure | null, now: Date): AccountState["problem"] {
  return reason === null ? null : problemSince(problem, reason, now);
}

/** The same problem goes on being known since it was first seen. */
function problemSince(before: AccountProblem | null, reason: Failure, now: Date): AccountProblem {
  const since = before?.failure.code === reason.code ? before.since : now.toISOString();
  return { failure: reason, since };
}

function troubleOf(status: string | null, reportName: string): Failure | null {
  return status === null ? null : failure("aws.delivery_failing", { reportName, status });
}

async function removeData(engine: EngineClient, costAccountId: string): Promise<void> {
  const held = await engine.periods.list();
  const own = held.filter((period) => period.costAccountId === costAccountId);
  for (const deliveryId of new Set(own.map((period) => period.deliveryId)))
    await engine.periods.remove({ deliveryId });
}
