/** Failures of asking a report in place, through Athena. */
export type AthenaFailureParams = {
  /** The table or the question cannot be asked there; `problem` says why. */
  readonly "athena.cannot_run": { readonly table: string; readonly problem: string };
};
