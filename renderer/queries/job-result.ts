import type { ImportReport } from "#core/ingest/import-report.ts";
import type { RepairedMonth } from "#core/workspace/condition.ts";
import { changesData, type JobSnapshot } from "#core/job/job.ts";

/** The report of a finished import or sample job; null for other jobs and states. */
export function importReportOf(job: JobSnapshot): ImportReport | null {
  if (!changesData(job.job) || job.state.kind !== "succeeded") return null;
  return isImportReport(job.state.result) ? job.state.result : null;
}

/** Where a finished export was written. */
export function exportedPathOf(job: JobSnapshot): string | null {
  if (job.job !== "export" || job.state.kind !== "succeeded") return null;
  const { result } = job.state;
  const isExport = typeof result === "object" && result !== null && "path" in result;
  return isExport && typeof result.path === "string" ? result.path : null;
}

/** What became of the months that a finished repair was for. */
export function repairedMonthsOf(job: JobSnapshot): readonly RepairedMonth[] {
  if (job.job !== "repair" || job.state.kind !== "succeeded") return [];
  const { result } = job.state;
  const isReport = typeof result === "object" && result !== null && "months" in result;
  return isReport && Array.isArray(result.months) ? (result.months as readonly RepairedMonth[]) : [];
}

function isImportReport(result: unknown): result is ImportReport {
  return (
    typeof result === "object" &&
    result !== null &&
    "periods" in result &&
    Array.isArray(result.periods) &&
    "skipped" in result &&
    Array.isArray(result.skipped)
  );
}
