import type { ComparedMetric } from "../compare/comparison.ts";

/** Parts of a report, in the order a reader expects them. */
export const REPORT_SECTIONS = [
  "summary",
  "trend",
  "drivers",
  "allocation",
  "commitments",
  "findings",
  "quality",
  "method",
] as const;
export type ReportSection = (typeof REPORT_SECTIONS)[number];

/** Months a trend may look back on. */
export const FEWEST_MONTHS = 2;
export const MOST_MONTHS = 36;

/** How a client's report looks and what it tells, kept so that next month's is one click. */
export type ReportDefinition = {
  readonly id: string;
  readonly title: string;
  readonly client: string;
  readonly preparedBy: string;
  /** In this order. */
  readonly sections: readonly ReportSection[];
  /** A picture as `data:` address, of a kind that `logoFile` knows. */
  readonly logo: string | null;
  /** `#1f4e79`. */
  readonly accent: string;
  /** BCP 47: how numbers are written. Words are English, and so are months. */
  readonly locale: string;
  /** Null: amortized cost, or unblended cost where a month has no amortized one. */
  readonly metric: ComparedMetric | null;
  /** Of the trend, the reported one included. */
  readonly months: number;
};

export const NEW_REPORT: Omit<ReportDefinition, "id" | "client"> = {
  title: "AWS cost review",
  preparedBy: "",
  sections: REPORT_SECTIONS,
  logo: null,
  accent: "#1f4e79",
  locale: "en-US",
  metric: null,
  months: 13,
};

export const SECTION_NAMES: Readonly<Record<ReportSection, string>> = {
  summary: "Executive summary",
  trend: "Cost trend",
  drivers: "Drivers",
  allocation: "Allocation",
  commitments: "Commitments",
  findings: "Findings",
  quality: "Data quality and tie-out",
  method: "Method",
};
