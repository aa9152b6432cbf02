import { type CatalogueTable, readTable } from "../cost/athena/athena-table.ts";
import { cannotRunWords } from "../cost/athena/cannot-run.ts";
import type { ReportFormat } from "../delivery/delivery.ts";

/** A workgroup of Athena, to be picked. */
export type FoundWorkgroup = { readonly name: string; readonly isEnabled: boolean };

/** What a workgroup prescribes for its queries. */
export type Workgroup = {
  readonly name: string;
  readonly isEnabled: boolean;
  /** `s3://` address that answers are written to; null where the workgroup names none. */
  readonly output: string | null;
  /** The workgroup's place counts, whatever a query says. */
  readonly enforcesOutput: boolean;
  /** Athena keeps the answers itself, so that no bucket is needed. */
  readonly managesResults: boolean;
  /** Athena stops a query beyond; null where there is no limit. */
  readonly cutoffBytes: number | null;
};

/** A table of the catalogue, to be picked if it is a report. */
export type FoundTable = {
  readonly name: string;
  readonly reading:
    | {
        readonly type: "report";
        readonly format: ReportFormat;
        readonly partitionKeys: readonly string[];
        /** `s3://` address of its files; null where the catalogue does not tell. */
        readonly location: string | null;
      }
    /** `why`: half a sentence, "it lacks ...". */
    | { readonly type: "noReport"; readonly why: string };
};

/** What a table of the catalogue is good for. */
export function foundTable(table: CatalogueTable): FoundTable {
  const read = readTable(table, []);
  if (read.type === "cannotRun")
    return { name: table.table, reading: { type: "noReport", why: cannotRunWords(read.reason) } };
  const partitionKeys = table.partitionKeys.map(({ name }) => name);
  const { location } = table;
  return {
    name: table.table,
    reading: { type: "report", format: read.table.format, partitionKeys, location },
  };
}
