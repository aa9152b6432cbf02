/** Failures of asking a report in place, through Athena. */
export type AthenaFailureParams = {
  /** The table or the question cannot be asked there; `problem` says why. */
  readonly "athena.cannot_run": { readonly table: string; readonly problem: string };
  readonly "athena.table_missing": {
    readonly database: string;
    readonly table: string;
    readonly known: readonly string[];
  };
  readonly "athena.workgroup_missing": { readonly workgroup: string; readonly region: string };
  readonly "athena.workgroup_disabled": { readonly workgroup: string };
  readonly "athena.database_missing": { readonly database: string; readonly region: string };
  /** The table is a report of which the catalogue knows no partition. */
  readonly "athena.no_period": { readonly table: string };
  /** Athena has not begun a query for a minute. */
  readonly "athena.queued": { readonly workgroup: string };
  /** Neither the workgroup nor the user says where results go. */
  readonly "athena.no_result_place": { readonly workgroup: string };
  /** Athena ran the query and gave up; `detail` in its own words. */
  readonly "athena.failed": { readonly detail: string; readonly queryId: string };
  /** Athena gave the query up since it ran for too long. */
  readonly "athena.timed_out": { readonly queryId: string };
  /** Stopped in AWS: by the workgroup's limit or by somebody else. What it had read is charged. */
  readonly "athena.stopped": {
    readonly detail: string;
    readonly queryId: string;
    readonly scannedBytes: number;
  };
  /** Stopped here, since it read more than one query may. */
  readonly "athena.query_limit": {
    readonly scannedBytes: number;
    readonly limitBytes: number;
    readonly queryId: string;
  };
  /** Whether AWS has delivered anew cannot be seen, so that answers are not kept; `problem` says why. */
  readonly "athena.not_kept": { readonly table: string; readonly problem: string };
  /** Days that this computer and the table do not both have. */
  readonly "athena.nothing_to_compare": { readonly from: string; readonly to: string };
  /** Not started or stopped, since the day's queries have read as much as they may. */
  readonly "athena.day_limit": { readonly scannedBytes: number; readonly limitBytes: number };
};
