import { raw, sql } from "../../sql/sql.ts";
import type { FindingRule } from "../finding.ts";
import { number, usageType } from "../shape.ts";

const IN = raw("coalesce(sum(usage) FILTER (operation LIKE '%-In'), 0)");
const OUT = raw("coalesce(sum(usage) FILTER (operation LIKE '%-Out'), 0)");

export const interZoneTraffic: FindingRule = {
  id: "inter-zone-traffic",
  rank: 19,
  title: "Uneven traffic between Availability Zones",
  confidence: "C",
  stage: "review",
  needs: ["usageType", "operation", "usageAmount"],
  assumptions: [
    { id: "least", label: "Least cost in a month", value: "1000.0000000000", unit: "money" },
    { id: "ratio", label: "One direction against the other", value: "20.0000000000", unit: "factor" },
  ],
  why: "Traffic between zones is paid in both directions. Where nearly all of it goes one way, something reads across zones that could read at home.",
  formula:
    "Not told by the bill: at most the cost of `DataTransfer-Regional-Bytes` of the account and Region.",
  fix: {
    console:
      "VPC > flow logs, with the zone of both ends; then topology-aware routing (EKS), zone affinity of the balancer, or rack awareness (Kafka).",
    cli: "aws elbv2 modify-load-balancer-attributes --load-balancer-arn ARN --attributes Key=load_balancing.cross_zone.enabled,Value=false",
  },
  source: "AWS CUR Query Library, inter-zone imbalance; CUDOS",
  items: (
    { fact },
    given,
  ) => sql`SELECT month, coalesce(region, 'no Region') AS key, list(id ORDER BY id) AS facts, sum(cost)::DECIMAL(38,18) AS cost
    FROM ${fact} WHERE is_usage AND ${usageType("DataTransfer-Regional-Bytes")} GROUP BY month, account, coalesce(region, 'no Region')
    HAVING sum(cost) > ${number(given("least"))} AND greatest(${IN}, ${OUT}) > ${number(given("ratio"))}::DECIMAL(18,4) * least(${IN}, ${OUT})::DECIMAL(38,12)`,
  saving: () => null,
};
