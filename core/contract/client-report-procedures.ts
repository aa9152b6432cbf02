import { z } from "zod";
import { REPORT_FORMATS } from "../client-report/report-request.ts";
import { reportDefinition, reportPreview, reportRequest } from "./schema/client-report.ts";
import { collection } from "./schema/collection.ts";
import { procedure } from "./schema/common.ts";

/** Reports for clients: the kept definitions, how one looks, and its files. */
export const clientReportProcedures = {
  ...collection(reportDefinition),
  /** Asks for everything a report tells and lays it out. */
  preview: procedure.input(reportRequest).output(reportPreview),
  /** Picture of a page as PNG; null when later previews have taken the place of this one. */
  page: procedure
    .input(z.object({ id: z.string(), page: z.number().int().positive() }))
    .output(z.object({ base64: z.base64() }).nullable()),
  /** Asks for a picture and reads it as `data:` address; null when cancelled. */
  chooseLogo: procedure.output(z.string().nullable()),
  /** Writes a report where the user chooses; gives the path, null when cancelled. */
  write: procedure
    .input(
      z.object({
        request: reportRequest,
        format: z.enum(REPORT_FORMATS),
        suggestedName: z.string().min(1).max(200),
      }),
    )
    .output(z.string().nullable()),
};
