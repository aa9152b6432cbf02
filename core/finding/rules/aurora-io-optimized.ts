import { sql } from "../../sql/sql.ts";
import { times } from "../exact.ts";
import type { FindingRule } from "../finding.ts";
import { service, usageType } from "../shape.ts";

const INSTANCES = sql`${usageType("InstanceUsage:")} AND regexp_matches(coalesce(operation, ''), ':(0016|0021)$') AND NOT ${usageType("IOOptimized")}`;

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
    "(compute + storage + I/O) − (1.3 × compute + 2.25 × storage), per account and Region: the bill names instances and clusters, not which belong together.",
  fix: {
    console:
      "RDS > the cluster > Modify > Cluster storage configuration > Aurora I/O-Optimized. Once in 30 days.",
    cli: "aws rds modify-db-cluster --db-cluster-identifier ID --storage-type aurora-iopt1 --apply-immediately",
  },
  source: "AWS CUR Query Library, Aurora I/O-Optimized",
  items: ({
    fact,
  }) => sql`SELECT month, coalesce(region, 'no Region') AS key, list(id ORDER BY id) AS facts, sum(cost)::DECIMAL(38,18) AS cost,
      coalesce(sum(cost) FILTER (${INSTANCES}), 0) AS compute, coalesce(sum(cost) FILTER (${usageType("Aurora:StorageUsage$")}), 0) AS storage,
      coalesce(sum(cost) FILTER (${usageType("Aurora:StorageIOUsage")}), 0) AS io
    FROM ${fact} WHERE is_usage AND ${service("AmazonRDS")} AND option = 'OnDemand' AND (${INSTANCES} OR ${usageType("Aurora:Storage(IO)?Usage$")})
    GROUP BY month, account, coalesce(region, 'no Region')`,
  saving: (measure, given) =>
    measure("compute") +
    measure("storage") +
    measure("io") -
    times(measure("compute"), given("compute")) -
    times(measure("storage"), given("storage")),
};
