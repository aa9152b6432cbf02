import { sql } from "../../sql/sql.ts";
import type { FindingRule } from "../finding.ts";
import { usageType } from "../shape.ts";

export const shieldAdvancedTwice: FindingRule = {
  id: "shield-advanced-twice",
  rank: 33,
  title: "Shield Advanced in several payers",
  confidence: "A",
  stage: "idle",
  needs: ["usageType"],
  assumptions: [],
  why: "One subscription covers every account of an owner when the payers are put in one consolidated billing family.",
  formula: "The monthly fees of all payers but the dearest.",
  fix: {
    console:
      "Ask AWS Support to join the subscriptions, or unsubscribe where the year has ended: WAF & Shield > Overview.",
    cli: "aws shield describe-subscription",
  },
  source: "AWS Cloud Intelligence Dashboards, CUDOS",
  items: ({ fact }) => sql`SELECT month, key, facts, cost FROM (
      SELECT month, account AS key, list(id ORDER BY id) AS facts, sum(cost)::DECIMAL(38,18) AS cost,
        row_number() OVER (PARTITION BY month ORDER BY sum(cost) DESC, account) AS place
      FROM ${fact} WHERE service = 'AWSShield' AND ${usageType("Shield-Monthly-Fee")} GROUP BY month, account)
    WHERE place > 1`,
  saving: (measure) => measure("cost"),
};
