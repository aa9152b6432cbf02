import { sql } from "../../sql/sql.ts";
import type { FindingRule } from "../finding.ts";
import { byResource, number, service, usageType } from "../shape.ts";

export const metricPolling: FindingRule = {
  id: "metric-polling",
  rank: 28,
  title: "Polling of CloudWatch metrics",
  confidence: "C",
  stage: "review",
  needs: ["usageType"],
  assumptions: [{ id: "least", label: "Least cost in a month", value: "10.0000000000", unit: "money" }],
  why: "Monitoring tools that ask for every metric every minute pay for each; a metric stream often does the same for less.",
  formula: "Not told by the bill: at most the cost of the requests and custom metrics.",
  fix: {
    console:
      "CloudWatch > Metrics > Streams > Create metric stream for the namespaces that are needed; lengthen the polling interval of the tool.",
    cli: "aws cloudwatch put-metric-stream --name STREAM --firehose-arn ARN --role-arn ROLE --output-format opentelemetry1.0",
  },
  source: "AWS Cloud Intelligence Dashboards, CUDOS, CloudWatch",
  items: (tables, given) =>
    byResource(
      tables,
      sql`${service("AmazonCloudWatch")} AND ${usageType("CW:GMD-Metrics|CW:Requests|MetricMonitorUsage")}`,
      { having: sql`sum(cost) >= ${number(given("least"))}` },
    ),
  saving: () => null,
};
