import { existsSync, readFileSync, rmSync } from "node:fs";
import { VITEST_SUMMARY } from "../checks/vitest-summary.mjs";
import { inRoot } from "./paths.mjs";

/** @typedef {{ passed: number, failed: number, skipped: readonly string[] }} Counts */

const JOURNEYS_REPORT = inRoot(".artifacts", "journeys", "report.json");

/** So that a run that dies early cannot be mistaken for the one before it. */
export function forgetCounts() {
  for (const file of [VITEST_SUMMARY, JOURNEYS_REPORT]) rmSync(file, { force: true });
}

/** What the unit tests and the journeys reported. @returns {Counts} */
export function readCounts() {
  const all = [vitestCounts(), journeyCounts()];
  return {
    passed: all.reduce((sum, { passed }) => sum + passed, 0),
    failed: all.reduce((sum, { failed }) => sum + failed, 0),
    skipped: all.flatMap(({ skipped }) => skipped),
  };
}

/** @returns {Counts} */
function vitestCounts() {
  return existsSync(VITEST_SUMMARY)
    ? JSON.parse(readFileSync(VITEST_SUMMARY, "utf8"))
    : { passed: 0, failed: 0, skipped: [] };
}

/** @returns {Counts} */
function journeyCounts() {
  if (!existsSync(JOURNEYS_REPORT)) return { passed: 0, failed: 0, skipped: [] };
  /** @type {import("@playwright/test/reporter").JSONReport} */
  const report = JSON.parse(readFileSync(JOURNEYS_REPORT, "utf8"));
  const skipped = report.suites.flatMap(specsOf).flatMap(skippedTests);
  const { expected, unexpected, flaky } = report.stats;
  return { passed: expected, failed: unexpected + flaky + report.errors.length, skipped };
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
