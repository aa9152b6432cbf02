import type { FoundReport } from "#core/account/found-report.ts";

export const REPORTS: readonly FoundReport[] = [
  {
    kind: "legacy",
    name: "acme-cost-and-usage",
    format: "legacy",
    location: { bucket: "acme-billing", prefix: "cur", region: "eu-west-1" },
    notes: [],
  },
  {
    kind: "dataExport",
    name: "acme-focus-1-0",
    format: "focus",
    location: { bucket: "acme-data-exports", prefix: "focus", region: "us-east-1" },
    notes: [],
  },
  {
    kind: "dataExport",
    name: "acme-cur2-daily-without-resources",
    format: "cur2",
    location: { bucket: "acme-data-exports", prefix: "cur2", region: "us-east-1" },
    notes: ["It is daily, so that hours cannot be shown.", "It has no resource ids."],
  },
];
