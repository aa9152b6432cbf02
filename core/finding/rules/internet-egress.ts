import { raw, sql } from "../../sql/sql.ts";
import { per, times } from "../exact.ts";
import type { FindingRule } from "../finding.ts";
import { byResource, number, service, usageType, withOwnRate } from "../shape.ts";

export const internetEgress: FindingRule = {
  id: "internet-egress",
  rank: 20,
  title: "Data sent to the internet from S3 and EC2",
  confidence: "C",
  stage: "modernise",
  needs: ["usageType", "usageAmount"],
  assumptions: [{ id: "least", label: "Least cost in a month", value: "100.0000000000", unit: "money" }],
  why: "CloudFront delivers the same bytes cheaper, with a free first terabyte, and traffic from AWS to CloudFront is free.",
  formula:
    "Cost − GB × the client's own CloudFront price per GB; not told where the client has no CloudFront traffic.",
  fix: {
    console:
      "CloudFront > Create distribution with the bucket or balancer as origin; then let names point to it.",
    cli: "aws cloudfront create-distribution --origin-domain-name BUCKET.s3.amazonaws.com",
  },
  source: "AWS Cloud Intelligence Dashboards, CUDOS, S3 insights",
  items: (tables, given) =>
    withOwnRate(
      tables,
      byResource(
        tables,
        sql`${service("AmazonS3", "AmazonEC2")} AND ${usageType("(DataTransfer-Out-Bytes|-Out-ABytes)$")} AND NOT ${usageType("AWS-Out")}`,
        { sums: { usage: raw("sum(usage)") }, having: sql`sum(cost) >= ${number(given("least"))}` },
      ),
      { target: sql`${service("AmazonCloudFront")} AND ${usageType("DataTransfer-Out-Bytes$")}`, on: {} },
    ),
  saving: (measure) =>
    measure("own_usage") > 0n
      ? measure("cost") - times(measure("usage"), per(measure("own_cost"), measure("own_usage")))
      : null,
};
