import { raw, sql } from "../../sql/sql.ts";
import { times } from "../exact.ts";
import type { FindingRule } from "../finding.ts";
import { byResource, usageType } from "../shape.ts";

export const oldSnapshots: FindingRule = {
  id: "old-snapshots",
  rank: 25,
  title: "EBS snapshots older than a year",
  confidence: "C",
  stage: "idle",
  needs: ["resourceId", "usageType"],
  monthsBefore: 12,
  assumptions: [{ id: "share", label: "Saving of the archive tier", value: "0.7500000000", unit: "share" }],
  why: "A snapshot that was there twelve months ago is rarely what anybody would restore. Deleting it saves all, archiving most.",
  formula: "Cost × 75 %, of snapshots that the bill of the same month a year ago names too.",
  fix: {
    console:
      "EC2 > Snapshots > sort by Started > Delete, or Actions > Archive snapshot; Data Lifecycle Manager for the time after.",
    cli: "aws ec2 modify-snapshot-tier --snapshot-id SNAP --storage-tier archive",
  },
  source: "AWS Cloud Intelligence Dashboards, KPI, EBS snapshots; CUDOS",
  items: (
    tables,
  ) => sql`SELECT item.* FROM (${byResource(tables, sql`resource IS NOT NULL AND ${usageType("EBS:SnapshotUsage$")}`, { sums: { account: raw("account") } })}) AS item
    WHERE EXISTS (SELECT 1 FROM ${tables.history} AS before WHERE before.resource = item.key AND before.account = item.account
      AND before.month <= strftime((item.month || '-01')::DATE - INTERVAL 12 MONTH, '%Y-%m') AND ${usageType("EBS:SnapshotUsage$")})`,
  saving: (measure, given) => times(measure("cost"), given("share")),
};
