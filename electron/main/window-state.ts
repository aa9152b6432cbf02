import { screen, type BrowserWindow, type Rectangle } from "electron";
import { z } from "zod";
import { readJson, writeJson } from "../host/json-file.ts";
import { oneAtATime } from "../host/one-at-a-time.ts";

const state = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  maximized: z.boolean(),
});
export type WindowState = z.infer<typeof state>;

const SETTLE_MS = 300;
const LEAST_VISIBLE = 100;

/** Where the window was last; null at the first start or when that place is on no screen any more. */
export async function readWindowState(file: string): Promise<WindowState | null> {
  const read = await readJson(file, state);
  return read.kind === "read" && isReachable(read.value) ? read.value : null;
}

function isReachable(window: Rectangle): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const width =
      Math.min(window.x + window.width, workArea.x + workArea.width) - Math.max(window.x, workArea.x);
    return width >= LEAST_VISIBLE && window.y >= workArea.y && window.y < workArea.y + workArea.height;
  });
}

/** Writes the window's place down whenever it has come to rest. */
export function rememberWindowState(window: BrowserWindow, file: string): void {
  const inTurn = oneAtATime();
  let timer: NodeJS.Timeout | undefined;
  const save = (): void => {
    if (window.isDestroyed()) return;
    const place = { ...window.getNormalBounds(), maximized: window.isMaximized() };
    inTurn(() => writeJson(file, place)).catch(() => undefined);
  };
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(save, SETTLE_MS);
  };
  window.on("resize", later).on("move", later).on("maximize", later).on("unmaximize", later);
  window.once("closed", () => clearTimeout(timer));
}
