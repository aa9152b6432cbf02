import type { AccountView, SyncProgress } from "#core/account/cost-account.ts";
import {
  accountCase,
  CHECKED_AT,
  failingCases,
  offlineCase,
  placeInAws,
  workingCases,
} from "./account-cases.ts";

export type FakeAccounts = {
  readonly list: () => readonly AccountView[];
  readonly watch: (signal: AbortSignal | undefined) => AsyncGenerator<readonly AccountView[], void>;
  readonly check: (id: string | null) => void;
  readonly sync: (id: string | null) => void;
  readonly pause: (id: string) => void;
  readonly cancel: (id: string) => void;
  readonly remove: (id: string) => void;
  readonly put: (view: AccountView) => void;
};

const STARTED: SyncProgress = {
  phase: "listing",
  doneBytes: 0,
  totalBytes: 0,
  bytesPerSecond: null,
  remainingMs: null,
  subject: null,
};

/** Accounts as a scene wants them; what is asked of them changes them, and those who watch hear of it. */
export function createFakeAccounts(scene: string): FakeAccounts {
  let views = viewsOf(scene);
  const listeners = new Set<() => void>();
  const set = (changed: readonly AccountView[]): void => {
    views = changed;
    for (const listener of listeners) listener();
  };
  const change = (id: string | null, work: (view: AccountView) => AccountView): void =>
    set(views.map((view) => (id === null || view.account.id === id ? work(view) : view)));
  return {
    list: () => views,
    async *watch(signal) {
      for (;;) {
        if (signal?.aborted === true) return;
        yield views;
        await new Promise<void>((resolve) => {
          const wake = (): void => {
            listeners.delete(wake);
            resolve();
          };
          listeners.add(wake);
          signal?.addEventListener("abort", wake, { once: true });
        });
      }
    },
    check: (id) => change(id, (view) => ({ ...view, state: { ...view.state, checkedAt: CHECKED_AT } })),
    sync: (id) => change(id, (view) => ({ ...view, status: "syncing", sync: view.sync ?? STARTED })),
    pause: (id) => change(id, (view) => ({ ...view, sync: { ...(view.sync ?? STARTED), phase: "paused" } })),
    cancel: (id) => change(id, (view) => ({ ...view, status: "ok", sync: null })),
    remove: (id) => set(views.filter(({ account }) => account.id !== id)),
    put: (view) => set([...views.filter(({ account }) => account.id !== view.account.id), view]),
  };
}

function viewsOf(scene: string): readonly AccountView[] {
  switch (scene) {
    case "first":
    case "start":
    case "empty":
    case "no-accounts":
    case "no-keychain":
    case "locked":
    case "signed-out":
    case "refused":
      return [];
    case "errors":
      return failingCases();
    case "accounts":
      return [...workingCases(), ...failingCases().slice(7)];
    case "in-place":
      return [accountCase(1, "Acme Retail production", { place: placeInAws(3) })];
    case "in-place-only":
      return [accountCase(1, "Acme Retail production", { place: placeInAws(null), reportName: "" })];
    case "offline":
      return [offlineCase()];
    default:
      return [accountCase(1, "Acme Retail production")];
  }
}
