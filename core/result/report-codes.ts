/** Failures of a client's report. */
export type ReportFailureParams = {
  /** The month to report on is not in the workspace. */
  readonly "report.month_not_held": { readonly month: string; readonly first: string; readonly last: string };
  /** A logo is no picture that can be shown, or too large. */
  readonly "report.logo_refused": { readonly path: string; readonly problem: string };
  /** The pages could not be printed. */
  readonly "report.not_printed": { readonly cause: string };
};
