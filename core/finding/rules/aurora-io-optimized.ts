import { sql } from "../../sql/sql.ts";
import { times } from "../exact.ts";
import type { FindingRule } from "../finding.ts";
import { service, usageType } from "../shape.ts";

const INSTANCES = sql`((${usageType("InstanceUsage:")} AND regexp_matches(coalesce(operation, ''), ':(0016|0021)$') OR ${usageType("Aurora:ServerlessV2Usage$")}) AND NOT ${usageType("IOOptimized")})`;
const IS_CLUSTER = sql`contains(coalesce(resource, ''), ':cluster:')`;

export const auroraIoOptimized: FindingRule = {
  id: "aurora-io-optimized",
  rank: 36,
  title: "Aurora clusters for I/O-Optimized",
  confidence: "B",
  stage: "modernise",
  needs: ["usageType", "operation"],
  assumptions: [
    { id: "compute", label: "Price of instances in I/O-Optimized", value: "1.3000000000", unit: "factor" },
    { id: "storage", label: "Price of storage in I/O-Optimized", value: "2.2500000000", unit: "factor" },
  ],
  why: "Where I/O is more than about a quarter of the bill of Aurora, a dearer instance and storage without I/O charges cost less.",
  formula:
    "(compute + storage + I/O) − (1.3 × compute + 2.25 × storage), per cluster. The bill names instances and clusters, not which belong together: where an account has several clusters in a Region and instances of their own, they are taken together.",
  fix: {
    console:
      "RDS > the cluster > Modify > Cluster storage configuration > Aurora I/O-Optimized. Once in 30 days.",
    cli: "aws rds modify-db-cluster --db-cluster-identifier ID --storage-type aurora-iopt1 --apply-immediately",
  },
  source: "AWS CUR Query Library, Aurora I/O-Optimized (by account)",
  items: ({ fact }) => sql`WITH part AS (
      SELECT *, ${INSTANCES} AS is_compute, ${IS_CLUSTER} AS is_cluster
      FROM ${fact} WHERE is_usage AND ${service("AmazonRDS")} AND option = 'OnDemand' AND (${INSTANCES} OR ${usageType("Aurora:Storage(IO)?Usage$")})),
    place AS (
      SELECT month, account, region, count(DISTINCT resource) FILTER (is_cluster) AS clusters, max(resource) FILTER (is_cluster) AS cluster,
        bool_and(is_cluster) AS names_all
      FROM part GROUP BY ALL)
    SELECT month, key, list(id ORDER BY id) AS facts, sum(cost)::DECIMAL(38,18) AS cost,
      coalesce(sum(cost) FILTER (is_compute), 0) AS compute, coalesce(sum(cost) FILTER (${usageType("Aurora:StorageUsage$")}), 0) AS storage,
      coalesce(sum(cost) FILTER (${usageType("Aurora:StorageIOUsage")}), 0) AS io
    FROM (SELECT part.*, CASE WHEN place.clusters = 1 THEN place.cluster WHEN place.names_all THEN part.resource ELSE coalesce(part.region, 'no Region') END AS key
      FROM part JOIN place ON place.month = part.month AND place.account IS NOT DISTINCT FROM part.account AND place.region IS NOT DISTINCT FROM part.region)
    GROUP BY month, account, key`,
  saving: (measure, given) =>
    measure("compute") +
    measure("storage") +
    measure("io") -
    times(measure("compute"), given("compute")) -
    times(measure("storage"), given("storage")),
};
