import { raw, sql } from "../../sql/sql.ts";
import type { FindingRule } from "../finding.ts";
import { onlyHours, service, usageType } from "../shape.ts";

export const idleWebAcls: FindingRule = {
  id: "idle-web-acls",
  rank: 32,
  title: "Web ACLs without a request",
  confidence: "A",
  stage: "idle",
  needs: ["resourceId", "usageType", "usageAmount"],
  assumptions: [],
  why: "The web ACL and its rules are paid by the month, and no request reached them.",
  formula: "All that was charged for it.",
  fix: {
    console: "WAF & Shield > Web ACLs > select > Associated AWS resources: none; then Delete.",
    cli: "aws wafv2 delete-web-acl --name NAME --scope REGIONAL --id ID --lock-token TOKEN",
  },
  source: "AWS Cloud Intelligence Dashboards, CUDOS",
  items: (tables) =>
    onlyHours(tables, {
      scope: service("awswaf"),
      hours: sql`NOT ${usageType("Request")}`,
      least: raw("0"),
    }),
  saving: (measure) => measure("cost"),
};
