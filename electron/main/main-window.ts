import { BrowserWindow } from "electron";
import { followTheme, groundColour } from "./theme.ts";
import type { WindowState } from "./window-state.ts";

const FIRST_SIZE = { width: 1440, height: 900 };
const LEAST_SIZE = { minWidth: 1024, minHeight: 700 };

/** The window: a sandboxed page without Node, shown once it has something to show. */
export function createMainWindow(options: {
  readonly preload: string;
  readonly state: WindowState | null;
  readonly isPackaged: boolean;
}): BrowserWindow {
  const { maximized = false, ...place } = options.state ?? {};
  const window = new BrowserWindow({
    ...FIRST_SIZE,
    ...place,
    ...LEAST_SIZE,
    show: false,
    title: "CloudSpend Desktop",
    backgroundColor: groundColour(),
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      devTools: !options.isPackaged,
      spellcheck: false,
    },
  });
  followTheme(window);
  window.once("ready-to-show", () => {
    if (maximized) window.maximize();
    window.show();
  });
  return window;
}

export function focus(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
