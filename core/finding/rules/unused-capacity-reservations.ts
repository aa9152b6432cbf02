import type { FindingRule } from "../finding.ts";
import { byResource, usageType } from "../shape.ts";

export const unusedCapacityReservations: FindingRule = {
  id: "unused-capacity-reservations",
  rank: 41,
  title: "Unused capacity reservations",
  confidence: "A",
  stage: "idle",
  needs: ["usageType"],
  assumptions: [],
  why: "Capacity that is reserved and not used is charged like a running instance.",
  formula: "All that was charged as `UnusedBox`.",
  fix: {
    console: "EC2 > Capacity Reservations > select > Cancel, or lower the quantity.",
    cli: "aws ec2 cancel-capacity-reservation --capacity-reservation-id CR",
  },
  source: "AWS Cloud Intelligence Dashboards, CUDOS",
  items: (tables) => byResource(tables, usageType("Unused(Box|Ded)")),
  saving: (measure) => measure("cost"),
};
