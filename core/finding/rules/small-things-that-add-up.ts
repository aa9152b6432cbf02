import { sql } from "../../sql/sql.ts";
import type { FindingRule } from "../finding.ts";
import { byResource, number, usageType } from "../shape.ts";

export const smallThingsThatAddUp: FindingRule = {
  id: "small-things-that-add-up",
  rank: 50,
  title: "Keys, secrets and hosted zones that add up",
  confidence: "C",
  stage: "review",
  needs: ["usageType"],
  assumptions: [{ id: "least", label: "Least cost in a month", value: "5.0000000000", unit: "money" }],
  why: "A key costs a dollar a month, a secret 40 cents, a zone 50. Nobody deletes them, and pipelines make new ones.",
  formula: "Not told by the bill: at most what they cost.",
  fix: {
    console:
      "KMS > Customer managed keys (Schedule deletion); Secrets Manager > sort by Last retrieved; Route 53 > Hosted zones with two records.",
    cli: "aws secretsmanager list-secrets --query \"SecretList[?LastAccessedDate<='2026-01-01'].Name\"",
  },
  source: "Steampipe Thrifty, from the API; the patterns of the bill are ours",
  items: (tables, given) =>
    byResource(tables, usageType("KMS-Keys|SecretsPerMonth|SecretsManager-Secrets|HostedZone"), {
      having: sql`sum(cost) >= ${number(given("least"))}`,
    }),
  saving: () => null,
};
