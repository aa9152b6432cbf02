import { setTimeout } from "node:timers/promises";
import { app } from "electron";
import { forgetSecrets } from "../accounts/forget-secrets.ts";
import type { AppEvents } from "../host/app-events.ts";
import { startBudgetWatch } from "../host/budget-watch.ts";
import { startRestatementWatch } from "../host/restatement-watch.ts";
import { createHost } from "../host/host.ts";
import type { Dialogs } from "../host/dialogs.ts";
import { createOpenWorkspace, type OpenWorkspace } from "../host/open-workspace.ts";
import { startRefreshing, type Notice } from "../host/refresh.ts";
import { openPreferences, type PreferenceStore, type Preferences } from "../host/preference-store.ts";
import { openWorkspaceRegistry, type WorkspaceRegistry } from "../host/workspace-registry.ts";
import type { Log } from "../logging/log.ts";
import { readAwsEndpoint } from "../aws/endpoint.ts";
import { createOpenAccounts } from "../host/open-accounts.ts";
import { openKeychain, type Keychain } from "../secrets/keychain.ts";
import { readSite24x7Overrides } from "../site24x7/endpoints.ts";
import { createServer } from "../transport/serve.ts";
import type { Port } from "../transport/port.ts";
import { startEngine, type EngineSupervisor } from "./engine-supervisor.ts";
import { createSqlConsole } from "../host/sql/sql-console.ts";
import { consoleProcess } from "./console-process.ts";
import { createReportPictures } from "./report-pictures.ts";
import { updatesOfApp } from "./updates.ts";
import { printReport } from "./print-report.ts";
import { lookAtWorkspace } from "./look-at-workspace.ts";
import { readCrashes } from "./crash-log.ts";
import { readLicences } from "./licences.ts";
import { CONSOLE_ENTRY, ENGINE_ENTRY, LICENCES, type DataFiles } from "./locations.ts";

export type Services = {
  readonly registry: WorkspaceRegistry;
  readonly workspace: OpenWorkspace;
  readonly preferences: PreferenceStore;
  readonly engine: EngineSupervisor;
  readonly today: () => string;
  /** Keeps accounts up to date from now on. */
  readonly refresh: (notify: (notice: Notice) => void) => void;
  /** Tells of budgets that pass a threshold from now on. */
  readonly watchBudgets: (notify: (notice: Notice) => void) => void;
  /** Tells of closed months that a later delivery has changed. */
  readonly watchRestatements: (notify: (notice: Notice) => void) => void;
  /** Stops syncs and lets the engine close its database. */
  readonly stop: () => Promise<void>;
  /** Answers the page's calls on a port. */
  readonly serveHost: (port: Port) => void;
};

type Options = {
  readonly files: DataFiles;
  readonly today: string | null;
  readonly log: Log;
  readonly events: AppEvents;
  readonly dialogs: Dialogs;
  readonly onPreferences: (preferences: Preferences) => void;
  readonly onRendered: (screen: string) => void;
  /** A new engine replaces one that ended, with the workspace open again. */
  readonly onEngineReplaced: () => void;
};

/** Everything behind the window: the engine, the workspaces, the preferences, and the host that serves them. */
export async function startServices(options: Options): Promise<Services> {
  const { files, log, events } = options;
  const now = (): Date => new Date();
  const today = (): string => options.today ?? now().toISOString().slice(0, 10);
  const engine = startEngine({
    entry: ENGINE_ENTRY,
    today: options.today,
    log,
    onRestarted: () => void recover(),
    onFailed: () => events.publish({ kind: "engine", state: "failed" }),
  });
  const [registry, preferences] = await Promise.all([
    openWorkspaceRegistry(files.directory, now),
    openPreferences(files.preferences, options.onPreferences),
  ]);
  const keychain = (id: string): Keychain => openKeychain(`CloudSpend Desktop/${id}`);
  const snapshot = () => engine.client().sql.snapshot();
  const sqlConsole = createSqlConsole({ start: consoleProcess(CONSOLE_ENTRY, log), snapshot });
  const workspace = createOpenWorkspace(
    registry,
    engine.client,
    () => {
      sqlConsole.close();
      return accounts.close();
    },
    (directory) => forgetSecrets(directory, keychain),
  );

  const accounts = createOpenAccounts({
    workspace,
    engine: engine.client,
    settings: { endpoint: readAwsEndpoint(app.isPackaged, process.env) },
    site24x7: readSite24x7Overrides(app.isPackaged, process.env),
    keychain,
    now,
    today,
    wait: (ms) => setTimeout(ms),
  });

  const watching = { stop: (): void => undefined };
  const restating = { stop: (): void => undefined };
  const refreshing = { stop: (): void => undefined };
  const recover = async (): Promise<void> => {
    await workspace.reopen().catch((error: unknown) => log.error("workspace.reopen_failed", { error }));
    options.onEngineReplaced();
    events.publish({ kind: "engine", state: "restarted" });
  };
  const stop = async (): Promise<void> => {
    watching.stop();
    restating.stop();
    refreshing.stop();
    sqlConsole.close();
    await accounts.close();
    await engine.stop();
  };
  const host = createServer(
    createHost({
      app: { describe: () => describe(files, today()), onRendered: options.onRendered, events },
      updates: updatesOfApp({ log, stop, isOn: () => preferences.get().updates === "ask" }),
      about: {
        licences: () => readLicences(LICENCES, app.getPath("exe"), process.resourcesPath),
        crashes: () => readCrashes(files.crashes, app.getPath("crashDumps")),
      },
      registry,
      workspace,
      dialogs: options.dialogs,
      engine: engine.client,
      preferences,
      accounts,
      sql: { console: sqlConsole, snapshot },
      comparison: {
        engine: engine.client,
        look: lookAtWorkspace({ entry: ENGINE_ENTRY, today: options.today, log }),
      },
      printing: { print: printReport, picture: createReportPictures() },
      now,
      reportBug: (error) => log.warn("account.failed", { error }),
    }),
    (bug) => log.error("host.bug", bug),
  );
  return {
    registry,
    workspace,
    preferences,
    engine,
    today,
    serveHost: host.serve,
    refresh(notify) {
      refreshing.stop = startRefreshing({
        accounts,
        workspace,
        preferences,
        engine: engine.client,
        notify,
        now,
      }).stop;
    },
    watchBudgets(notify) {
      watching.stop = startBudgetWatch({
        workspace,
        engine: engine.client,
        notify,
        wait: (ms) => setTimeout(ms),
        reportBug: (error) => log.warn("budgets.failed", { error }),
      }).stop;
    },
    watchRestatements(notify) {
      restating.stop = startRestatementWatch({
        workspace,
        engine: engine.client,
        notify,
        wait: (ms) => setTimeout(ms),
        reportBug: (error) => log.warn("restatements.failed", { error }),
      }).stop;
    },
    stop,
  };
}

function describe(files: DataFiles, today: string) {
  return {
    version: app.getVersion(),
    electron: process.versions.electron,
    platform: process.platform,
    dataDirectory: files.directory,
    packaged: app.isPackaged,
    today,
  };
}
