import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { inRoot } from "../setup/paths.mjs";
import { reason } from "./failure-reason.mjs";

/** @typedef {{ passed: number, failed: number, skipped: string[], flaky: string[], reasons: string[] }} Summary */

/** Where `npm test` reads what vitest did. */
export const VITEST_SUMMARY = inRoot(".artifacts", "test", "vitest.json");

/**
 * A vitest reporter: how many tests passed, failed and were skipped, and why the skipped and the failed ones were.
 * Those that passed only at a second try are named.
 * A file that could not be loaded and an error outside every test count as failures.
 */
export default class VitestSummary {
  /**
   * @param {readonly import("vitest/node").TestModule[]} modules
   * @param {readonly unknown[]} strayErrors
   */
  onTestRunEnd(modules, strayErrors) {
    /** @type {Summary} */
    const summary = { passed: 0, failed: strayErrors.length, skipped: [], flaky: [], reasons: [] };
    for (const module of modules) {
      const errors = module.errors();
      if (module.state() === "failed" && errors.length > 0) summary.failed += 1;
      summary.reasons.push(...errors.map(({ message }) => reason(module.moduleId, message)));
      for (const test of module.children.allTests()) count(summary, test);
    }
    mkdirSync(dirname(VITEST_SUMMARY), { recursive: true });
    writeFileSync(VITEST_SUMMARY, JSON.stringify(summary));
  }
}

/**
 * @param {Summary} summary
 * @param {import("vitest/node").TestCase} test
 */
function count(summary, test) {
  const result = test.result();
  if (result.state === "passed") {
    summary.passed += 1;
    if (test.diagnostic()?.flaky) summary.flaky.push(test.fullName);
  } else if (result.state === "failed") {
    summary.failed += 1;
    summary.reasons.push(...result.errors.map(({ message }) => reason(test.fullName, message)));
  } else {
    const why = result.state === "skipped" ? result.note : undefined;
    summary.skipped.push(why ? `${test.fullName} (${why})` : test.fullName);
  }
}
