import { sql } from "../../sql/sql.ts";
import { per, times } from "../exact.ts";
import type { FindingRule } from "../finding.ts";
import { service } from "../shape.ts";

export const guarddutyGrowth: FindingRule = {
  id: "guardduty-growth",
  rank: 31,
  title: "GuardDuty above its own baseline",
  confidence: "C",
  stage: "review",
  needs: ["usageType"],
  monthsBefore: 1,
  assumptions: [{ id: "factor", label: "Times the month before", value: "1.5000000000", unit: "factor" }],
  why: "GuardDuty is paid by what it reads: a new protection plan or a chatty account shows as a step.",
  formula:
    "Cost − days × cost per day of the month before, where it is above 1.5 times of that; per account, Region and usage type.",
  fix: {
    console:
      "GuardDuty > Usage, by data source and account; then the protection plans of the accounts that stand out.",
    cli: "aws guardduty get-usage-statistics --detector-id ID --usage-statistic-type SUM_BY_DATA_SOURCE --usage-criteria '{}'",
  },
  source: "AWS Cloud Intelligence Dashboards, CUDOS",
  items: ({
    history,
    first,
    last,
  }) => sql`SELECT month, key, facts, cost, days, cost_before, days_before FROM (
      SELECT month, usage_type AS key, list(id ORDER BY id) AS facts, sum(cost)::DECIMAL(38,18) AS cost, max(days) AS days,
        lag(sum(cost)::DECIMAL(38,18)) OVER past AS cost_before, lag(max(days)) OVER past AS days_before
      FROM ${history} WHERE is_usage AND ${service("AmazonGuardDuty")} AND usage_type IS NOT NULL GROUP BY month, account, usage_type
      WINDOW past AS (PARTITION BY account, usage_type ORDER BY month))
    WHERE month BETWEEN ${first} AND ${last} AND cost_before > 0`,
  saving: (measure, given) => {
    const usual = times(measure("days"), per(measure("cost_before"), measure("days_before")));
    return measure("cost") > times(usual, given("factor")) ? measure("cost") - usual : 0n;
  },
};
