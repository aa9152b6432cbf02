import { z } from "zod";
import { preferences } from "./workspace.ts";

/** Something the system or the menu wants from the page. */
export const appEvent = z.discriminatedUnion("kind", [
  /** Files and folders named on the command line, by the system or in the menu's dialog: to be offered for import. */
  z.object({ kind: z.literal("importPaths"), paths: z.array(z.string()).readonly() }).readonly(),
  /** A choice in the application menu. */
  z
    .object({
      kind: z.literal("command"),
      command: z.enum([
        "newWorkspace",
        "exportWorkspace",
        "importWorkspace",
        "showSettings",
        "showShortcuts",
        "showHelp",
        "showCrashes",
        "showLicences",
      ]),
    })
    .readonly(),
  /** A workspace chosen among the recent ones in the menu. */
  z.object({ kind: z.literal("openWorkspace"), id: z.string() }).readonly(),
  /** Preferences were changed from the menu. */
  z.object({ kind: z.literal("preferencesChanged"), preferences }).readonly(),
  /** A budget has passed a threshold that was not told of before in its period. */
  z.object({ kind: z.literal("budgetPassed"), title: z.string(), body: z.string() }).readonly(),
  /** AWS has changed a month that it had finalised. */
  z.object({ kind: z.literal("monthRestated"), title: z.string(), body: z.string() }).readonly(),
  /** The engine process ended by itself. `restarted`: a new one has the workspace open again; `failed`: it ended twice within a minute. */
  z.object({ kind: z.literal("engine"), state: z.enum(["restarted", "failed"]) }).readonly(),
]);

export type AppEvent = z.infer<typeof appEvent>;
