import { sql } from "../../sql/sql.ts";
import type { FindingRule } from "../finding.ts";
import { byResource, number } from "../shape.ts";

export const untaggedSpend: FindingRule = {
  id: "untagged-spend",
  rank: 47,
  title: "Resources without any tag",
  confidence: "A",
  stage: "review",
  needs: ["resourceId", "tags"],
  assumptions: [{ id: "least", label: "Least cost in a month", value: "1.0000000000", unit: "money" }],
  why: "What carries no tag belongs to nobody: it is in no team's report and in no one's budget.",
  formula:
    "Nothing is saved by a tag: the cost of taggable usage without one, in money and not in numbers of resources.",
  fix: {
    console:
      "Resource Groups & Tag Editor > Tag Editor: find resources without tags, tag in bulk; Organizations > Tag policies for the time after.",
    cli: "aws resourcegroupstaggingapi tag-resources --resource-arn-list ARN --tags team=NAME",
  },
  source: "AWS CUR Query Library, tag coverage (which counts rows)",
  items: (tables, given) =>
    byResource(
      tables,
      sql`resource IS NOT NULL AND (month, coalesce(account, ''), resource) IN (
        SELECT (month, coalesce(account, ''), resource) FROM ${tables.tag} GROUP BY ALL HAVING NOT bool_or(tagged))`,
      { having: sql`sum(cost) >= ${number(given("least"))}` },
    ),
  saving: () => null,
};
