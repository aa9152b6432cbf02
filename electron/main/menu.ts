import { Menu, type MenuItemConstructorOptions } from "electron";
import type { AppEvent } from "#core/contract/schema/app-event.ts";
import type { Preferences } from "../host/preference-store.ts";

export type MenuActions = {
  readonly openFiles: () => void;
  readonly openFolder: () => void;
  readonly command: (command: Extract<AppEvent, { kind: "command" }>["command"]) => void;
  readonly openWorkspace: (id: string) => void;
  readonly setTheme: (theme: Preferences["theme"]) => void;
  readonly showLogs: () => void;
};

type Look = {
  readonly theme: Preferences["theme"];
  readonly isPackaged: boolean;
  readonly isMac: boolean;
  /** Last opened first. */
  readonly workspaces: readonly { readonly id: string; readonly name: string }[];
};

const MOST_RECENT = 10;

export function applyMenu(actions: MenuActions, look: Look): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(actions, look)));
}

function menuTemplate(actions: MenuActions, look: Look): MenuItemConstructorOptions[] {
  return [
    ...(look.isMac ? [{ role: "appMenu" } as const] : []),
    fileMenu(actions, look),
    { role: "editMenu" },
    viewMenu(actions, look),
    { role: "windowMenu" },
    helpMenu(actions, look),
  ];
}

function fileMenu(
  { openFiles, openFolder, openWorkspace, command }: MenuActions,
  { isMac, workspaces }: Look,
): MenuItemConstructorOptions {
  return {
    label: "&File",
    submenu: [
      { label: "Open files…", accelerator: "CmdOrCtrl+O", click: openFiles },
      { label: "Open folder…", accelerator: "CmdOrCtrl+Shift+O", click: openFolder },
      { type: "separator" },
      {
        label: "Open recent workspace",
        enabled: workspaces.length > 0,
        submenu: workspaces.slice(0, MOST_RECENT).map(({ id, name }) => ({
          // An ampersand would underline the letter behind it.
          label: name.replaceAll("&", "&&"),
          click: () => openWorkspace(id),
        })),
      },
      ...recentDocuments(isMac),
      { label: "New workspace…", accelerator: "CmdOrCtrl+N", click: () => command("newWorkspace") },
      { label: "Import workspace…", click: () => command("importWorkspace") },
      { label: "Export workspace…", click: () => command("exportWorkspace") },
      { type: "separator" },
      { label: "Settings…", accelerator: "CmdOrCtrl+,", click: () => command("showSettings") },
      { type: "separator" },
      { role: isMac ? "close" : "quit" },
    ],
  };
}

/** The system's own list of workspace files; Windows shows it at the icon of the app. */
function recentDocuments(isMac: boolean): MenuItemConstructorOptions[] {
  return isMac ? [{ role: "recentDocuments", submenu: [{ role: "clearRecentDocuments" }] }] : [];
}

function viewMenu({ setTheme }: MenuActions, { theme, isPackaged }: Look): MenuItemConstructorOptions {
  const themes = [
    ["system", "As the system"],
    ["light", "Light"],
    ["dark", "Dark"],
  ] as const;
  return {
    label: "&View",
    submenu: [
      { role: "resetZoom" },
      { role: "zoomIn" },
      { role: "zoomOut" },
      { type: "separator" },
      {
        label: "Theme",
        submenu: themes.map(([value, label]) => ({
          label,
          type: "radio",
          checked: value === theme,
          click: () => setTheme(value),
        })),
      },
      { role: "togglefullscreen" },
      ...(isPackaged ? [] : [{ role: "reload" } as const, { role: "toggleDevTools" } as const]),
    ],
  };
}

function helpMenu({ command, showLogs }: MenuActions, { isMac }: Look): MenuItemConstructorOptions {
  return {
    role: "help",
    submenu: [
      // The page takes the key itself: it knows which screen help is wanted on.
      {
        label: "User guide",
        accelerator: "F1",
        registerAccelerator: false,
        click: () => command("showHelp"),
      },
      { label: "Keyboard shortcuts", click: () => command("showShortcuts") },
      { type: "separator" },
      { label: "Show crash log", click: () => command("showCrashes") },
      { label: "Show log files", click: showLogs },
      { label: "Third-party licences", click: () => command("showLicences") },
      ...(isMac ? [] : [{ type: "separator" } as const, { role: "about" } as const]),
    ],
  };
}
