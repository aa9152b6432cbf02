import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { app } from "electron";
import type { Log } from "../logging/log.ts";
import type { Installation } from "../updates/installer.ts";
import { readUpdateSource } from "../updates/source.ts";
import { createUpdates, type Updates } from "../updates/updates.ts";

type Parts = { readonly log: Log; readonly isOn: () => boolean; readonly stop: () => Promise<void> };

/** Updates of this very copy of the app. What does them is loaded at the first step that the user asks for. */
export function updatesOfApp({ log, isOn, stop }: Parts): Updates {
  const installation = installationOf(process.env["APPIMAGE"]);
  const manifest: unknown = JSON.parse(readFileSync(join(app.getAppPath(), "package.json"), "utf8"));
  return createUpdates({
    source: installation === null ? null : readUpdateSource(manifest, app.isPackaged, process.env),
    isOn,
    async installer(source) {
      if (installation === null) return null;
      const { createInstaller } = await import("../updates/installer.ts");
      return createInstaller(source, { installation, app: adapter(), log });
    },
    async leave() {
      await stop();
      // The new version is started while this one is about to end.
      app.releaseSingleInstanceLock();
    },
  });
}

/** How this copy was installed; null when it was not, as a folder that was unpacked by hand. */
function installationOf(appImage: string | undefined): Installation | null {
  if (process.platform === "darwin") return "mac";
  if (process.platform === "win32") return "nsis";
  const type = join(process.resourcesPath, "package-type");
  if (existsSync(type)) return readFileSync(type, "utf8").trim() === "deb" ? "deb" : null;
  return appImage === undefined ? null : "appimage";
}

/** The app as electron-updater wants to see it. */
function adapter() {
  return {
    version: app.getVersion(),
    name: app.getName(),
    isPackaged: app.isPackaged,
    appUpdateConfigPath: join(process.resourcesPath, "app-update.yml"),
    userDataPath: app.getPath("userData"),
    baseCachePath: join(app.getPath("userData"), "updates"),
    whenReady: () => app.whenReady(),
    relaunch: () => app.relaunch(),
    quit: () => app.quit(),
    onQuit: (handler: (code: number) => void) => void app.once("quit", (_event, code) => handler(code)),
  };
}
