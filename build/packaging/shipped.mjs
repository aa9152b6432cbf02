import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { OUT, inRoot } from "../setup/paths.mjs";
import { FORGOTTEN_TEXTS } from "./licence-texts.mjs";

/**
 * @typedef {{
 *   readonly name: string, readonly version: string, readonly licence: string, readonly text: string,
 *   readonly integrity: string
 * }} ShippedPackage
 */

const BUNDLES = ["main", "engine", "console", "preload", "renderer"];
/** Packages that style sheets and icons are taken from, of which the bundler does not tell. */
const OF_STYLE_SHEETS = [
  "tailwindcss",
  "@nuxt/ui",
  "@fontsource-variable/inter",
  "@fontsource/inter",
  "@iconify-json/lucide",
];
/** Packages that only serve to build another one from source and are left out of what is shipped. */
const NOT_PACKED = ["node-addon-api"];

/** The lists that the bundlers wrote. */
export const packageLists = () => BUNDLES.map((bundle) => join(OUT, bundle, ".packages"));

/**
 * Every npm package of which something is in the app, bundled or beside the bundles, by name and version.
 * @returns {readonly ShippedPackage[]}
 */
export function shippedPackages() {
  const lock = JSON.parse(readFileSync(inRoot("package-lock.json"), "utf8")).packages;
  const bundled = packageLists().flatMap((list) => readFileSync(list, "utf8").split("\n").filter(Boolean));
  const beside = Object.entries(lock)
    .filter(([path, { dev }]) => path !== "" && !dev && existsSync(inRoot(path)))
    .map(([path]) => path);
  const all = [...bundled, ...beside, ...OF_STYLE_SHEETS.map((name) => `node_modules/${name}`)];
  const packages = [...new Set(all)].map((path) => describe(path, lock[path]?.integrity ?? ""));
  const byId = new Map(packages.map((each) => [`${each.name}@${each.version}`, each]));
  return [...byId.values()]
    .filter(({ name }) => !NOT_PACKED.includes(name))
    .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1));
}

/** @param {string} path @param {string} integrity @returns {ShippedPackage} */
function describe(path, integrity) {
  const manifest = JSON.parse(readFileSync(inRoot(path, "package.json"), "utf8"));
  const { name, version, license, licenses } = manifest;
  return {
    name,
    version,
    licence: license?.type ?? license ?? licenses?.[0]?.type ?? "",
    text: ownText(path) || (FORGOTTEN_TEXTS[name]?.() ?? ""),
    integrity,
  };
}

/** What a package itself says, notices included. @param {string} path */
export function ownText(path) {
  const files = readdirSync(inRoot(path), { withFileTypes: true }).filter(
    (entry) => entry.isFile() && /^(?:licen[cs]e|copying|notice)/i.test(entry.name),
  );
  return files
    .map(({ name }) => name)
    .toSorted()
    .map((name) => readFileSync(inRoot(path, name), "utf8").replaceAll("\r\n", "\n").trim())
    .join("\n\n");
}
