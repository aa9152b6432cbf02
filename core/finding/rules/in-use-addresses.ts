import { sql } from "../../sql/sql.ts";
import type { FindingRule } from "../finding.ts";
import { byResource, number, usageType } from "../shape.ts";

export const inUseAddresses: FindingRule = {
  id: "in-use-addresses",
  rank: 18,
  title: "Public IPv4 addresses in use",
  confidence: "C",
  stage: "review",
  needs: ["usageType"],
  assumptions: [{ id: "least", label: "Least cost in a month", value: "1.0000000000", unit: "money" }],
  why: "Every public IPv4 address costs 0.005 dollars an hour. Instances behind a balancer or a NAT gateway, and fleets of containers, seldom need one each.",
  formula: "Not told by the bill: at most what the addresses cost.",
  fix: {
    console:
      "VPC > Subnets > Modify auto-assign IP settings; use private subnets, IPv6 or EC2 Instance Connect Endpoint instead. VPC IP Address Manager > Public IP insights lists them for free.",
    cli: "aws ec2 modify-subnet-attribute --subnet-id SUBNET --no-map-public-ip-on-launch",
  },
  source: "AWS Cloud Intelligence Dashboards, CUDOS",
  items: (tables, given) =>
    byResource(tables, usageType("PublicIPv4:InUseAddress"), {
      having: sql`sum(cost) >= ${number(given("least"))}`,
    }),
  saving: () => null,
};
