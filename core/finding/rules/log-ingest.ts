import { sql } from "../../sql/sql.ts";
import { times } from "../exact.ts";
import type { FindingRule } from "../finding.ts";
import { byResource, service, usageType } from "../shape.ts";

export const logIngest: FindingRule = {
  id: "log-ingest",
  rank: 27,
  title: "Log groups that could be Infrequent Access",
  confidence: "B",
  stage: "modernise",
  needs: ["usageType"],
  assumptions: [
    { id: "share", label: "Saving of the Infrequent Access class", value: "0.5000000000", unit: "share" },
  ],
  why: "Logs that nobody watches with alarms or metric filters can be taken in for half.",
  formula: "Cost of `DataProcessing-Bytes` and `VendedLog-Bytes` × 50 %.",
  fix: {
    console:
      "CloudWatch > Log groups > Create log group > Log class Infrequent Access, then point the source to it. The class of a group cannot be changed.",
    cli: "aws logs create-log-group --log-group-name NAME --log-group-class INFREQUENT_ACCESS",
  },
  source: "AWS Cloud Intelligence Dashboards, CUDOS, CloudWatch",
  items: (tables) =>
    byResource(
      tables,
      sql`${service("AmazonCloudWatch")} AND ${usageType("(DataProcessing|VendedLog)-Bytes$")}`,
    ),
  saving: (measure, given) => times(measure("cost"), given("share")),
};
