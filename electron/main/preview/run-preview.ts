import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { app, type BrowserWindow } from "electron";
import type { Log } from "../../logging/log.ts";
import type { Services } from "../services.ts";
import { preparePreview, takePreview } from "./preview.ts";

const TIMEOUT_MS = 170_000;

export type Preview = {
  rendered(screen: string): void;
  /** Shows the sample, takes its picture and ends the app: exit code 0, or 1 with the reason on stderr. */
  run(services: Services, openWindow: () => Promise<BrowserWindow>): Promise<void>;
};

export function previewOf(folder: string, log: Log): Preview {
  let onOverview = (): void => undefined;
  const overview = new Promise<void>((resolve) => {
    onOverview = resolve;
  });
  return {
    rendered(screen) {
      if (screen === "overview") onOverview();
    },
    async run({ preferences, registry, workspace, engine, today }, openWindow) {
      const timer = setTimeout(
        () => fail(`the Overview did not appear within ${TIMEOUT_MS / 1_000} s`),
        TIMEOUT_MS,
      );
      try {
        const ready = sinceStart();
        await preparePreview({ preferences, registry, workspace, engine: engine.client(), today: today() });
        const workspaceOpen = sinceStart();
        const window = await openWindow();
        const windowOpen = sinceStart();
        await overview;
        const start = { ready, workspaceOpen, windowOpen, overviewRendered: sinceStart() };
        await writeFile(join(folder, "start.json"), JSON.stringify(start));
        await takePreview(folder, window, engine.client());
        clearTimeout(timer);
        app.quit();
      } catch (error) {
        log.error("preview.failed", { error });
        fail(error instanceof Error ? error.message : String(error));
      }
    },
  };
}

/** Milliseconds since this process was created. */
function sinceStart(): number {
  return Math.round(Date.now() - (process.getCreationTime() ?? Date.now()));
}

function fail(reason: string): void {
  process.stderr.write(`No preview: ${reason}\n`);
  app.exit(1);
}
