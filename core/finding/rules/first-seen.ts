import { sql } from "../../sql/sql.ts";
import type { FindingRule } from "../finding.ts";
import { number } from "../shape.ts";

export const firstSeen: FindingRule = {
  id: "first-seen",
  rank: 51,
  title: "Services and Regions seen for the first time",
  confidence: "A",
  stage: "review",
  needs: ["usageType"],
  monthsBefore: 1,
  assumptions: [{ id: "least", label: "Least cost in a month", value: "1.0000000000", unit: "money" }],
  why: "A service in a Region where the account never had it: a trial, a mistake, or somebody else.",
  formula: "Nothing is saved: the cost of the service in that account and Region since it first appeared.",
  fix: {
    console:
      "CloudTrail > Event history of that Region; Organizations > Service control policies to close Regions nobody needs.",
    cli: "aws cloudtrail lookup-events --region REGION --lookup-attributes AttributeKey=EventSource,AttributeValue=SERVICE.amazonaws.com",
  },
  source: "Ours",
  items: (
    { fact, history, first },
    given,
  ) => sql`SELECT month, service || coalesce(' ' || region, '') AS key, list(id ORDER BY id) AS facts, sum(cost)::DECIMAL(38,18) AS cost
    FROM ${fact} AS now WHERE is_usage AND service IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ${history} AS before
      WHERE before.month < ${first} AND before.is_usage AND before.account IS NOT DISTINCT FROM now.account
        AND before.service = now.service AND before.region IS NOT DISTINCT FROM now.region)
    GROUP BY month, account, service, region HAVING sum(cost) >= ${number(given("least"))}`,
  saving: () => null,
};
