import { raw, sql } from "../../sql/sql.ts";
import type { FindingRule } from "../finding.ts";
import { number } from "../shape.ts";

const KIND =
  raw(`CASE WHEN billing_entity = 'AWS Marketplace' THEN 'Marketplace' WHEN line_item_type = 'Credit' THEN 'Credit'
  WHEN service LIKE 'AWSSupport%' OR service LIKE 'AWSPremiumSupport%' THEN 'Support' END`);

export const outsideUsage: FindingRule = {
  id: "outside-usage",
  rank: 48,
  title: "Marketplace, support and credits",
  confidence: "A",
  stage: "review",
  needs: ["lineItemType", "billingEntity"],
  assumptions: [{ id: "least", label: "Least amount in a month", value: "1.0000000000", unit: "money" }],
  why: "These follow rules of their own: Marketplace contracts, support as a share of the bill, credits that run out. They move the forecast and no usage finding touches them.",
  formula: "Nothing is saved: the amounts of the month. Charges > Credits tells when each credit runs out.",
  fix: {
    console: "Billing and Cost Management > Credits; AWS Marketplace > Manage subscriptions; Support > plan.",
    cli: "aws ce get-cost-and-usage --time-period Start=2026-10-01,End=2026-11-01 --granularity MONTHLY --metrics UnblendedCost --group-by Type=DIMENSION,Key=RECORD_TYPE",
  },
  source: "AWS CUR Query Library, Marketplace spend and premium support",
  items: (
    { fact },
    given,
  ) => sql`SELECT month, ${KIND} || ': ' || coalesce(service, 'no service') AS key, list(id ORDER BY id) AS facts, sum(cost)::DECIMAL(38,18) AS cost
    FROM ${fact} WHERE ${KIND} IS NOT NULL GROUP BY month, account, ${KIND}, service HAVING abs(sum(cost)) >= ${number(given("least"))}`,
  saving: () => null,
};
