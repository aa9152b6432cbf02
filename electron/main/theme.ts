import { nativeTheme, type BrowserWindow } from "electron";
import type { Preferences } from "../host/preference-store.ts";

/** The page's own ground colours, shown until it has drawn itself. */
const GROUND = { light: "#ffffff", dark: "#14181e" };

/** Native menus and dialogs follow the preference. */
export function applyTheme(theme: Preferences["theme"]): void {
  nativeTheme.themeSource = theme;
}

export function groundColour(): string {
  return nativeTheme.shouldUseDarkColors ? GROUND.dark : GROUND.light;
}

export function followTheme(window: BrowserWindow): void {
  const paint = (): void => window.setBackgroundColor(groundColour());
  nativeTheme.on("updated", paint);
  window.once("closed", () => nativeTheme.off("updated", paint));
}
