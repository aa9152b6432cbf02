import type { ReportFailureParams } from "./report-codes.ts";

/** One set of parameters for every failure of a client's report. */
export const REPORT_EXAMPLES: ReportFailureParams = {
  "report.month_not_held": { month: "2026-11", first: "2025-10", last: "2026-10" },
  "report.logo_refused": { path: "/home/ada/logo.gif", problem: "it is no picture of a known kind" },
  "report.not_printed": { cause: "the page did not load" },
};
