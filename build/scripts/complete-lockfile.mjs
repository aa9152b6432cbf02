/**
 * Adds to package-lock.json the platform packages that npm left out. npm drops an optional package from the lockfile
 * when the registry it was run against does not offer it, and `npm ci` then refuses the lockfile on every machine
 * (npm 11). Their exact versions are pinned by the package that wants them, so they can be written down unseen.
 * Run it after each change of the dependencies: `node build/scripts/complete-lockfile.mjs`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { inRoot } from "../setup/paths.mjs";
import { missingPlatformPackages } from "./platform-packages.mjs";

const FILE = inRoot("package-lock.json");

const lock = JSON.parse(readFileSync(FILE, "utf8"));
const missing = missingPlatformPackages(lock.packages);
if (missing.size > 0) {
  const { "": project, ...packages } = { ...lock.packages, ...Object.fromEntries(missing) };
  const sorted = Object.entries(packages).toSorted(([a], [b]) => a.localeCompare(b, "en"));
  lock.packages = { "": project, ...Object.fromEntries(sorted) };
  writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
}
process.stdout.write(`${missing.size} platform packages added to package-lock.json\n`);
