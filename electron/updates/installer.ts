import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  AppImageUpdater,
  DebUpdater,
  MacUpdater,
  NsisUpdater,
  Provider,
  type UpdateInfo,
} from "electron-updater";
import type { AppAdapter } from "electron-updater/out/AppAdapter.js";
import type { ProviderRuntimeOptions } from "electron-updater/out/providers/Provider.js";
import { fail } from "#core/result/failure.ts";
import type { Log } from "../logging/log.ts";
import { downloadFile, forgetOthers, keptBytes, type Expected, type FileOrder } from "./download.ts";
import { fetchText } from "./fetch.ts";
import { isNewer, readSignedManifest, type SignedManifest } from "./signed-manifest.ts";
import type { UpdateSource } from "./source.ts";
import type { AvailableUpdate } from "./updates.ts";

export type Installer = {
  look(): Promise<AvailableUpdate | null>;
  /** Goes on where an earlier download was left; tells bytes that have arrived in all. */
  download(signal: AbortSignal, onBytes: (received: number) => void): Promise<void>;
  /** Fails unless something was downloaded and still is what was signed. */
  check(): Promise<void>;
  install(): void;
};

/** How the app was installed, which decides how it is replaced. */
export type Installation = "appimage" | "deb" | "mac" | "nsis";

/**
 * electron-updater 6.8 with what it leaves open closed: the list of versions counts only with a signature of the makers, also
 * where the system checks none (Linux); nothing is fetched from elsewhere or patched together from older versions; a download that broke off is gone on with; no number that stands for the user is
 * made up or sent; the author of a Windows installer is checked always.
 */
export function createInstaller(
  source: UpdateSource,
  options: { readonly installation: Installation; readonly app: AppAdapter; readonly log: Log },
): Installer | null {
  const { installation, app, log } = options;
  if (installation === "nsis" && source.publisher === null) return null;
  const updater = updaterOf(installation, app);
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = false;
  updater.allowDowngrade = false;
  updater.allowPrerelease = false;
  updater.disableDifferentialDownload = true;
  updater.disableWebInstaller = true;
  updater.forceDevUpdateConfig = true;
  const say = (text: unknown): void => log.info("updater.said", { text: String(text) });
  updater.logger = { info: say, warn: say, error: say };
  // Its own emitter throws what nobody listens to; every failure also comes back to whoever asked.
  updater.on("error", () => undefined);
  const kept = { updaterCacheDirName: "updates", publisherName: source.publisher };
  Reflect.set(updater, "configOnDisk", { value: Promise.resolve(kept) });
  Reflect.set(updater, "stagingUserIdPromise", { value: Promise.resolve("") });
  const signed = { manifest: null as SignedManifest | null };
  const parts = join(app.baseCachePath, "arriving");
  let wanted: Pick<FileOrder, "signal" | "onBytes"> | null = null;
  Reflect.set(updater, "httpExecutor", {
    download: async (url: URL, target: string) => {
      if (wanted === null) fail("cancelled", {});
      await downloadFile({ url, target, expected: expectedOf(url, signed.manifest), parts, ...wanted });
    },
  });
  updater.setFeedURL({ provider: "custom", updateProvider: signedProvider(source, app.version, signed) });
  let running: Promise<unknown> = Promise.resolve();
  let downloaded: { readonly file: string; readonly manifest: SignedManifest } | null = null;
  const check = async (): Promise<void> => {
    const { host } = source.url;
    if (downloaded === null) return fail("updates.refused", { host, why: "unchecked" }, "user");
    const { file, manifest } = downloaded;
    if (!(await isSigned(file, manifest))) fail("updates.refused", { host, why: "hash" }, "user");
  };
  return {
    async look() {
      const found = await updater.checkForUpdates();
      const { manifest } = signed;
      if (!found?.isUpdateAvailable || manifest === null) return null;
      const released = manifest.releaseDate;
      return {
        version: manifest.version,
        sizeBytes: Math.max(...manifest.files.map(({ size }) => size)),
        releasedAt: released === undefined ? null : new Date(released).toISOString(),
        keptBytes: await keptOf(parts, manifest),
      };
    },
    async download(signal, onBytes) {
      const { manifest } = signed;
      if (manifest === null) fail("updates.refused", { host: source.url.host, why: "unchecked" }, "user");
      // electron-updater gives whoever asks a second time the first download, which may be about to be cancelled.
      await running.catch(() => undefined);
      downloaded = null;
      wanted = { signal, onBytes };
      const download = updater.downloadUpdate();
      running = download;
      const [file] = await download;
      downloaded = { file: file ?? "", manifest };
      await check();
    },
    check,
    install() {
      if (updater instanceof MacUpdater) updater.quitAndInstall();
      // BaseUpdater.quitAndInstall does the same, and an event of the Mac's updater besides.
      else if (updater.install(false, true)) app.quit();
    },
  };
}

function updaterOf(
  installation: Installation,
  app: AppAdapter,
): AppImageUpdater | DebUpdater | MacUpdater | NsisUpdater {
  switch (installation) {
    case "appimage":
      return new AppImageUpdater(null, app);
    case "deb":
      return new DebUpdater(null, app);
    case "mac":
      return new MacUpdater(undefined, app);
    case "nsis":
      return new NsisUpdater(null, app);
  }
}

/** A provider of electron-updater that believes nothing but what is signed. */
function signedProvider(source: UpdateSource, version: string, signed: { manifest: SignedManifest | null }) {
  const { host } = source.url;
  return class extends Provider<UpdateInfo> {
    constructor(_options: unknown, _updater: unknown, runtime: ProviderRuntimeOptions) {
      super(runtime);
    }

    async getLatestVersion() {
      signed.manifest = null;
      const list = new URL(`${this.getDefaultChannelName()}.yml`, source.url);
      const text = await fetchText(list);
      if (text === null)
        return fail("updates.unreachable", { host, cause: "it has no list of versions" }, "user");
      const read = readSignedManifest(text, await fetchText(new URL(`${list.href}.sig`)), source.publicKey);
      if (read.kind === "refused") return fail("updates.refused", { host, why: read.why }, "user");
      const { value } = read;
      if (isNewer(version, value.version)) return fail("updates.refused", { host, why: "older" }, "user");
      signed.manifest = value;
      const files = value.files.map(({ url, sha512, size }) => ({ url, sha512, size }));
      return { version: value.version, files, path: "", sha512: "", releaseDate: "" };
    }

    resolveFiles({ files }: UpdateInfo) {
      return files.map((info) => ({ url: new URL(info.url, source.url), info }));
    }
  };
}

function expectedOf(url: URL, manifest: SignedManifest | null): Expected {
  const file = manifest?.files.find((each) => url.pathname.endsWith(`/${each.url}`));
  if (file === undefined) return fail("updates.refused", { host: url.host, why: "manifest" }, "user");
  return signedFile(file);
}

function signedFile({ size, sha512 }: SignedManifest["files"][number]): Expected {
  return { sizeBytes: size, sha512 };
}

/** Of all that may have arrived only what belongs to this version is of use. */
async function keptOf(parts: string, { files }: SignedManifest): Promise<number> {
  const wanted = files.map(signedFile);
  await forgetOthers(parts, wanted);
  return Math.max(...(await Promise.all(wanted.map((file) => keptBytes(parts, file)))));
}

/** electron-updater may find a file of an earlier download; it counts only if it is one that was signed. */
async function isSigned(path: string, manifest: SignedManifest): Promise<boolean> {
  const hash = createHash("sha512")
    .update(await readFile(path).catch(() => ""))
    .digest("base64");
  return manifest.files.some(({ sha512 }) => sha512 === hash);
}
