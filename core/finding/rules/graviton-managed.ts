import { raw, sql } from "../../sql/sql.ts";
import { times } from "../exact.ts";
import type { FindingRule } from "../finding.ts";
import { isX86, MANAGED_FAMILY } from "../instance-family.ts";
import { byResource, service, usageType } from "../shape.ts";

export const gravitonManaged: FindingRule = {
  id: "graviton-managed",
  rank: 9,
  title: "Databases, caches and search nodes with a Graviton successor",
  confidence: "B",
  stage: "modernise",
  needs: ["resourceId", "usageType", "operation"],
  assumptions: [
    { id: "rds", label: "Saving of RDS and Aurora", value: "0.1000000000", unit: "share" },
    { id: "cache", label: "Saving of ElastiCache", value: "0.0500000000", unit: "share" },
    { id: "search", label: "Saving of OpenSearch", value: "0.0500000000", unit: "share" },
  ],
  why: "AWS runs the software: changing the node type to Graviton needs no rebuild, only a restart or failover.",
  formula:
    "Cost of on-demand hours × 10 % (RDS with open-source engines), 5 % (ElastiCache), 5 % (OpenSearch).",
  fix: {
    console:
      "RDS > the instance > Modify > DB instance class (db.r7g ...); ElastiCache > Modify > node type; OpenSearch > Edit cluster configuration.",
    cli: "aws rds modify-db-instance --db-instance-identifier ID --db-instance-class db.r7g.large",
  },
  source: "AWS Cloud Intelligence Dashboards, KPI, instance mapping",
  items: (tables) =>
    byResource(
      tables,
      sql`option = 'OnDemand' AND ${isX86(MANAGED_FAMILY)} AND (
        (${service("AmazonRDS")} AND ${usageType("InstanceUsage:|Multi-AZ(Cluster)?Usage:")} AND regexp_matches(coalesce(operation, ''), ':(0002|0014|0016|0018|0021)$'))
        OR (${service("AmazonElastiCache")} AND ${usageType("NodeUsage:")}) OR (${service("AmazonES")} AND ${usageType("ESInstance:")}))`,
      {
        sums: {
          is_rds: raw("max((service = 'AmazonRDS')::INTEGER)"),
          is_cache: raw("max((service = 'AmazonElastiCache')::INTEGER)"),
        },
      },
    ),
  saving: (measure, given) =>
    times(
      measure("cost"),
      given(measure("is_rds") > 0n ? "rds" : measure("is_cache") > 0n ? "cache" : "search"),
    ),
};
