import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { inRoot } from "../setup/paths.mjs";

/** Where `npm test` reads what vitest did. */
export const VITEST_SUMMARY = inRoot(".artifacts", "test", "vitest.json");

/**
 * A vitest reporter: how many tests passed, failed and were skipped, and why the skipped ones were.
 * A file that could not be loaded and an error outside every test count as failures.
 */
export default class VitestSummary {
  /**
   * @param {readonly import("vitest/node").TestModule[]} modules
   * @param {readonly unknown[]} strayErrors
   */
  onTestRunEnd(modules, strayErrors) {
    const summary = { passed: 0, failed: strayErrors.length, /** @type {string[]} */ skipped: [] };
    for (const module of modules) {
      if (module.state() === "failed" && module.errors().length > 0) summary.failed += 1;
      for (const test of module.children.allTests()) count(summary, test);
    }
    mkdirSync(dirname(VITEST_SUMMARY), { recursive: true });
    writeFileSync(VITEST_SUMMARY, JSON.stringify(summary));
  }
}

/**
 * @param {{ passed: number, failed: number, skipped: string[] }} summary
 * @param {import("vitest/node").TestCase} test
 */
function count(summary, test) {
  const result = test.result();
  if (result.state === "passed") summary.passed += 1;
  else if (result.state === "failed") summary.failed += 1;
  else {
    const reason = result.state === "skipped" ? result.note : undefined;
    summary.skipped.push(reason ? `${test.fullName} (${reason})` : test.fullName);
  }
}
