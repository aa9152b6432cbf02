import type { ReportFailureParams } from "./report-codes.ts";
import { clause, say, type Wording } from "./wording.ts";

export const REPORT_WORDING: Wording<keyof ReportFailureParams> = {
  "report.month_not_held": (p) =>
    say(
      `The workspace holds no costs of ${p.month}.`,
      `Choose a month from ${p.first} to ${p.last}, or import the one you want to report on.`,
    ),
  "report.logo_refused": (p, path) =>
    say(
      `${path(p.path)} cannot be the logo, since ${p.problem}.`,
      "Choose a PNG, JPEG or SVG file of at most 500 kB.",
    ),
  "report.not_printed": (p) =>
    say(`The PDF could not be made: ${clause(p.cause)}.`, "Save the report as HTML and print that."),
};
