import { sql } from "../../sql/sql.ts";
import { whole } from "../exact.ts";
import type { FindingRule } from "../finding.ts";

export const expiringCommitments: FindingRule = {
  id: "expiring-commitments",
  rank: 4,
  title: "Commitments that end soon",
  confidence: "A",
  stage: "review",
  needs: ["commitments", "commitmentEnds"],
  lineItemTypes: ["SavingsPlanCoveredUsage", "DiscountedUsage"],
  assumptions: [{ id: "days", label: "Days ahead", value: "90.0000000000", unit: "amount" }],
  why: "When a Savings Plan or reservation ends, its usage falls back to the on-demand price the next hour.",
  formula:
    "On-demand value of what it covered less what it cost, in the newest month: the saving that ends with it.",
  atStake:
    "What the commitment saves in the month: the on-demand value of what it covered less what that cost.",
  fix: {
    console:
      "Billing and Cost Management > Savings Plans (or Reservations) > Inventory. Queue a renewal for the hour it ends.",
    cli: 'aws savingsplans describe-savings-plans --states active --query "savingsPlans[].[savingsPlanId,end,commitment]" --output table',
  },
  source: "AWS Cloud Intelligence Dashboards, RI/SP mapping",
  items: (
    { commitment, charged, last },
    given,
  ) => sql`SELECT ${last} AS month, arn AS key, NULL::BIGINT[] AS facts, any_value(paid.cost)::DECIMAL(38,18) AS cost,
      any_value(paid.line_items)::BIGINT AS line_items, (sum(list) - sum(commitment.cost))::DECIMAL(38,18) AS stake,
      max(account) AS account, CASE any_value(kind) WHEN 'savingsPlan' THEN 'Savings Plans' ELSE 'Reservations' END AS service, max(region) AS region
    FROM ${commitment} AS commitment
    JOIN (SELECT arn, sum(cost) AS cost, sum(line_items) AS line_items FROM ${charged} WHERE role = 'covered' AND month = ${last} GROUP BY arn) AS paid USING (arn)
    WHERE role = 'covered' AND billing_period = ${last} AND arn IN (
      SELECT arn FROM ${commitment} GROUP BY arn
      HAVING TRY_CAST(max(ends)[:10] AS DATE) BETWEEN last_day((${last} || '-01')::DATE)
        AND last_day((${last} || '-01')::DATE) + ${Number(given("days") / whole(1))}::INTEGER)
    GROUP BY arn`,
  saving: () => null,
};
