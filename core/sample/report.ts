import type { BillingPeriod } from "../time/period.ts";
import type { SampleMonth } from "./calendar.ts";
import type { TotalsLedger } from "./totals.ts";
import type { SampleWorld } from "./world.ts";

/** The three report formats the sample can be delivered in. */
export type SampleFormat = "legacy" | "cur2" | "focus";

export type ReportOptions = {
  /** Split a month into files of at most this many rows. */
  readonly rowsPerFile: number;
  /** Legacy only: 150 columns, of which many stay empty. */
  readonly wide: boolean;
  /** Written as Parquet: names and types as AWS gives them there. */
  readonly parquet: boolean;
};

/** A column as a Parquet writer needs to know it. */
export type WrittenColumn = {
  /** Header in the CSV. */
  readonly header: string;
  /** Column in Parquet; columns that share a name are merged, the first filled one wins. */
  readonly parquetName: string;
  readonly parquetType: "string" | "double" | "timestamp" | "map" | "doubleMap";
};

/** One file of a delivery, its key relative to the bucket, and its CSV in chunks. */
export type ReportFile = {
  readonly key: string;
  readonly columns: readonly WrittenColumn[];
  readonly chunks: Iterable<string>;
};

/** One billing period of a report as AWS lays it out in a bucket. */
export type ReportMonth = {
  readonly billingPeriod: BillingPeriod;
  /** Data files; each must be written to its end before the next is asked for. */
  readonly files: Iterable<ReportFile>;
  /** Manifests, to be written after the data; only then are the keys known. */
  readonly manifests: () => readonly { readonly key: string; readonly text: string }[];
};

/** Metric names of a format's totals, and how its months are written. */
export type ReportWriter = {
  readonly metrics: readonly string[];
  readonly month: (
    world: SampleWorld,
    month: SampleMonth,
    ledger: TotalsLedger,
    options: ReportOptions,
  ) => ReportMonth;
};

/** Bucket and prefix the sample pretends to come from. */
export const BUCKET = "larkfield-billing";
export const PREFIX = "cost";

/** Cuts rows into files: each part yields up to `limit` rows of the shared source; at least one part comes. */
export function* fileParts<Row>(rows: Iterable<Row>, limit: number): Generator<Iterable<Row>, void> {
  const source = rows[Symbol.iterator]();
  let next = source.next();
  const part = function* (): Generator<Row, void> {
    for (let count = 0; count < limit && next.done !== true; count += 1) {
      yield next.value;
      next = source.next();
    }
  };
  do yield part();
  while (next.done !== true);
}

/** `00001`, as file names number their parts. */
export function partNumber(index: number): string {
  return String(index + 1).padStart(5, "0");
}
