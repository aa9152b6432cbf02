import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { NODE_MODULES, OUT, ROOT, inRoot } from "./paths.mjs";
import { runTool, undoIfInterrupted } from "./run.mjs";
import { SetupError, longStep } from "./say.mjs";

/** @typedef {"main" | "engine" | "console" | "preload" | "renderer" | "headless" | "printer" | "bench"} Bundle */

/** What the window needs. @type {readonly Bundle[]} */
export const APP_BUNDLES = ["main", "engine", "console", "preload", "renderer"];

/** What the journeys need besides: they make reports with the command as well. @type {readonly Bundle[]} */
export const JOURNEY_BUNDLES = [...APP_BUNDLES, "headless", "printer"];

/** The folders each bundle is made from. @type {Record<Bundle, readonly string[]>} */
const SOURCES = {
  main: ["core", "electron"],
  engine: ["core", "electron"],
  console: ["core", "electron"],
  preload: ["core", "electron/preload", "electron/transport"],
  renderer: ["core", "renderer"],
  headless: ["core", "electron"],
  printer: ["core", "electron"],
  bench: ["core", "electron", "build/bench"],
};
const COMMON = ["build/vite", "package.json", "package-lock.json"];
const NOT_BUNDLED = /(^|\/)(e2e|fixtures)(\/|$)|\.test(-d)?\.ts$|\.md$/;
/** What building the page also writes: Nuxt UI's theme for Tailwind, and component types for the type check. */
const BESIDE_THE_PAGE = [join(NODE_MODULES, ".nuxt-ui"), inRoot(".tsbuild", "components.d.ts")];
const STAMP = ".sources";
/** What the bundles of the app hold of others, written when they are built. */
const NOTICES = join(OUT, "notices", "licences.json");

/**
 * Builds those bundles whose sources changed since they were built.
 * @param {readonly Bundle[]} bundles
 */
export async function ensureBuilt(bundles) {
  const stale = bundles.map((bundle) => ({ bundle, sources: hashSources(bundle) })).filter(isStale);
  if (stale.length > 0) {
    await longStep(`Building ${stale.map(({ bundle }) => bundle).join(", ")}`, async () => {
      await Promise.all(stale.map(build));
    });
  } else if (existsSync(NOTICES)) return;
  // Loaded when the packages that it reads are there.
  const { writeNotices } = await import("../packaging/notices.mjs");
  writeNotices();
}

/** @param {{ bundle: Bundle, sources: string }} wanted */
function isStale({ bundle, sources }) {
  if (bundle === "renderer" && !BESIDE_THE_PAGE.every((path) => existsSync(path))) return true;
  const stamp = join(OUT, bundle, STAMP);
  return !existsSync(stamp) || readFileSync(stamp, "utf8") !== sources;
}

/**
 * Builds beside the old bundle and swaps, so that an app or a command that is running keeps what it started with.
 * @param {{ bundle: Bundle, sources: string }} wanted
 */
async function build({ bundle, sources }) {
  mkdirSync(OUT, { recursive: true });
  const fresh = join(OUT, `.${bundle}-${process.pid}`);
  const removeFresh = () => rmSync(fresh, { recursive: true, force: true });
  await undoIfInterrupted(removeFresh, async () => {
    const { code, output } = await runTool(
      "vite",
      ["build", "--config", inRoot("build", "vite", `${bundle}.config.ts`), "--outDir", fresh],
      { quiet: true },
    );
    if (code !== 0) {
      removeFresh();
      throw new SetupError(`The ${bundle} could not be built:\n\n${output.trim()}`);
    }
    writeFileSync(join(fresh, STAMP), sources);
    swap(fresh, join(OUT, bundle));
  });
}

/** @param {string} fresh @param {string} target */
function swap(fresh, target) {
  const old = `${fresh}-old`;
  if (existsSync(target)) renameSync(target, old);
  renameSync(fresh, target);
  rmSync(old, { recursive: true, force: true });
}

/** @param {Bundle} bundle */
function hashSources(bundle) {
  const hash = createHash("sha256");
  for (const path of [...COMMON, ...SOURCES[bundle]]) {
    for (const file of filesUnder(path))
      hash
        .update(file)
        .update("\0")
        .update(readFileSync(join(ROOT, file)));
  }
  return hash.digest("hex");
}

/** @param {string} path @returns {string[]} paths relative to the project, sorted */
function filesUnder(path) {
  const stat = statSync(join(ROOT, path), { throwIfNoEntry: false });
  if (!stat) return [];
  if (stat.isFile()) return [path];
  return readdirSync(join(ROOT, path), { recursive: true, encoding: "utf8" })
    .map((name) => `${path}/${name.replaceAll("\\", "/")}`)
    .filter((name) => !NOT_BUNDLED.test(name) && statSync(join(ROOT, name)).isFile())
    .sort();
}
