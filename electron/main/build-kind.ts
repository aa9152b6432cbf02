import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { App } from "electron";
import { z } from "zod";
import type { BuildKind } from "./start-switches.ts";

/** What is packed to be tested says so in its manifest; a release says nothing. */
const manifest = z.object({ testBuild: z.literal(true) });

/** What was started: the sources, a package made to be tested, or a release. */
export function buildKind(app: Pick<App, "isPackaged" | "getAppPath">): BuildKind {
  if (!app.isPackaged) return "source";
  const text = readFileSync(join(app.getAppPath(), "package.json"), "utf8");
  return manifest.safeParse(JSON.parse(text)).success ? "test" : "release";
}
