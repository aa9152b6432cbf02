import { sql } from "../../sql/sql.ts";
import type { FindingRule } from "../finding.ts";
import { byResource, number, usageType } from "../shape.ts";

export const natGatewayBytes: FindingRule = {
  id: "nat-gateway-bytes",
  rank: 13,
  title: "Data through NAT gateways",
  confidence: "C",
  stage: "review",
  needs: ["usageType"],
  assumptions: [{ id: "least", label: "Least cost in a month", value: "50.0000000000", unit: "money" }],
  why: "A NAT gateway charges for every GB. Traffic to S3 and DynamoDB can go through a gateway endpoint for nothing; the bill does not tell what went where.",
  formula: "Not told by the bill: at most the cost of `NatGateway-Bytes`, from the set least cost on.",
  fix: {
    console:
      "VPC > Endpoints > Create endpoint > Gateway, for S3 and DynamoDB, in the route tables of the private subnets. VPC flow logs tell what else goes through.",
    cli: "aws ec2 create-vpc-endpoint --vpc-id VPC --service-name com.amazonaws.REGION.s3 --route-table-ids RTB",
  },
  source: "AWS Cloud Intelligence Dashboards, CUDOS, data transfer",
  items: (tables, given) =>
    byResource(tables, usageType("NatGateway-Bytes"), {
      having: sql`sum(cost) >= ${number(given("least"))}`,
    }),
  saving: () => null,
};
