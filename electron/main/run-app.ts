import { app, session, shell, type BrowserWindow } from "electron";
import { z } from "zod";
import type { AppEvents } from "../host/app-events.ts";
import type { Preferences } from "../host/preference-store.ts";
import type { Log } from "../logging/log.ts";
import type { Environment } from "./environment.ts";
import { PAGE_FOLDER, PRELOAD, type DataFiles } from "./locations.ts";
import { createMainWindow, focus } from "./main-window.ts";
import { applyMenu } from "./menu.ts";
import { notify } from "./notify.ts";
import { APP_URL, servePage } from "./page-protocol.ts";
import { previewOf } from "./preview/run-preview.ts";
import { quitGracefully } from "./quit.ts";
import { rememberDocuments } from "./recent-documents.ts";
import { keepOnPage, lockContents, lockSessions } from "./security.ts";
import { startServices } from "./services.ts";
import { systemDialogs } from "./system-dialogs.ts";
import { applyTheme } from "./theme.ts";
import { handOverPorts, type WindowPorts } from "./window-ports.ts";
import { readWindowState, rememberWindowState } from "./window-state.ts";

export type Start = {
  readonly environment: Environment;
  readonly files: DataFiles;
  readonly log: Log;
  readonly events: AppEvents;
};

/** The app from the moment Electron is ready until it quits. */
export async function runApp({ environment, files, log, events }: Start): Promise<void> {
  const pageUrl = environment.pageUrl ?? APP_URL;
  lockContents(app, pageUrl, log);
  lockSessions(app, pageUrl, log);
  await app.whenReady();
  log.info("app.started", { version: app.getVersion(), electron: process.versions.electron });
  servePage(session.defaultSession, PAGE_FOLDER);

  let window: BrowserWindow | null = null;
  let ports: WindowPorts | null = null;
  const preview = environment.previewFolder === null ? null : previewOf(environment.previewFolder, log);
  const dialogs = systemDialogs(() => window);
  const services = await startServices({
    files,
    log,
    events,
    dialogs,
    today: environment.today,
    onPreferences: (preferences) => look(preferences),
    onRendered(screen) {
      log.info("page.rendered", { screen, sinceStartMs: Math.round(process.uptime() * 1_000) });
      preview?.rendered(screen);
    },
    onEngineReplaced: () => ports?.replaceEngine(),
  });
  quitGracefully(services, log);

  const importFrom = async (choose: () => Promise<readonly string[]>): Promise<void> => {
    const paths = await choose();
    if (paths.length > 0) events.publish({ kind: "importPaths", paths });
  };
  const setTheme = async (theme: Preferences["theme"]): Promise<void> => {
    const preferences = { ...services.preferences.get(), theme };
    await services.preferences.set(preferences);
    events.publish({ kind: "preferencesChanged", preferences });
  };
  const look = ({ theme }: Preferences): void => {
    applyTheme(theme);
    applyMenu(
      {
        openFiles: () => void importFrom(dialogs.openFiles),
        openFolder: () => void importFrom(dialogs.openFolder),
        command: (command) => events.publish({ kind: "command", command }),
        openWorkspace: (id) => events.publish({ kind: "openWorkspace", id }),
        setTheme: (chosen) => void setTheme(chosen),
        showLogs: () => void shell.openPath(files.logs),
      },
      {
        theme,
        isPackaged: app.isPackaged,
        isMac: process.platform === "darwin",
        workspaces: services.registry.list(),
      },
    );
  };
  const openWindow = async (): Promise<BrowserWindow> => {
    const state = preview === null ? await readWindowState(files.window) : null;
    const opened = createMainWindow({ preload: PRELOAD, state, isPackaged: app.isPackaged });
    window = opened;
    ports = handOverPorts(opened, {
      pageUrl,
      serveHost: services.serveHost,
      connectEngine: services.engine.connect,
    });
    rememberWindowState(opened, files.window);
    keepOnPage(opened.webContents, pageUrl, log);
    opened.once("closed", () => {
      window = null;
      ports = null;
    });
    await opened.loadURL(pageUrl);
    return opened;
  };

  look(services.preferences.get());
  services.workspace.onOpened(() => look(services.preferences.get()));
  app.on("second-instance", (_event, _argv, _directory, named) => {
    const paths = pathsIn(named);
    if (paths.length > 0) {
      rememberDocuments(paths);
      events.publish({ kind: "importPaths", paths });
    }
    if (window !== null) focus(window);
  });
  app.on("activate", () => {
    if (window === null) void openWindow();
  });
  app.on("window-all-closed", () => {
    if (process.platform !== "darwin") app.quit();
  });
  if (preview !== null) return preview.run(services, openWindow);
  services.workspace.restore().catch((error: unknown) => log.error("workspace.restore_failed", { error }));
  await openWindow();
  services.refresh((notice) => notify(notice, window));
  services.watchBudgets((notice) => {
    notify(notice, window);
    events.publish({ kind: "budgetPassed", ...notice });
  });
  services.watchRestatements((notice) => {
    notify(notice, window);
    events.publish({ kind: "monthRestated", ...notice });
  });
}

function pathsIn(named: unknown): readonly string[] {
  const parsed = z.object({ paths: z.array(z.string()) }).safeParse(named);
  return parsed.success ? parsed.data.paths : [];
}
