import { sql } from "../../sql/sql.ts";
import { times } from "../exact.ts";
import type { FindingRule } from "../finding.ts";
import { byResource, service, usageType } from "../shape.ts";

export const redisToValkey: FindingRule = {
  id: "redis-to-valkey",
  rank: 37,
  title: "ElastiCache for Redis that could be Valkey",
  confidence: "B",
  stage: "modernise",
  needs: ["usageType", "operation"],
  assumptions: [
    { id: "nodes", label: "Saving of nodes", value: "0.2000000000", unit: "share" },
    { id: "serverless", label: "Saving of serverless", value: "0.3300000000", unit: "share" },
  ],
  why: "Valkey is the open fork of Redis; AWS sells it 20 % cheaper by the node and 33 % cheaper serverless, and upgrades in place.",
  formula: "Cost of on-demand Redis nodes × 20 %, of serverless × 33 %.",
  fix: {
    console: "ElastiCache > Redis OSS caches > select > Modify > Engine Valkey.",
    cli: "aws elasticache modify-replication-group --replication-group-id ID --engine valkey --engine-version 8.0 --apply-immediately",
  },
  source: "AWS Cloud Intelligence Dashboards, CUDOS",
  items: (tables) =>
    byResource(
      tables,
      sql`${service("AmazonElastiCache")} AND option = 'OnDemand' AND operation LIKE '%:0002' AND ${usageType("NodeUsage:|Serverless|CachedData|ElastiCacheProcessingUnits")}`,
      { sums: { is_node: sql`max((${usageType("NodeUsage:")})::INTEGER)` } },
    ),
  saving: (measure, given) => times(measure("cost"), given(measure("is_node") > 0n ? "nodes" : "serverless")),
};
