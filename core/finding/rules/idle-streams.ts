import type { FindingRule } from "../finding.ts";
import { number, onlyHours, service, usageType } from "../shape.ts";

export const idleStreams: FindingRule = {
  id: "idle-streams",
  rank: 43,
  title: "Idle Kinesis streams",
  confidence: "A",
  stage: "idle",
  needs: ["resourceId", "usageType", "usageAmount"],
  assumptions: [
    { id: "hours", label: "Shard hours without a record", value: "336.0000000000", unit: "hours" },
  ],
  why: "The shards are paid by the hour and no record was put in.",
  formula: "All that was charged for it.",
  fix: {
    console:
      "Kinesis > Data streams > select > Delete; or change to on-demand mode where records may come back.",
    cli: "aws kinesis delete-stream --stream-name STREAM",
  },
  source: "AWS Cloud Intelligence Dashboards, CUDOS",
  items: (tables, given) =>
    onlyHours(tables, {
      scope: service("AmazonKinesis"),
      hours: usageType("ShardHour"),
      least: number(given("hours")),
    }),
  saving: (measure) => measure("cost"),
};
