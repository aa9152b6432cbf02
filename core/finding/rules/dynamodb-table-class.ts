import { sql } from "../../sql/sql.ts";
import { times } from "../exact.ts";
import type { FindingRule } from "../finding.ts";
import { byResource, service, usageType } from "../shape.ts";

export const dynamodbTableClass: FindingRule = {
  id: "dynamodb-table-class",
  rank: 34,
  title: "DynamoDB tables for Standard-IA",
  confidence: "B",
  stage: "modernise",
  needs: ["resourceId", "usageType"],
  assumptions: [
    { id: "storage", label: "Price of storage in Standard-IA", value: "0.4000000000", unit: "share" },
    { id: "requests", label: "Price of requests in Standard-IA", value: "1.2500000000", unit: "factor" },
  ],
  why: "The table stores much and is asked little. Standard-IA turns the price around: storage 60 % less, requests 25 % more.",
  formula: "Storage × (1 − 0.4) − requests × (1.25 − 1), where that is more than nothing.",
  fix: {
    console:
      "DynamoDB > the table > Actions > Update table class > Standard-IA. No downtime; twice in 30 days at most.",
    cli: "aws dynamodb update-table --table-name TABLE --table-class STANDARD_INFREQUENT_ACCESS",
  },
  source: "AWS Cloud Intelligence Dashboards, CUDOS",
  items: (tables) =>
    byResource(
      tables,
      sql`resource IS NOT NULL AND ${service("AmazonDynamoDB")} AND ${usageType("(TimedStorage-ByteHrs|RequestUnits|CapacityUnit-Hrs)$")} AND NOT ${usageType("IA-")}`,
      {
        sums: {
          storage: sql`coalesce(sum(cost) FILTER (${usageType("TimedStorage")}), 0)`,
          requests: sql`coalesce(sum(cost) FILTER (NOT ${usageType("TimedStorage")}), 0)`,
        },
      },
    ),
  saving: (measure, given) =>
    measure("storage") -
    times(measure("storage"), given("storage")) +
    measure("requests") -
    times(measure("requests"), given("requests")),
};
