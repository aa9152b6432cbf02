import { withKeyring } from "./keyring.mjs";
import { run, runTool, toolPath } from "./run.mjs";

/** @param {readonly string[]} [args] */
export function runUnitTests(args = []) {
  const reporters = ["--reporter=default", "--reporter=./build/checks/vitest-summary.mjs"];
  return runTool("vitest", ["run", "--config", "build/vitest.config.ts", ...reporters, ...args]);
}

/** @param {NodeJS.ProcessEnv} env with a display @param {readonly string[]} [args] */
export function runJourneys(env, args = []) {
  const tool = toolPath("@playwright/test", "playwright");
  return withKeyring(env, (before, own) => {
    const journeys = [process.execPath, tool, "test", "--config", "electron/e2e/playwright.config.ts"];
    const [command = "", ...rest] = [...before, ...journeys, ...args];
    return run(command, rest, { env: own });
  });
}
