import type { BillingPeriod } from "../time/period.ts";
import type { ReportDefinition } from "./report-definition.ts";

/** What is to be reported. */
export type ReportRequest = {
  readonly definition: ReportDefinition;
  /** Null: the newest month that has ended. */
  readonly month: BillingPeriod | null;
  /** As in a cost query. */
  readonly currency: string | null;
};
