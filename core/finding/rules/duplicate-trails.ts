import { sql } from "../../sql/sql.ts";
import type { FindingRule } from "../finding.ts";
import { byResource, service, usageType } from "../shape.ts";

export const duplicateTrails: FindingRule = {
  id: "duplicate-trails",
  rank: 29,
  title: "Second copies of CloudTrail management events",
  confidence: "A",
  stage: "idle",
  needs: ["usageType"],
  assumptions: [],
  why: "The first copy of management events is free in every Region. Whatever is charged is a second trail that records the same.",
  formula: "All that was charged as `PaidEventsRecorded`.",
  fix: {
    console:
      "CloudTrail > Trails: keep the organization trail, delete the trails of single accounts or take management events out of them.",
    cli: "aws cloudtrail put-event-selectors --trail-name TRAIL --event-selectors '[{\"IncludeManagementEvents\":false}]'",
  },
  source: "AWS Cloud Intelligence Dashboards, CUDOS; Steampipe Thrifty",
  items: (tables) =>
    byResource(tables, sql`${service("AWSCloudTrail")} AND ${usageType("PaidEventsRecorded")}`),
  saving: (measure) => measure("cost"),
};
