import type { ImportReport } from "#core/ingest/import-report.ts";
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
