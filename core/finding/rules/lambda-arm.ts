import { sql } from "../../sql/sql.ts";
import { times } from "../exact.ts";
import type { FindingRule } from "../finding.ts";
import { byResource, service, usageType } from "../shape.ts";

export const lambdaArm: FindingRule = {
  id: "lambda-arm",
  rank: 10,
  title: "Lambda functions on x86",
  confidence: "B",
  stage: "modernise",
  needs: ["usageType"],
  assumptions: [{ id: "share", label: "Saving of arm64", value: "0.2000000000", unit: "share" }],
  why: "Lambda on arm64 costs 20 % less per GB-second. Functions of interpreted languages mostly need no change.",
  formula: "Cost of x86 duration and requests × 20 %.",
  fix: {
    console: "Lambda > the function > Code > Runtime settings > Edit > Architecture arm64.",
    cli: "aws lambda update-function-code --function-name NAME --architectures arm64 --s3-bucket BUCKET --s3-key KEY",
  },
  source: "AWS CUR Query Library, Lambda Graviton savings; KPI",
  items: (tables) =>
    byResource(
      tables,
      sql`${service("AWSLambda")} AND option = 'OnDemand' AND ${usageType("(GB-Second|Request)")} AND NOT ${usageType("ARM")}`,
    ),
  saving: (measure, given) => times(measure("cost"), given("share")),
};
