import { sql } from "../../sql/sql.ts";
import { per, times, whole } from "../exact.ts";
import type { FindingRule } from "../finding.ts";
import { DAILY_USAGE } from "../looked-usage.ts";
import { service, usageType } from "../shape.ts";

export const dynamodbReserved: FindingRule = {
  id: "dynamodb-reserved",
  rank: 35,
  title: "DynamoDB capacity that could be reserved",
  confidence: "B",
  stage: "commit",
  needs: ["usageType", "usageAmount"],
  assumptions: [
    { id: "share", label: "Saving of reserved capacity for one year", value: "0.5400000000", unit: "share" },
  ],
  why: "The provisioned capacity never falls below a base. Reserved for a year it costs about half; for three years about 77 % less.",
  formula: "Cost × (least day × days ÷ all usage) × 54 %, per account, Region and kind of capacity.",
  fix: {
    console: "DynamoDB > Reserved capacity > Purchase, for the base in capacity units per hour.",
    cli: "aws dynamodb describe-limits",
  },
  source: "AWS Cloud Intelligence Dashboards, CUDOS, DynamoDB rates",
  items: ({ day, fact }) => sql`SELECT item.*, daily.least, daily.days FROM (
      SELECT month, account, usage_type AS key, list(id ORDER BY id) AS facts, sum(cost)::DECIMAL(38,18) AS cost, sum(usage)::DECIMAL(38,18) AS usage
      FROM ${fact} WHERE is_usage AND option = 'OnDemand' AND ${service("AmazonDynamoDB")} AND ${usageType(DAILY_USAGE.dynamodbCapacity)} GROUP BY month, account, usage_type) AS item
    JOIN (SELECT month, account, usage_type AS key, min(usage) AS least, count(*) AS days FROM (
        SELECT month, account, usage_type, day, sum(usage) AS usage FROM ${day("dynamodbCapacity")}
        WHERE ${service("AmazonDynamoDB")} GROUP BY ALL)
      GROUP BY ALL) AS daily USING (month, account, key)
    WHERE item.usage > 0`,
  saving: (measure, given) =>
    times(
      times(measure("cost"), per(measure("least") * (measure("days") / whole(1)), measure("usage"))),
      given("share"),
    ),
};
