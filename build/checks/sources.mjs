import { readdirSync } from "node:fs";
import { inRoot } from "../setup/paths.mjs";

/**
 * Names of the app's own sources below a top-level folder, from the project's root; no tests and nothing that only they use.
 * @param {string} folder
 */
export function sourcesOf(folder) {
  return readdirSync(inRoot(folder), { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter((name) => /\.(?:ts|vue)$/.test(name) && !/\.(?:test|fixture|test-d|e2e)\.ts$|\/e2e\//.test(name));
}
