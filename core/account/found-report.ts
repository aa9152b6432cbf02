import type { ReportFormat } from "../delivery/delivery.ts";
import type { ReportLocation } from "./cost-account.ts";

/** A report definition or data export found in the account, to be picked. */
export type FoundReport = {
  readonly kind: "legacy" | "dataExport";
  readonly name: string;
  readonly format: ReportFormat;
  readonly location: ReportLocation;
  /** What speaks against it, one sentence each; empty when it suits. */
  readonly notes: readonly string[];
};
