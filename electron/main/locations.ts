import { join } from "node:path";

/** Where the other bundles lie, seen from this one (`.out/main`). */
const out = join(import.meta.dirname, "..");
export const PRELOAD = join(out, "preload", "preload.cjs");
export const ENGINE_ENTRY = join(out, "engine", "entry.js");
export const CONSOLE_ENTRY = join(out, "console", "entry.js");
/** Licences of others, collected when the app was built. */
export const LICENCES = join(out, "notices", "licences.json");
export const PAGE_FOLDER = join(out, "renderer");

/** What lies in the user's data folder. */
export type DataFiles = Readonly<
  Record<"directory" | "log" | "logs" | "crashes" | "preferences" | "window" | "browser", string>
>;

export function dataFiles(directory: string): DataFiles {
  const logs = join(directory, "logs");
  return {
    directory,
    logs,
    log: join(logs, "main.log"),
    // Failures only: what a user may want to send.
    crashes: join(logs, "crashes.log"),
    preferences: join(directory, "preferences.json"),
    window: join(directory, "window.json"),
    // Chromium's own caches and storage.
    browser: join(directory, "browser"),
  };
}
