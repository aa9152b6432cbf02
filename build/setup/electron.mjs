import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  FALLBACK_RUNTIME,
  fallbackRuntimePath,
  fallbackRuntimeSupported,
  fetchFallbackRuntime,
} from "./fallback-runtime.mjs";
import { CACHE, ROOT, inRoot } from "./paths.mjs";
import { run } from "./run.mjs";
import { SetupError, longStep, say } from "./say.mjs";

const PACKAGE = inRoot("node_modules", "electron");
const FAILED_ATTEMPT = join(CACHE, "electron", "official-download-failed.json");
const RETRY_AFTER_MS = 24 * 3600 * 1000;
const REACH_TIMEOUT_MS = 8_000;
const DOWNLOAD_TIMEOUT_MS = 10 * 60_000;

/**
 * The Electron executable to run: an override, the official binary, else the fallback runtime.
 * @returns {string} absolute path
 */
export function electronPath() {
  const found = findElectron();
  if (found) return found;
  throw new SetupError("There is no Electron yet: run `npm start` or `npm test` once.");
}

/**
 * How to start the app from its source tree, for Playwright's `_electron.launch` and for `npm start`.
 * @param {readonly string[]} [appArguments]
 */
export function launchOptions(appArguments = []) {
  return {
    executablePath: electronPath(),
    args: [...sandboxArguments(), ROOT, ...appArguments],
    cwd: ROOT,
  };
}

/** Chromium refuses its sandbox to root; only this launcher (preview, tests) may ask for that, and the app wants to hear so. */
export function sandboxArguments() {
  return isRoot() ? ["--no-sandbox", "--unsandboxed-test-or-preview"] : [];
}

/** Whether Chromium would refuse its sandbox to whoever runs this. */
export function isRoot() {
  return process.platform === "linux" && process.getuid?.() === 0;
}

/** Makes sure that an Electron is there; returns its path. */
export async function ensureElectron() {
  const override = process.env["CLOUDSPEND_ELECTRON"];
  if (override && !existsSync(override)) {
    throw new SetupError(`CLOUDSPEND_ELECTRON names ${override}, but there is no such file.`);
  }
  if (override) return override;
  const problem = existingOfficial() ? undefined : await fetchOfficial();
  return existingOfficial() ?? ensureFallback(problem ?? "its package is incomplete");
}

/** @param {string} problem why it is not the official binary */
async function ensureFallback(problem) {
  if (!fallbackRuntimeSupported()) {
    throw new SetupError(
      `Electron ${wantedVersion()} could not be downloaded: ${problem}.\n` +
        "Allow https://github.com (or set ELECTRON_MIRROR), or set CLOUDSPEND_ELECTRON to the path of an Electron executable.",
    );
  }
  say(
    `NOTICE: Electron ${wantedVersion()} could not be downloaded (${problem}); using ${FALLBACK_RUNTIME} instead.`,
  );
  const existing = fallbackRuntimePath();
  return existsSync(existing) ? existing : fetchFallbackRuntime();
}

function findElectron() {
  const override = process.env["CLOUDSPEND_ELECTRON"];
  return [override, existingOfficial(), fallbackRuntimePath()].find((path) => path && existsSync(path));
}

function existingOfficial() {
  const path = officialPath();
  return path && existsSync(path) ? path : undefined;
}

/** Where the `electron` package has unpacked its binary, once it has done so completely. */
function officialPath() {
  const record = join(PACKAGE, "path.txt");
  return existsSync(record) ? join(PACKAGE, "dist", readFileSync(record, "utf8")) : undefined;
}

/** Whether an executable is the one of the `electron` package. @param {string} executable */
export function isOfficial(executable) {
  return executable === existingOfficial();
}

export function wantedVersion() {
  return JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8")).version;
}

/** @returns {Promise<string | undefined>} what went wrong, if anything did */
async function fetchOfficial() {
  const version = wantedVersion();
  const earlier = rememberedFailure(version);
  if (earlier) return earlier;
  const problem = (await whyUnreachable(version)) ?? (await download(version));
  if (problem) rememberFailure(version, problem);
  else rmSync(FAILED_ATTEMPT, { force: true });
  return problem;
}

/** @param {string} version */
function rememberedFailure(version) {
  if (!existsSync(FAILED_ATTEMPT)) return undefined;
  const failed = JSON.parse(readFileSync(FAILED_ATTEMPT, "utf8"));
  const isRecent = Date.now() - Date.parse(failed.at) < RETRY_AFTER_MS;
  return failed.version === version && isRecent
    ? `${failed.problem}; tried ${failed.at.slice(0, 16)}, again in a day`
    : undefined;
}

/** @param {string} version @param {string} problem */
function rememberFailure(version, problem) {
  mkdirSync(join(CACHE, "electron"), { recursive: true });
  writeFileSync(FAILED_ATTEMPT, JSON.stringify({ version, problem, at: new Date().toISOString() }));
}

/** A closed network is told apart in seconds; the downloader itself would keep trying for minutes. */
async function whyUnreachable(/** @type {string} */ version) {
  const mirror = process.env["ELECTRON_MIRROR"] ?? process.env["npm_config_electron_mirror"];
  const base = mirror ?? "https://github.com/electron/electron/releases/download/";
  try {
    const answer = await fetch(`${base}v${version}/SHASUMS256.txt`, {
      method: "HEAD",
      signal: AbortSignal.timeout(REACH_TIMEOUT_MS),
    });
    return answer.ok ? undefined : `${new URL(base).host} answered ${answer.status}`;
  } catch {
    return `${new URL(base).host} is not reachable`;
  }
}

/** @param {string} version */
async function download(version) {
  const { code, output, timedOut } = await longStep(`Downloading Electron ${version}`, () =>
    run(process.execPath, [join(PACKAGE, "install.js")], { quiet: true, timeoutMs: DOWNLOAD_TIMEOUT_MS }),
  );
  if (code === 0) return undefined;
  rmSync(join(PACKAGE, "path.txt"), { force: true });
  return timedOut
    ? "the download took more than ten minutes"
    : (output.trim().split("\n")[0] ?? "the download failed");
}
