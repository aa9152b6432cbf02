import { sql } from "../../sql/sql.ts";
import type { FindingRule } from "../finding.ts";
import { byResource, usageType } from "../shape.ts";

const IS_KIRO = sql`(contains(lower(coalesce(service, '')), 'kiro') OR ${usageType("(?i)kiro")})`;

export const idleAiSeats: FindingRule = {
  id: "idle-ai-seats",
  rank: 49,
  title: "Kiro users who ask for nothing",
  confidence: "A",
  stage: "idle",
  needs: ["resourceId", "usageType"],
  assumptions: [],
  why: "A subscription of Kiro is paid by the user and month; whoever used it has rows of credits on the bill, this user has none.",
  formula:
    "All that was charged for users without a row of credits in the month. In a month that goes on they may still come.",
  fix: {
    console: "Kiro console > Users & groups > select > Unsubscribe user, or take the user out of the group.",
    cli: "aws identitystore delete-group-membership --identity-store-id STORE --membership-id MEMBERSHIP",
  },
  source: "AWS Cloud Intelligence Dashboards, CUDOS",
  items: (tables) =>
    byResource(tables, sql`resource IS NOT NULL AND ${IS_KIRO}`, {
      having: sql`count(*) FILTER (${usageType("(?i)credit")}) = 0`,
    }),
  saving: (measure) => measure("cost"),
};
