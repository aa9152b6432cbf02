import { raw, sql } from "../../sql/sql.ts";
import { times } from "../exact.ts";
import type { FindingRule } from "../finding.ts";
import { byResource, service, usageType } from "../shape.ts";

export const databaseLicences: FindingRule = {
  id: "database-licences",
  rank: 38,
  title: "RDS with Oracle or SQL Server licences",
  confidence: "C",
  stage: "modernise",
  needs: ["usageType", "operation"],
  assumptions: [
    { id: "oracle", label: "Saving for Oracle", value: "0.1500000000", unit: "share" },
    { id: "sqlserver", label: "Saving for SQL Server", value: "0.2500000000", unit: "share" },
  ],
  why: "The licence is the larger part of the price. A smaller edition, fewer vCPUs, or PostgreSQL for what does not need the engine saves a part of it.",
  formula: "Cost of licence-included instances × 15 % (Oracle) or 25 % (SQL Server).",
  fix: {
    console:
      "RDS > the instance > Modify > edition and class; Database Migration Service > Schema conversion tells what a move to PostgreSQL would take.",
    cli: "aws rds modify-db-instance --db-instance-identifier ID --db-instance-class db.r6i.large",
  },
  source: "AWS Cloud Intelligence Dashboards, KPI",
  items: (tables) =>
    byResource(
      tables,
      sql`${service("AmazonRDS")} AND ${usageType("InstanceUsage:|Multi-AZUsage:")} AND regexp_matches(coalesce(operation, ''), ':(0006|0020|0010|0011|0012|0015)$')`,
      { sums: { is_oracle: raw("max(regexp_matches(operation, ':(0006|0020)$')::INTEGER)") } },
    ),
  saving: (measure, given) =>
    times(measure("cost"), given(measure("is_oracle") > 0n ? "oracle" : "sqlserver")),
};
