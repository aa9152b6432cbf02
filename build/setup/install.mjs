import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { CACHE, NODE_MODULES, inRoot } from "./paths.mjs";
import { isRunning, runNpm, undoIfInterrupted } from "./run.mjs";
import { SetupError, longStep } from "./say.mjs";

const STAMP = join(NODE_MODULES, ".installed");
/** The process id of the npm at work. */
const RUNNING = join(CACHE, "installing");
const OLDEST_NODE = [20, 19];

export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new SetupError(
    `CloudSpend Desktop needs Node ${OLDEST_NODE.join(".")} or newer; this is Node ${process.versions.node}.\n` +
      "Install a current version from https://nodejs.org and run the command again.",
  );
}

/** Identifies the wanted set of packages, and in `.installed` the one that is there. */
function wantedPackages() {
  const lock = readFileSync(inRoot("package-lock.json"));
  return createHash("sha256").update(lock).update(`${process.platform}-${process.arch}`).digest("hex");
}

/** Installs the dependencies when they are missing or are not those of package-lock.json. */
export async function ensureInstalled() {
  checkNode();
  const wanted = wantedPackages();
  if (isInstalled(wanted)) return;
  await otherInstallation();
  if (isInstalled(wanted)) return;
  if (isComplete()) return writeFileSync(STAMP, wanted);
  await longStep(
    existsSync(STAMP) ? "Installing dependencies (package-lock.json changed)" : "Installing dependencies",
    () => undoIfInterrupted(removeHalf, installOrRemove),
    () => `${countPackages()} packages in place`,
  );
  // Written last: without it the next run installs anew, whatever became of this one.
  writeFileSync(STAMP, wanted);
}

/** @param {string} wanted */
function isInstalled(wanted) {
  return existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted;
}

/** Two installations into one folder would destroy each other: waits for one started by another command. */
async function otherInstallation() {
  if (!isInstalling()) return;
  await longStep("Waiting for another installation in this folder", async () => {
    while (isInstalling()) await setTimeout(1_000);
  });
}

function isInstalling() {
  return existsSync(RUNNING) && isRunning(Number(readFileSync(RUNNING, "utf8")));
}

function removeHalf() {
  rmSync(NODE_MODULES, { recursive: true, force: true, maxRetries: 5 });
}

async function installOrRemove() {
  mkdirSync(CACHE, { recursive: true });
  const { code, output } = await runNpm(["ci", "--ignore-scripts", "--loglevel=error"], {
    quiet: true,
    onStart: (pid) => writeFileSync(RUNNING, String(pid)),
  });
  rmSync(RUNNING, { force: true });
  if (code === 0 && isComplete()) return;
  removeHalf();
  throw new SetupError(
    `npm could not install the dependencies:\n\n${withoutUsage(output)}\n\n` +
      "Nothing half-made was left behind: set right what npm says (most often the network) and run the command again.",
  );
}

/** npm repeats its whole manual after some errors. @param {string} output */
function withoutUsage(output) {
  return (output.split(/^npm error Usage:/m)[0] ?? "").trim();
}

/**
 * Whether npm has finished installing just these packages, for us or by hand: it writes its own record of what it
 * installed after everything else.
 */
function isComplete() {
  const record = join(NODE_MODULES, ".package-lock.json");
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, "utf8")).packages;
  const wanted = JSON.parse(readFileSync(inRoot("package-lock.json"), "utf8")).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === "" || installed[path]?.version === version || (optional && !installed[path]),
  );
}

/** How many of the wanted packages have arrived. */
function countPackages() {
  const { packages } = JSON.parse(readFileSync(inRoot("package-lock.json"), "utf8"));
  return Object.keys(packages).filter((path) => path !== "" && existsSync(inRoot(path, "package.json")))
    .length;
}
