import type { FoundTable, FoundWorkgroup, Workgroup } from "#core/account/found-table.ts";

/** Workgroups of Athena: one as AWS makes it, one of a billing team, one that is switched off. */
export const WORKGROUPS: readonly FoundWorkgroup[] = [
  { name: "primary", isEnabled: true },
  { name: "billing", isEnabled: true },
  { name: "retired", isEnabled: false },
];

export function workgroupNamed(name: string): Workgroup {
  const isBilling = name === "billing";
  return {
    name,
    isEnabled: name !== "retired",
    output: isBilling ? "s3://acme-athena-results/billing/" : null,
    enforcesOutput: isBilling,
    managesResults: false,
    cutoffBytes: isBilling ? 100_000_000_000 : null,
  };
}

export const DATABASES: readonly string[] = ["athenacurcfn_acme_hourly", "cid_data_export", "default"];

export const TABLES: readonly FoundTable[] = [
  {
    name: "acme_hourly",
    reading: {
      type: "report",
      format: "legacy",
      partitionKeys: ["year", "month"],
      location: "s3://acme-billing/cur/acme-hourly/acme-hourly/",
    },
  },
  {
    name: "cur2",
    reading: {
      type: "report",
      format: "cur2",
      partitionKeys: ["source_account_id", "billing_period"],
      location: "s3://acme-exports/cur2/",
    },
  },
  {
    name: "cost_and_usage_data_status",
    reading: {
      type: "noReport",
      why: "it lacks line_item_usage_account_id and line_item_unblended_cost, without which a table is no report",
    },
  },
];
