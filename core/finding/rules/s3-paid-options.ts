import { sql } from "../../sql/sql.ts";
import type { FindingRule } from "../finding.ts";
import { byResource, number, service, usageType } from "../shape.ts";

export const s3PaidOptions: FindingRule = {
  id: "s3-paid-options",
  rank: 23,
  title: "Paid options of S3",
  confidence: "C",
  stage: "review",
  needs: ["usageType"],
  assumptions: [{ id: "least", label: "Least cost in a month", value: "5.0000000000", unit: "money" }],
  why: "Replication time control, inventory, analytics, advanced metrics, acceleration, object tags and the monitoring of Intelligent-Tiering are charged on top of storage and are easily forgotten. Small objects and early deletes are charged for more than they are.",
  formula: "Not told by the bill: at most the cost of the option.",
  fix: {
    console: "S3 > the bucket > Management, Metrics and Properties: switch off what nobody uses.",
    cli: "aws s3api delete-bucket-analytics-configuration --bucket BUCKET --id ID",
  },
  source: "AWS Cloud Intelligence Dashboards, CUDOS, S3 insight type",
  items: (tables, given) =>
    byResource(
      tables,
      sql`${service("AmazonS3")} AND ${usageType("S3RTC|Inventory-ObjectsListed|StorageAnalytics|StorageLens|-ABytes|TagStorage|Monitoring-Automation-INT|SmObjects|EarlyDelete")}`,
      { having: sql`sum(cost) >= ${number(given("least"))}` },
    ),
  saving: () => null,
};
