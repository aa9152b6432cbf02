import { sql } from "../../sql/sql.ts";
import type { FindingRule } from "../finding.ts";
import { number, onlyHours, usageType } from "../shape.ts";

export const idleLoadBalancers: FindingRule = {
  id: "idle-load-balancers",
  rank: 15,
  title: "Idle load balancers",
  confidence: "A",
  stage: "idle",
  needs: ["resourceId", "usageType", "usageAmount"],
  assumptions: [
    { id: "hours", label: "Hours without traffic", value: "336.0000000000", unit: "hours" },
    {
      id: "most",
      label: "Most capacity units or GB that still count as none",
      value: "0.0010000000",
      unit: "amount",
    },
  ],
  why: "The balancer is paid by the hour and nothing passes through it.",
  formula: "All that was charged for it.",
  fix: {
    console:
      "EC2 > Load Balancers > select > Actions > Delete load balancer, with its listeners and target groups.",
    cli: "aws elbv2 delete-load-balancer --load-balancer-arn ARN",
  },
  source: "AWS CUR Query Library, idle load balancers; CUDOS",
  items: (tables, given) =>
    onlyHours(tables, {
      scope: sql`service IN ('AWSELB', 'AmazonEC2') AND ${usageType("LoadBalancerUsage|LCUUsage|DataProcessing-Bytes")}`,
      hours: usageType("LoadBalancerUsage"),
      least: number(given("hours")),
      most: number(given("most")),
    }),
  saving: (measure) => measure("cost"),
};
