import { raw, sql } from "../../sql/sql.ts";
import { whole } from "../exact.ts";
import type { FindingRule } from "../finding.ts";
import { IS_INSTANCE_HOURS } from "../instance-family.ts";
import { alwaysOnItems, IS_NON_PRODUCTION } from "../always-on.ts";
import { byResource, service, usageType } from "../shape.ts";

export const alwaysOnNonProduction: FindingRule = {
  id: "always-on-non-production",
  rank: 7,
  title: "Non-production that never sleeps",
  confidence: "C",
  stage: "schedule",
  needs: ["resourceId", "usageType", "usageAmount"],
  assumptions: [
    { id: "week", label: "Hours a week it is needed", value: "60.0000000000", unit: "hours" },
    {
      id: "share",
      label: "Share of the month it has to run to count as always on",
      value: "0.9500000000",
      unit: "share",
    },
  ],
  why: "A week has 168 hours, working time about 60 of them. Instances of development, test and staging that run through the nights and weekends wait for nobody.",
  formula:
    "Cost × (1 − hours needed ÷ 168). Non-production is told by an environment tag or the name of the account.",
  fix: {
    console:
      "Systems Manager > Quick Setup > Resource Scheduler, or the Instance Scheduler on AWS solution: start and stop by a tag.",
    cli: 'aws scheduler create-schedule --name stop-nightly --schedule-expression \'cron(0 19 ? * MON-FRI *)\' --flexible-time-window Mode=OFF --target \'{"Arn":"arn:aws:scheduler:::aws-sdk:ec2:stopInstances","RoleArn":"ROLE","Input":"{\\"InstanceIds\\":[\\"ID\\"]}"}\'',
  },
  source: "AWS Cloud Intelligence Dashboards, CUDOS, Elasticity; Steampipe Thrifty",
  items: (tables, given) =>
    alwaysOnItems(tables, given, {
      items: byResource(
        tables,
        sql`resource IS NOT NULL AND option <> 'Spot' AND ((${IS_INSTANCE_HOURS}) OR (${service("AmazonRDS")} AND ${usageType("InstanceUsage:|Multi-AZ(Cluster)?Usage:")}))`,
        { sums: { account: raw("account"), usage: raw("sum(usage)") } },
      ),
      counts: IS_NON_PRODUCTION,
    }),
  saving: (measure, given) => (measure("cost") * (whole(168) - given("week"))) / whole(168),
};
