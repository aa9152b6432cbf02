import { sql } from "../../sql/sql.ts";
import type { FindingRule } from "../finding.ts";
import { byResource, number, usageType } from "../shape.ts";

const HOURS = "VpcEndpoint-Hours|Endpoint-Hour";
const BYTES = "VpcEndpoint-Bytes|Traffic-GB-Processed";
const ENDPOINTS = `${HOURS}|${BYTES}`;

export const littleUsedEndpoints: FindingRule = {
  id: "little-used-endpoints",
  rank: 16,
  title: "Interface and firewall endpoints with little traffic",
  confidence: "C",
  stage: "idle",
  needs: ["resourceId", "usageType", "usageAmount"],
  assumptions: [
    { id: "ratio", label: "Cost of hours against cost of bytes", value: "20.0000000000", unit: "factor" },
  ],
  why: "The hours of the endpoint cost far more than what passes through: sharing one endpoint between VPCs, or the NAT gateway that is there anyway, may do.",
  formula: "All that was charged for it, where hours cost more than 20 times the bytes and there are bytes.",
  fix: {
    console:
      "VPC > Endpoints: delete it where the traffic can take the way of the NAT gateway, or share one endpoint through Transit Gateway and a private hosted zone.",
    cli: "aws ec2 delete-vpc-endpoints --vpc-endpoint-ids VPCE",
  },
  source: "AWS CUR Query Library, idle interface endpoints",
  items: (tables, given) =>
    byResource(tables, sql`resource IS NOT NULL AND ${usageType(ENDPOINTS)}`, {
      having: sql`coalesce(sum(cost) FILTER (${usageType(BYTES)}), 0) > 0
        AND sum(cost) FILTER (${usageType(HOURS)}) > ${number(given("ratio"))}::DECIMAL(18,4) * (sum(cost) FILTER (${usageType(BYTES)}))::DECIMAL(38,12)`,
    }),
  saving: (measure) => measure("cost"),
};
