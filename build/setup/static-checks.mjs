import { runTool } from "./run.mjs";

/**
 * @typedef {{ title: string, run: () => Promise<{ code: number, output: string }> }} Check
 */

/**
 * @param {string} title
 * @param {string} packageName
 * @param {readonly string[]} args
 * @param {string} [bin]
 * @returns {Check}
 */
const tool = (title, packageName, args, bin) => ({
  title,
  run: () => runTool(packageName, args, { quiet: true, ...(bin ? { bin } : {}) }),
});

/** Everything that can be said about the sources without running them. @type {readonly Check[]} */
export const STATIC_CHECKS = [
  tool("format (oxfmt)", "oxfmt", ["--check"]),
  tool("lint (oxlint)", "oxlint", ["--type-aware", "--deny-warnings"]),
  tool("lint of the Vue files (eslint)", "eslint", [
    "--config",
    "build/checks/eslint.config.mjs",
    "--max-warnings=0",
    "renderer/**/*.vue",
  ]),
  tool("types (vue-tsc)", "vue-tsc", ["-b"]),
  tool(
    "architecture (dependency-cruiser)",
    "dependency-cruiser",
    ["--config", "build/checks/dependency-rules.mjs", "core", "electron", "renderer"],
    "depcruise",
  ),
  tool("dead code (knip)", "knip", ["--config", "build/checks/knip.json"]),
];
