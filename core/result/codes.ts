import type { AthenaFailureParams } from "./athena-codes.ts";
import type { AwsFailureParams } from "./aws-codes.ts";
import type { ReportFailureParams } from "./report-codes.ts";
import type { Site24x7FailureParams } from "./site24x7-codes.ts";
import type { SqlFailureParams } from "./sql-codes.ts";
import type { UpdateFailureParams } from "./update-codes.ts";
import type { WorkspaceFileFailureParams } from "./workspace-file-codes.ts";

/** Parameters of every expected failure, by code `<area>.<reason>`. The one registry: a code that is not here cannot be raised. */
export type FailureParams = AwsFailureParams &
  AthenaFailureParams &
  Site24x7FailureParams &
  SqlFailureParams &
  ReportFailureParams &
  UpdateFailureParams &
  WorkspaceFileFailureParams &
  LocalFailureParams;

/** Failures of files, questions, workspaces and jobs. */
type LocalFailureParams = {
  readonly cancelled: Record<never, never>;
  readonly internal: { readonly correlationId: string };
  /** A path the user named does not exist or may not be read. */
  readonly "file.not_found": { readonly path: string };
  readonly "file.unreadable": { readonly path: string; readonly cause: string };
  /** A file could not be written where the user wanted it. */
  readonly "file.unwritable": { readonly path: string; readonly cause: string };
  readonly "file.empty": { readonly path: string };
  /** Bytes end early or a checksum is wrong; `at` is a byte offset of the stored file. */
  readonly "file.damaged": { readonly path: string; readonly at: number; readonly cause: string };
  readonly "file.encrypted": { readonly path: string };
  readonly "file.html": { readonly path: string };
  readonly "file.lfs_pointer": { readonly path: string };
  readonly "file.too_large": {
    readonly path: string;
    readonly sizeBytes: number;
    readonly limitBytes: number;
  };
  readonly "file.changed": { readonly path: string };
  readonly "file.unknown_kind": { readonly path: string };
  readonly "parquet.codec_refused": { readonly path: string; readonly codec: string };
  readonly "manifest.invalid": { readonly path: string; readonly at: string };
  /** A manifest that is whole and lists no files: AWS had nothing to deliver. */
  readonly "manifest.no_files": { readonly path: string };
  readonly "manifest.file_missing": { readonly path: string; readonly missing: string };
  readonly "cur.not_a_report": { readonly path: string; readonly missing: readonly string[] };
  readonly "cur.bad_row": { readonly path: string; readonly row: number; readonly cause: string };
  readonly "cur.no_rows": { readonly path: string };
  readonly "ingest.invariant_failed": {
    readonly name: string;
    readonly expected: string;
    readonly actual: string;
  };
  readonly "ingest.nothing_to_import": { readonly paths: readonly string[] };
  /** A table of business figures that is no CSV. */
  readonly "figures.unreadable": { readonly path: string; readonly cause: string };
  /** A list of invoices that is no CSV, or has no rows. */
  readonly "invoices.unreadable": { readonly path: string; readonly cause: string };
  readonly "disk.full": { readonly path: string };
  /** The disk answered a read or a write with an error of its own. */
  readonly "disk.failing": { readonly path: string; readonly cause: string };
  readonly "query.invalid": { readonly at: string; readonly problem: string };
  readonly "query.unknown_dimension": { readonly dimension: string; readonly known: readonly string[] };
  readonly "query.unknown_metric": { readonly metric: string; readonly known: readonly string[] };
  readonly "query.no_data": Record<never, never>;
  /** What was found in bills that lie in AWS is looked at no longer, and has given way to later looks. */
  readonly "findings.not_kept": Record<never, never>;
  readonly "query.mixed_currencies": { readonly currencies: readonly string[] };
  readonly "query.metric_unavailable": {
    readonly metric: string;
    readonly periods: readonly string[];
    readonly missing: readonly string[];
  };
  /** A budget of a business unit that the allocation model in force does not have. */
  readonly "budget.unit_unknown": { readonly unit: string };
  readonly "workspace.not_found": { readonly path: string };
  readonly "workspace.not_open": Record<never, never>;
  readonly "workspace.locked": { readonly path: string; readonly by: string };
  readonly "workspace.damaged": { readonly path: string; readonly cause: string };
  /** The folder may be read and not written. */
  readonly "workspace.read_only": { readonly path: string };
  readonly "workspace.newer": { readonly path: string; readonly version: number };
  readonly "workspace.name_taken": { readonly name: string };
  readonly "job.unknown": { readonly id: string };
  readonly "engine.crashed": Record<never, never>;
  /** DuckDB needed more memory than it may use; 0 where it does not say how much that is. */
  readonly "engine.out_of_memory": { readonly limitMb: number };
};

export type FailureCode = keyof FailureParams;
