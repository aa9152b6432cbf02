import { sql } from "../../sql/sql.ts";
import { times } from "../exact.ts";
import type { FindingRule } from "../finding.ts";
import { EC2_FAMILY, IS_INSTANCE_HOURS, isPreviousGeneration } from "../instance-family.ts";
import { byResource } from "../shape.ts";

export const previousGeneration: FindingRule = {
  id: "previous-generation",
  rank: 12,
  title: "Instances of previous generations",
  confidence: "B",
  stage: "modernise",
  needs: ["resourceId", "usageType"],
  assumptions: [
    { id: "share", label: "Saving of the current generation", value: "0.0500000000", unit: "share" },
  ],
  why: "Older families cost more for the same work than their successors and are seldom discounted again.",
  formula: "Cost × 5 %; Spot, reserved and EC2 Instance plan usage is left out.",
  fix: {
    console: "EC2 > Launch templates: the same size of the newest generation; stop, change the type, start.",
    cli: 'aws ec2 modify-instance-attribute --instance-id ID --instance-type \'{"Value":"m7i.large"}\'  # while it is stopped',
  },
  source: "AWS Cloud Intelligence Dashboards, KPI, instance mapping",
  items: (tables) =>
    byResource(
      tables,
      sql`${IS_INSTANCE_HOURS} AND option = 'OnDemand' AND ${isPreviousGeneration(EC2_FAMILY)}`,
    ),
  saving: (measure, given) => times(measure("cost"), given("share")),
};
