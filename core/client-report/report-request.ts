import type { BillingPeriod } from "../time/period.ts";
import type { ReportDefinition, ReportSection } from "./report-definition.ts";

/** What is to be reported. */
export type ReportRequest = {
  readonly definition: ReportDefinition;
  /** Null: the newest month that has ended. */
  readonly month: BillingPeriod | null;
  /** As in a cost query. */
  readonly currency: string | null;
};

/** The files a report is saved as; the workbook holds its tables with exact amounts. */
export const REPORT_FORMATS = ["pdf", "html", "xlsx"] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** A report that is laid out and whose pages can be looked at. */
export type ReportPreview = {
  /** Its pages are asked for by it. */
  readonly id: string;
  readonly month: BillingPeriod;
  readonly currency: string | null;
  readonly pages: number;
  /** First page of each section. */
  readonly sections: readonly { readonly id: ReportSection; readonly page: number }[];
};
