import { existsSync, mkdirSync, openSync, closeSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { APP_BUNDLES, ensureBuilt } from "./bundles.mjs";
import { hasDisplay, withVirtualDisplay } from "./display.mjs";
import { ensureElectron, isRoot, launchOptions } from "./electron.mjs";
import { ensureInstalled } from "./install.mjs";
import { ARTIFACTS, ROOT } from "./paths.mjs";
import { run, start } from "./run.mjs";
import { SetupError, longStep, main, say } from "./say.mjs";
import { ensureSystemLibraries } from "./system-libraries.mjs";

const PREVIEW = join(ARTIFACTS, "preview");
const PREVIEW_TIMEOUT_MS = 180_000;

main(async () => {
  await ensureInstalled();
  await ensureBuilt(APP_BUNDLES);
  const electron = await ensureElectron();
  const hasWindow = hasDisplay() && !isRoot();
  await ensureSystemLibraries(electron, { virtualDisplay: !hasWindow, keyring: false });
  if (hasDisplay() && isRoot())
    say("NOTICE: no window is opened for root, to whom Chromium refuses its sandbox.");
  return hasWindow ? openWindow() : preview();
});

/** The app, until its window is closed. */
function openWindow() {
  const { executablePath, args } = launchOptions(process.argv.slice(2));
  say("Opening CloudSpend Desktop.");
  return new Promise((resolve, reject) => {
    // Relative paths on the command line mean the folder it was typed in.
    const app = start(executablePath, args, { cwd: process.env["INIT_CWD"] ?? process.cwd() });
    app.once("error", reject);
    app.once("close", (code) => resolve(code ?? 1));
  });
}

/** No screen, or none for root: the same app under a virtual display opens the sample, is photographed and closes. */
async function preview() {
  rmSync(PREVIEW, { recursive: true, force: true });
  mkdirSync(PREVIEW, { recursive: true });
  const screenshot = join(PREVIEW, "overview.png");
  const table = join(PREVIEW, "cost-by-service.txt");
  await longStep("Showing the sample workspace on a virtual display", () => withVirtualDisplay(runPreview));
  if (!existsSync(screenshot) || !existsSync(table)) {
    throw new SetupError(`The app ended without a picture of the Overview.\n\n${lastOfLog()}`);
  }
  say(`\n${readFileSync(table, "utf8").trimEnd()}\n`);
  say(`Screenshot of the Overview: ${relative(ROOT, screenshot)}`);
}

/** @param {NodeJS.ProcessEnv} env */
async function runPreview(env) {
  const dataFolder = join(PREVIEW, "user-data");
  const { executablePath, args } = launchOptions([`--user-data-dir=${dataFolder}`]);
  const log = openSync(logFile(), "w");
  try {
    const { code, timedOut } = await run(executablePath, args, {
      env: { ...env, CLOUDSPEND_PREVIEW: PREVIEW },
      stdio: ["ignore", log, log],
      timeoutMs: PREVIEW_TIMEOUT_MS,
    });
    if (timedOut) {
      throw new SetupError(
        `The Overview did not appear within ${PREVIEW_TIMEOUT_MS / 1000} s.\n\n${lastOfLog()}`,
      );
    }
    if (code !== 0) throw new SetupError(`The app ended with exit code ${code}.\n\n${lastOfLog()}`);
  } finally {
    closeSync(log);
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function logFile() {
  return join(PREVIEW, "app.log");
}

function lastOfLog() {
  return `The end of ${relative(ROOT, logFile())}:\n${readFileSync(logFile(), "utf8").trim().split("\n").slice(-20).join("\n")}`;
}
