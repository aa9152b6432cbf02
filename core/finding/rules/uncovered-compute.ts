import { planTypeOf } from "../../commitment/eligible.ts";
import { raw, sql } from "../../sql/sql.ts";
import type { FindingRule } from "../finding.ts";

const TRAITS = {
  service: raw("service"),
  usageType: raw("usage_type"),
  operation: raw("operation"),
  instanceType: raw("instance_type"),
};
/** Whole numbers at ten digits: division stays exact to the digit AWS writes. */
const LIST = raw("(list::DECIMAL(38,10) * 10000000000)::HUGEINT");
const PAID = raw("(cost::DECIMAL(38,10) * 10000000000)::HUGEINT");

export const uncoveredCompute: FindingRule = {
  id: "uncovered-compute",
  rank: 3,
  title: "On-demand compute that a Savings Plan would cover",
  confidence: "B",
  stage: "commit",
  needs: ["usageType", "operation", "commitments"],
  assumptions: [
    {
      id: "discount",
      label: "Discount of a Compute Savings Plan, where the bill has none of its own",
      value: "0.2000000000",
      unit: "share",
    },
  ],
  why: "Compute that runs every hour is paid at the on-demand price although a commitment would make it cheaper.",
  formula:
    "Of all hours x: sum of min(x, r) less r × (1 − d) × hours, where r is the d-quantile of the hours and d the discount of the client's own covered usage against what is paid on demand, else the assumption. Shared by accounts in proportion to their eligible cost.",
  fix: {
    console:
      "Billing and Cost Management > Savings Plans > Recommendations. Size the plan in Commitments > Simulator first, after the findings above it are done.",
    cli: "aws ce get-savings-plans-purchase-recommendation --savings-plans-type COMPUTE_SP --term-in-years ONE_YEAR --payment-option NO_UPFRONT --lookback-period-in-days SIXTY_DAYS",
  },
  source: "AWS Cloud Intelligence Dashboards, eligible spend view; KPI view for the 20 %",
  items: ({ fact, commitment, days }, given) => sql`WITH piece AS (
      SELECT billing_period AS month, start + to_hours(i) AS hour, ${PAID} // hours AS amount
      FROM ${commitment}, unnest(range(hours)) AS piece(i) WHERE role = 'onDemand' AND plan_type = 'Compute'),
    hour AS (SELECT hour, any_value(month) AS month, sum(amount)::HUGEINT AS amount FROM piece GROUP BY hour),
    span AS (SELECT count(DISTINCT day)::HUGEINT * 24 AS hours FROM ${days}),
    price AS (SELECT sum(${LIST})::HUGEINT AS list, sum(${PAID})::HUGEINT AS paid
      FROM ${commitment} WHERE role = 'onDemand' AND plan_type = 'Compute' AND list > 0),
    own AS (SELECT sum(${LIST})::HUGEINT * any_value(paid) // nullif(any_value(list_on_demand), 0) AS list, sum(${PAID})::HUGEINT AS cost
      FROM ${commitment}, (SELECT list AS list_on_demand, paid FROM price) AS price WHERE role = 'covered' AND kind = 'savingsPlan' AND program = 'Compute'),
    rate AS (SELECT CASE WHEN coalesce(list, 0) > cost THEN list ELSE 1000000000000000000 END AS list,
      CASE WHEN coalesce(list, 0) > cost THEN cost ELSE 1000000000000000000 - ${given("discount")}::HUGEINT END AS cost FROM own),
    sized AS (SELECT coalesce((list(amount ORDER BY amount))[greatest(0, (any_value(span.hours) * (any_value(rate.list) - any_value(rate.cost)) + any_value(rate.list) - 1)
        // any_value(rate.list) - (any_value(span.hours) - count(*)))::BIGINT], 0)::HUGEINT AS reach
      FROM hour, span, rate),
    saved AS (SELECT month, (sum(least(amount, reach))::HUGEINT - reach * cost // list * (SELECT count(DISTINCT day) * 24 FROM ${days} AS known WHERE known.month = hour.month)) AS saved
      FROM hour, sized, rate GROUP BY month, reach, cost, list),
    item AS (SELECT month, coalesce(account, '') AS key, list(id ORDER BY id) AS facts, sum(cost)::DECIMAL(38,18) AS cost
      FROM ${fact} WHERE is_usage AND option = 'OnDemand' AND ${planTypeOf(TRAITS)} = 'Compute' GROUP BY month, account)
    SELECT item.*, (saved.saved * 0.0000000001::DECIMAL(38,10))::DECIMAL(38,18) AS saved, sum(item.cost) OVER (PARTITION BY month) AS pool
    FROM item JOIN saved USING (month)`,
  saving: (measure) => (measure("saved") <= 0n ? 0n : (measure("saved") * measure("cost")) / measure("pool")),
};
