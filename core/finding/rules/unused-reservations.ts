import { sql } from "../../sql/sql.ts";
import type { FindingRule } from "../finding.ts";

export const unusedReservations: FindingRule = {
  id: "unused-reservations",
  rank: 2,
  title: "Unused reservations",
  confidence: "A",
  stage: "commit",
  needs: ["commitments", "lineItemType"],
  lineItemTypes: ["RIFee"],
  assumptions: [],
  why: "A reservation is paid for every hour of its term. Hours without a matching instance are lost.",
  formula:
    "Unused amortized upfront fee plus unused recurring fee, per reservation, net of private discounts where the reports have that.",
  fix: {
    console:
      "Billing and Cost Management > Reservations > Utilization report. Change the size or Availability Zone of the reservation, start matching instances, or sell it on the Reserved Instance Marketplace.",
    cli: "aws ce get-reservation-utilization --time-period Start=2026-10-01,End=2026-11-01 --group-by Type=DIMENSION,Key=SUBSCRIPTION_ID",
  },
  source: "AWS Cloud Intelligence Dashboards, summary view and RI/SP sheet",
  items: ({
    charged,
  }) => sql`SELECT month, arn AS key, NULL::BIGINT[] AS facts, sum(cost)::DECIMAL(38,18) AS cost, sum(line_items)::BIGINT AS line_items,
      max(account) AS account, 'Reservations' AS service, max(region) AS region
    FROM ${charged} WHERE role = 'fee' AND kind = 'reservation' GROUP BY month, arn`,
  saving: (measure) => measure("cost"),
};
