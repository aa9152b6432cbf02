import type { Delivery } from "../delivery/delivery.ts";
import type { QualityReport } from "../ingest/quality-report.ts";
import { addDays, rangeOfPeriod } from "../time/period.ts";

/** What is remembered of a delivery after another one has taken its place. */
export type FormerDelivery = {
  /** `formerId` of it. */
  readonly id: string;
  /** As it was; its stored files are named where they lay then. */
  readonly delivery: Delivery;
  /** Id of the delivery that took its place. */
  readonly replacedBy: string;
  /** ISO instant. */
  readonly replacedAt: string;
  /** Hash over the contents of its source files. */
  readonly fingerprint: string;
  /** AWS had finalised the month: what changes then is a restatement. */
  readonly isClosed: boolean;
  /** False where its sums could not be kept. */
  readonly hasSums: boolean;
  /** Finest sums that the delivery in its place changed; null while that was not counted. */
  readonly changedSums: number | null;
  /** Its line items are still there. */
  readonly hasRows: boolean;
  /** What its line items take, or took. */
  readonly bytes: number;
};

/** Days after its end in which a month of a report without invoice ids still counts as open. */
const CLOSING_DAYS = 10;

/** True when AWS had finalised the month, or, where the report does not tell, some days after its end. */
export function isClosed({ invoice }: Pick<QualityReport, "invoice">, delivery: Delivery): boolean {
  if (invoice !== "unknown") return invoice === "final";
  const { to } = rangeOfPeriod(delivery.billingPeriod);
  return delivery.importedAt.slice(0, 10) >= addDays(to, CLOSING_DAYS);
}

/** An old delivery that is imported again has its old id, so that the one that replaced it belongs to the name. */
export function formerId(replaced: Delivery, by: Delivery): string {
  return `${replaced.id}-${by.id.slice(by.billingPeriod.length + 1)}`;
}

/** Sums of a former delivery, relative to the workspace folder. */
export function formerSumsFile(id: string): string {
  return `former-sums/${id}.parquet`;
}

/** Folder of a former delivery's line items, relative to the workspace folder. */
export function formerFolder(id: string): string {
  return `former/${id}`;
}

/** The delivery with its files where they lie now. */
export function formerPlace({ id, delivery }: FormerDelivery): Delivery {
  const files = delivery.files.map((file) => ({
    ...file,
    stored: `${formerFolder(id)}/${file.stored.replace(/^.*[/\\]/, "")}`,
  }));
  return { ...delivery, files };
}

/** The same report, payer and period: versions of one another. */
export function isVersionOf(a: Delivery, b: Delivery): boolean {
  return (
    a.billingPeriod === b.billingPeriod &&
    a.format === b.format &&
    a.reportName === b.reportName &&
    (a.payerAccountId === b.payerAccountId ||
      (a.costAccountId !== null && a.costAccountId === b.costAccountId))
  );
}

/** Former deliveries whose line items have to go for the others to fit: those replaced first. */
export function beyondLimit(
  former: readonly FormerDelivery[],
  limitBytes: number,
): readonly FormerDelivery[] {
  let room = limitBytes;
  return former
    .filter(({ hasRows }) => hasRows)
    .toSorted((a, b) => (a.replacedAt > b.replacedAt ? -1 : 1))
    .filter(({ bytes }) => {
      room -= bytes;
      return room < 0;
    });
}
