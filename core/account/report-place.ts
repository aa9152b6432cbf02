import { USUAL_PRICE_PER_TB } from "../cost/athena/scan-cost.ts";
import type { Decimal } from "../money/decimal.ts";
import { addMonths, periodOf, type UsageDate } from "../time/period.ts";

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

/** What a question may cost where nobody has said otherwise. */
export const USUAL_LIMITS: ScanLimits = {
  askAboveBytes: 10_000_000_000,
  perQueryBytes: 50_000_000_000,
  perDayBytes: 1_000_000_000_000,
  pricePerTb: USUAL_PRICE_PER_TB,
};

/** So many billing periods are kept here beside those in AWS: a year before this one, to compare with. */
export const USUAL_LOCAL_MONTHS = 13;

/** Whether line items are brought to this computer. */
export function isDownloaded(place: ReportPlace): boolean {
  return place.type !== "inPlace";
}

/**
 * The first day that is wanted on this computer: that of the account's starting date, or of the first of the last
 * `localMonths` billing periods, the present one counted; null wants everything. `today` is a UTC day.
 */
export function localFrom(
  { place, startDate }: { readonly place: ReportPlace; readonly startDate: UsageDate | null },
  today: UsageDate,
): UsageDate | null {
  if (place.type !== "both") return startDate;
  const seam = `${addMonths(periodOf(today), 1 - place.localMonths)}-01`;
  return startDate !== null && startDate > seam ? startDate : seam;
}
