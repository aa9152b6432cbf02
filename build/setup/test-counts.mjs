import { existsSync, readFileSync, rmSync } from "node:fs";
import { reason } from "../checks/failure-reason.mjs";
import { VITEST_SUMMARY } from "../checks/vitest-summary.mjs";
import { inRoot } from "./paths.mjs";

/**
 * `flaky` passed, but only at a second try. `reasons` say of what failed why, as far as it is known.
 * @typedef {{ passed: number, failed: number, skipped: readonly string[], flaky: readonly string[], reasons: readonly string[] }} Counts
 */

const JOURNEYS_REPORT = inRoot(".artifacts", "journeys", "report.json");
/** A suite that did not live to report has failed, whatever its exit code. @type {Counts} */
const NO_REPORT = { passed: 0, failed: 1, skipped: [], flaky: [], reasons: [] };

/** So that a run that dies early cannot be mistaken for the one before it. */
export function forgetCounts() {
  for (const file of [VITEST_SUMMARY, JOURNEYS_REPORT]) rmSync(file, { force: true });
}

/** @returns {Counts} */
export function vitestCounts() {
  return existsSync(VITEST_SUMMARY) ? JSON.parse(readFileSync(VITEST_SUMMARY, "utf8")) : NO_REPORT;
}

/** @returns {Counts} */
export function journeyCounts() {
  if (!existsSync(JOURNEYS_REPORT)) return NO_REPORT;
  /** @type {import("@playwright/test/reporter").JSONReport} */
  const report = JSON.parse(readFileSync(JOURNEYS_REPORT, "utf8"));
  const specs = report.suites.flatMap(specsOf);
  const { expected, unexpected, flaky } = report.stats;
  return {
    passed: expected + flaky,
    failed: unexpected + report.errors.length,
    skipped: specs.flatMap(skippedTests),
    flaky: specs
      .filter(({ tests }) => tests.some(({ status }) => status === "flaky"))
      .map(({ title }) => title),
    reasons: specs.flatMap(reasonsOf),
  };
}

/** @param {import("@playwright/test/reporter").JSONReportSuite} suite @returns {import("@playwright/test/reporter").JSONReportSpec[]} */
function specsOf(suite) {
  return [...suite.specs, ...(suite.suites ?? []).flatMap(specsOf)];
}

/** @param {import("@playwright/test/reporter").JSONReportSpec} spec */
function skippedTests(spec) {
  return spec.tests
    .filter(({ status }) => status === "skipped")
    .map(({ annotations }) => {
      const reason = annotations.find(({ type }) => type === "skip" || type === "fixme")?.description;
      return reason ? `${spec.title} (${reason})` : spec.title;
    });
}

/** @param {import("@playwright/test/reporter").JSONReportSpec} spec */
function reasonsOf({ title, tests }) {
  return tests.flatMap(({ results }) =>
    results.flatMap(({ errors }) => errors.map(({ message }) => reason(title, message))),
  );
}

/**
 * A static check counts as one test.
 * @param {number} total
 * @param {readonly string[]} failed
 * @returns {Counts}
 */
export function countSteps(total, failed) {
  return { passed: total - failed.length, failed: failed.length, skipped: [], flaky: [], reasons: [] };
}

/**
 * A suite that ended badly has at least one failure, even if it reports none.
 * @param {readonly string[]} failedSteps
 * @param {Counts} counts
 * @returns {Counts}
 */
export function atLeast(failedSteps, counts) {
  return { ...counts, failed: Math.max(counts.failed, failedSteps.length) };
}

/** @param {readonly Counts[]} all @returns {Counts} */
export function sum(all) {
  return {
    passed: all.reduce((total, { passed }) => total + passed, 0),
    failed: all.reduce((total, { failed }) => total + failed, 0),
    skipped: all.flatMap(({ skipped }) => skipped),
    flaky: all.flatMap(({ flaky }) => flaky),
    reasons: all.flatMap(({ reasons }) => reasons),
  };
}
