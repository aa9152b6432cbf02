import { isBillingPeriod, type BillingPeriod } from "../../time/period.ts";

const LEGACY_FOLDER = /(?:^|\/)(\d{4})(\d{2})\d{2}-\d{8}(?:\/|$)/;
const EXPORT_FOLDER = /(?:^|\/)billing_period=(\d{4}-\d{2})(?:\/|$)/i;
const ATHENA_FOLDER = /(?:^|\/)year=(\d{4})\/month=(\d{1,2})(?:\/|$)/i;

/** Billing period that a path's folders tell (`20240101-20240201`, `BILLING_PERIOD=2024-01`, `year=2024/month=1`); null when none does. */
export function periodFromPath(path: string): BillingPeriod | null {
  const folders = path.replaceAll("\\", "/");
  const [, exported] = EXPORT_FOLDER.exec(folders) ?? [];
  const [, year, month] = LEGACY_FOLDER.exec(folders) ?? ATHENA_FOLDER.exec(folders) ?? [];
  const period = exported ?? `${year}-${(month ?? "").padStart(2, "0")}`;
  return isBillingPeriod(period) ? period : null;
}

/** Billing period of a manifest's start (`20240101T000000.000Z` or ISO); its end is not to be relied upon. */
export function periodFromStart(start: string): BillingPeriod | null {
  const [, year, month] = /^(\d{4})-?(\d{2})-?\d{2}/.exec(start) ?? [];
  const period = `${year}-${month}`;
  return isBillingPeriod(period) ? period : null;
}

/** What the name of a loose file tells. */
export type LooseName = {
  /** Name without endings and chunk number: the chunks of one delivery share it. */
  readonly stem: string;
  /** Name of the report: the stem without dates, so that the months of one report share it. */
  readonly reportName: string;
  readonly billingPeriod: BillingPeriod | null;
};

const ENDINGS = /(\.(csv|gz|zip|parquet|snappy|txt))+$/i;
const CHUNK = /[-_. ](\d{5}|\d{1,2})$/;
const DATE = /(?:^|[-_. ])((?:19|20)\d{2})-?(0[1-9]|1[0-2])(?:-?\d{2})?(?:-\d{8})?(?:$|[-_. ])/;

/** `cur-2024-01-00002.csv.gz` is a chunk of `cur-2024-01`, a delivery of report `cur` for 2024-01. */
export function looseName(path: string): LooseName {
  const folders = path.replaceAll("\\", "/");
  const file = (folders.split("/").at(-1) ?? "").replace(ENDINGS, "");
  const stem = DATE.exec(file)?.[0].length === lengthFromDate(file) ? file : file.replace(CHUNK, "");
  const [dated = "", year, month] = DATE.exec(stem) ?? [];
  const rest = stem.replace(dated, dated.startsWith("-") && !stem.endsWith(dated) ? "-" : "");
  return {
    stem,
    reportName: rest === "" ? stem : rest,
    billingPeriod: periodFromPath(folders) ?? (year === undefined ? null : `${year}-${month}`),
  };
}

/** Length of what follows from the first date on; equals the date's own length where the name ends with it. */
function lengthFromDate(file: string): number {
  const found = DATE.exec(file);
  return found === null ? -1 : file.length - found.index;
}
