import { raw, sql } from "../../sql/sql.ts";
import type { FindingRule } from "../finding.ts";
import { service } from "../shape.ts";

/** Name of the user in `arn:aws:quicksight:us-east-1:111122223333:user/default/ana`. */
const USER = raw("lower(regexp_extract(coalesce(resource, ''), ':user/[^/]+/(.+)$', 1))");

export const duplicateSeats: FindingRule = {
  id: "duplicate-seats",
  rank: 49,
  title: "The same QuickSight user in several accounts",
  confidence: "A",
  stage: "idle",
  needs: ["resourceId", "usageType"],
  assumptions: [],
  why: "A person with a QuickSight user in two accounts is paid for twice; one account can serve both through shared folders and namespaces.",
  formula: "The charges of all but the dearest account of each user.",
  fix: {
    console: "QuickSight > Manage QuickSight > Manage users > Delete, after moving what the user owns.",
    cli: "aws quicksight delete-user --aws-account-id ACCOUNT --namespace default --user-name USER",
  },
  source: "AWS Cloud Intelligence Dashboards, CUDOS",
  items: ({ fact }) => sql`SELECT month, key, facts, cost FROM (
      SELECT month, resource AS key, list(id ORDER BY id) AS facts, sum(cost)::DECIMAL(38,18) AS cost,
        row_number() OVER (PARTITION BY month, ${USER} ORDER BY sum(cost) DESC, account) AS place
      FROM ${fact} WHERE is_usage AND ${service("AmazonQuickSight")} AND ${USER} <> '' GROUP BY month, account, resource)
    WHERE place > 1`,
  saving: (measure) => measure("cost"),
};
