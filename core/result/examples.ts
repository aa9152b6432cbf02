import { ATHENA_EXAMPLES } from "./athena-examples.ts";
import { AWS_EXAMPLES } from "./aws-examples.ts";
import type { FailureCode, FailureParams } from "./codes.ts";
import { REPORT_EXAMPLES } from "./report-examples.ts";
import { SITE24X7_EXAMPLES } from "./site24x7-examples.ts";
import { SQL_EXAMPLES } from "./sql-examples.ts";
import { WORKSPACE_FILE_EXAMPLES } from "./workspace-file-examples.ts";

/** One example of every failure, for the help and the tests; a code without one does not compile. */
export const FAILURE_EXAMPLES: { readonly [C in FailureCode]: FailureParams[C] } = {
  ...AWS_EXAMPLES,
  ...ATHENA_EXAMPLES,
  ...SITE24X7_EXAMPLES,
  ...SQL_EXAMPLES,
  ...REPORT_EXAMPLES,
  ...WORKSPACE_FILE_EXAMPLES,
  cancelled: {},
  internal: { correlationId: "7f3a" },
  "file.not_found": { path: "/bills/a.csv" },
  "file.unreadable": { path: "/bills/a.csv", cause: "permission denied." },
  "file.empty": { path: "/bills/a.csv" },
  "file.damaged": { path: "/bills/a.csv.gz", at: 4711, cause: "the gzip checksum is wrong" },
  "file.encrypted": { path: "/bills/a.zip" },
  "file.html": { path: "/bills/a.csv.gz" },
  "file.lfs_pointer": { path: "/bills/a.csv.gz" },
  "file.too_large": { path: "/bills/a.csv", sizeBytes: 2_500_000_000, limitBytes: 1_000_000_000 },
  "file.changed": { path: "/bills/a.csv" },
  "file.unknown_kind": { path: "/bills/a.docx" },
  "parquet.codec_refused": { path: "/bills/a.parquet", codec: "brotli" },
  "manifest.invalid": { path: "/bills/m.json", at: "reportKeys[0]" },
  "manifest.no_files": { path: "/bills/m.json" },
  "manifest.file_missing": { path: "/bills/m.json", missing: "a-2.csv.gz" },
  "cur.not_a_report": { path: "/bills/a.csv", missing: ["lineItem/UnblendedCost"] },
  "cur.bad_row": { path: "/bills/a.csv", row: 17, cause: "too many cells" },
  "cur.no_rows": { path: "/bills/a.csv" },
  "ingest.invariant_failed": { name: "rows", expected: "10", actual: "9" },
  "ingest.nothing_to_import": { paths: ["/bills"] },
  "figures.unreadable": { path: "/figures/orders.xlsx", cause: "it is a workbook" },
  "disk.full": { path: "/bills" },
  "disk.failing": { path: "/bills", cause: "EIO" },
  "file.unwritable": { path: "/bills/costs.csv", cause: "EACCES" },
  "query.invalid": { at: "range", problem: "it ends before it begins" },
  "query.unknown_dimension": { dimension: "colour", known: ["service", "region"] },
  "query.unknown_metric": { metric: "net", known: ["unblended", "netUnblended"] },
  "query.no_data": {},
  "query.mixed_currencies": { currencies: ["USD", "CNY"] },
  "query.metric_unavailable": { metric: "netUnblended", periods: ["2024-01"], missing: [] },
  "budget.unit_unknown": { unit: "Retail" },
  "workspace.not_found": { path: "/ws" },
  "workspace.not_open": {},
  "workspace.locked": { path: "/ws", by: "process 7" },
  "workspace.damaged": { path: "/ws", cause: "the catalogue is unreadable" },
  "workspace.read_only": { path: "/ws" },
  "workspace.newer": { path: "/ws", version: 9 },
  "workspace.name_taken": { name: "Acme" },
  "job.unknown": { id: "j1" },
  "engine.crashed": {},
};
