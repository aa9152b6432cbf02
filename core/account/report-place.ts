import type { Decimal } from "../money/decimal.ts";

/** A table of the report in Athena, and how it is asked. */
export type ReportTable = {
  readonly region: string;
  readonly workgroup: string;
  /** The data catalogue, `AwsDataCatalog` for Glue. */
  readonly catalog: string;
  readonly database: string;
  readonly name: string;
  /** `s3://` address that answers are written to; null where the workgroup names it. */
  readonly output: string | null;
};

/** What questions may cost. Bytes are those Athena reads, by which it is paid. */
export type ScanLimits = {
  /** A question that may read more is asked only once the user has agreed. */
  readonly askAboveBytes: number;
  /** Athena is stopped beyond. */
  readonly perQueryBytes: number;
  /** Nothing is asked any more on a day (UTC) beyond. */
  readonly perDayBytes: number;
  /** US dollars per 10^12 bytes. */
  readonly pricePerTb: Decimal;
};

/**
 * Where an account's line items are read: downloaded to this computer, left in AWS and asked through Athena, or the last
 * `localMonths` billing periods here and all before them there.
 */
export type ReportPlace =
  | { readonly type: "local" }
  | { readonly type: "inPlace"; readonly table: ReportTable; readonly limits: ScanLimits }
  | {
      readonly type: "both";
      readonly table: ReportTable;
      readonly limits: ScanLimits;
      readonly localMonths: number;
    };

export const LOCAL: ReportPlace = { type: "local" };
