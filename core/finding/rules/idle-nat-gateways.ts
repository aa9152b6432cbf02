import type { FindingRule } from "../finding.ts";
import { number, onlyHours, usageType } from "../shape.ts";

export const idleNatGateways: FindingRule = {
  id: "idle-nat-gateways",
  rank: 14,
  title: "Idle NAT gateways",
  confidence: "A",
  stage: "idle",
  needs: ["resourceId", "usageType", "usageAmount"],
  assumptions: [{ id: "hours", label: "Hours without a byte", value: "336.0000000000", unit: "hours" }],
  why: "Charged by the hour for two weeks and more without a single byte: nothing routes through it.",
  formula: "All that was charged for it.",
  fix: {
    console:
      "VPC > NAT gateways > select > Delete NAT gateway; remove its routes and release its Elastic IP address.",
    cli: "aws ec2 delete-nat-gateway --nat-gateway-id NAT",
  },
  source: "AWS CUR Query Library, idle NAT gateways",
  items: (tables, given) =>
    onlyHours(tables, {
      scope: usageType("NatGateway-(Hours|Bytes)"),
      hours: usageType("NatGateway-Hours"),
      least: number(given("hours")),
    }),
  saving: (measure) => measure("cost"),
};
