import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NODE_MODULES, inRoot } from "./paths.mjs";
import { runNpm, undoIfInterrupted } from "./run.mjs";
import { SetupError, longStep } from "./say.mjs";

const STAMP = join(NODE_MODULES, ".installed");
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
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted) return;
  if (!existsSync(STAMP) && installedByHand()) return writeFileSync(STAMP, wanted);
  await longStep(
    existsSync(NODE_MODULES)
      ? "Installing dependencies (package-lock.json changed)"
      : "Installing dependencies",
    () => undoIfInterrupted(removeHalf, installOrRemove),
    () => `${countPackages()} packages in place`,
  );
  // Written last: without it the next run installs anew, whatever became of this one.
  writeFileSync(STAMP, wanted);
}

function removeHalf() {
  rmSync(NODE_MODULES, { recursive: true, force: true, maxRetries: 5 });
}

async function installOrRemove() {
  const { code, output } = await runNpm(["ci", "--ignore-scripts", "--loglevel=error"], { quiet: true });
  if (code === 0) return;
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
 * Whether a finished `npm install` of the same packages is already there: npm writes its own record
 * of what it installed after everything else.
 */
function installedByHand() {
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
