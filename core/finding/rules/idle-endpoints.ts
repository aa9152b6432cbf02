import type { FindingRule } from "../finding.ts";
import { number, onlyHours, usageType } from "../shape.ts";

const ENDPOINTS = "VpcEndpoint-(Hours|Bytes)|Endpoint-Hour|Traffic-GB-Processed";

export const idleEndpoints: FindingRule = {
  id: "idle-endpoints",
  rank: 16,
  title: "Idle interface and firewall endpoints",
  confidence: "A",
  stage: "idle",
  needs: ["resourceId", "usageType", "usageAmount"],
  assumptions: [{ id: "hours", label: "Hours without a byte", value: "336.0000000000", unit: "hours" }],
  why: "An interface endpoint or firewall endpoint is paid by the hour in every Availability Zone; no byte went through this one.",
  formula: "All that was charged for it.",
  fix: {
    console:
      "VPC > Endpoints > select > Actions > Delete VPC endpoints; for Network Firewall, delete the firewall or the subnet mapping.",
    cli: "aws ec2 delete-vpc-endpoints --vpc-endpoint-ids VPCE",
  },
  source: "AWS CUR Query Library, idle interface endpoints (whose ratio cannot see those without a byte)",
  items: (tables, given) =>
    onlyHours(tables, {
      scope: usageType(ENDPOINTS),
      hours: usageType("VpcEndpoint-Hours|Endpoint-Hour"),
      least: number(given("hours")),
    }),
  saving: (measure) => measure("cost"),
};
