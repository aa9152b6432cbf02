import { sql } from "../../sql/sql.ts";
import { whole } from "../exact.ts";
import type { FindingRule } from "../finding.ts";
import { number, usageType } from "../shape.ts";

export const snapshotGrowth: FindingRule = {
  id: "snapshot-growth",
  rank: 26,
  title: "Snapshots that grow month after month",
  confidence: "C",
  stage: "review",
  needs: ["usageType", "usageAmount"],
  monthsBefore: 2,
  assumptions: [
    { id: "growth", label: "Growth in each of two months", value: "0.0500000000", unit: "share" },
  ],
  why: "Snapshots that are made and never deleted grow with a slope of their own. Two months in a row are no accident.",
  formula: "Not told by the bill: the cost of the snapshots that grow by the set share twice in a row.",
  fix: {
    console: "EC2 > Lifecycle Manager: keep a set number; AWS Backup: a retention in every plan.",
    cli: "aws dlm get-lifecycle-policies",
  },
  source: "Ours",
  items: ({ history, first, last }, given) => sql`SELECT month, key, facts, cost FROM (
      SELECT month, coalesce(region, 'no Region') AS key, list(id ORDER BY id) AS facts, sum(cost)::DECIMAL(38,18) AS cost, sum(usage) AS held,
        lag(sum(usage), 1) OVER (PARTITION BY account, region ORDER BY month) AS before,
        lag(sum(usage), 2) OVER (PARTITION BY account, region ORDER BY month) AS earlier
      FROM ${history} WHERE is_usage AND ${usageType("EBS:SnapshotUsage$")} GROUP BY month, account, region)
    WHERE month BETWEEN ${first} AND ${last} AND held > before::DECIMAL(38,12) * ${number(given("growth") + whole(1))}::DECIMAL(10,4) AND before > earlier::DECIMAL(38,12) * ${number(given("growth") + whole(1))}::DECIMAL(10,4)`,
  saving: () => null,
};
