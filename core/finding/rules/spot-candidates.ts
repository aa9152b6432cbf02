import { sql } from "../../sql/sql.ts";
import { times } from "../exact.ts";
import type { FindingRule } from "../finding.ts";
import { IS_INSTANCE_HOURS, IS_NO_WINDOWS } from "../instance-family.ts";
import { byResource } from "../shape.ts";

export const spotCandidates: FindingRule = {
  id: "spot-candidates",
  rank: 40,
  title: "On-demand instances that could be Spot",
  confidence: "C",
  stage: "review",
  needs: ["resourceId", "usageType", "operation"],
  assumptions: [{ id: "share", label: "Saving of Spot", value: "0.5500000000", unit: "share" }],
  why: "Work that can be interrupted and restarted runs on the same machines for less than half. The bill does not tell which work that is.",
  formula: "Cost of on-demand and Compute Savings Plan instances × 55 %, on what all other findings leave.",
  fix: {
    console:
      "EC2 > Auto Scaling groups > Instance purchase options: a share of Spot over several instance types; EKS: Karpenter with spot capacity.",
    cli: "aws autoscaling update-auto-scaling-group --auto-scaling-group-name ASG --mixed-instances-policy file://spot.json",
  },
  source: "AWS Cloud Intelligence Dashboards, KPI",
  items: (tables) =>
    byResource(
      tables,
      sql`${IS_INSTANCE_HOURS} AND option IN ('OnDemand', 'SavingsPlan') AND ${IS_NO_WINDOWS}`,
    ),
  saving: (measure, given) => times(measure("cost"), given("share")),
};
