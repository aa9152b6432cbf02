import { procedure } from "./schema/common.ts";
import { exportRequest } from "./schema/export.ts";
import { jobId } from "./schema/job.ts";

export const exportProcedures = {
  /** Writes tables as CSV, Excel workbook or Parquet; the job's result is `{ path, rows }`. */
  start: procedure.input(exportRequest).output(jobId),
};
