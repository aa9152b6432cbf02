import { cast, holds, matches } from "../sql/dialect.ts";
import { literal, raw, sql, type Sql } from "../sql/sql.ts";
import type { PlanType } from "./commitment.ts";

/** What eligibility is judged by; SQL text expressions over a line item. */
export type UsageTraits = {
  readonly service: Sql;
  readonly usageType: Sql;
  readonly operation: Sql;
  readonly instanceType: Sql;
};

/** Spot is never paid for by a commitment, and data transfer is no compute. */
export function isSpotOrTransfer({ usageType }: UsageTraits): Sql {
  return sql`coalesce(${matches(usageType, "Spot|DataTransfer|DataXfer|-Bytes")}, false)`;
}

/**
 * Type of Savings Plan that may pay for usage of this kind; NULL for none. Compute: EC2 `RunInstances`, Lambda duration and
 * provisioned concurrency, Fargate. An EC2 Instance plan pays for the EC2 part of Compute.
 */
export function planTypeOf(traits: UsageTraits): Sql {
  const { service, usageType, operation } = traits;
  const cases: readonly (readonly [PlanType, Sql])[] = [
    ["Compute", sql`${service} = 'AmazonEC2' AND ${operation} LIKE '%RunInstances%'`],
    ["Compute", sql`${service} = 'AWSLambda' AND ${matches(usageType, "GB-Second|Provisioned")}`],
    ["Compute", holds(usageType, "Fargate")],
    ["SageMaker", sql`${service} = 'AmazonSageMaker' AND ${holds(usageType, "ml.")}`],
    ["Database", isDatabasePlanUsage(traits)],
  ];
  const whens = cases.reduce<Sql>(
    (all, [type, condition]) => sql`${all} WHEN ${condition} THEN ${literal(type)}`,
    raw(""),
  );
  return sql`CASE WHEN ${isSpotOrTransfer(traits)} THEN NULL ${whens} END`;
}

/** True for hours of an instance or node of the services that AWS sells reservations for. */
export function isReservable(traits: UsageTraits): Sql {
  return sql`coalesce(NOT ${isSpotOrTransfer(traits)} AND CASE ${traits.service}
    WHEN 'AmazonEC2' THEN ${matches(traits.usageType, "(Box|Dedicated|Heavy)Usage")}
    WHEN 'AmazonRDS' THEN ${matches(traits.usageType, "InstanceUsage|Multi-AZ(Cluster)?Usage|HeavyUsage")}
    WHEN 'AmazonElastiCache' THEN ${matches(traits.usageType, "NodeUsage|HeavyUsage")}
    WHEN 'AmazonMemoryDB' THEN ${holds(traits.usageType, "NodeUsage")}
    WHEN 'AmazonRedshift' THEN ${holds(traits.usageType, "Node:")}
    WHEN 'AmazonES' THEN ${matches(traits.usageType, "ESInstance|HeavyUsage")}
    ELSE false END, false)`;
}

/** Family and Region an EC2 Instance Savings Plan is bound to: `m6i eu-west-1`; NULL for anything but EC2 instances. */
export function ec2Scope({ service, operation, instanceType, usageType }: UsageTraits, region: Sql): Sql {
  return sql`CASE WHEN ${service} = 'AmazonEC2' AND ${operation} LIKE '%RunInstances%' AND ${holds(usageType, "Usage:")}
    THEN split_part(coalesce(${instanceType}, split_part(${usageType}, ':', 2)), '.', 1) || ' ' || coalesce(${region}, '') END`;
}

/** Which usage shares one blended benefit: all compute together, every other service for itself. */
export function poolOf(traits: UsageTraits, planType: Sql): Sql {
  return sql`CASE WHEN ${planType} = 'Compute' THEN 'Compute' ELSE coalesce(${traits.service}, '') END`;
}

/**
 * Normalization factor of an instance size: 0.25 for nano up to 8 for xlarge and 8 N for Nxlarge, doubled for RDS Multi-AZ and
 * tripled for its clusters; NULL for a size AWS gives no factor.
 */
export function normalizationFactor({ service, instanceType, usageType }: UsageTraits): Sql {
  const size = sql`regexp_extract(coalesce(${instanceType}, ${usageType}), '\\.([0-9]*)(nano|micro|small|medium|large|xlarge|xl|sml|med|lrg)($|[^a-z])', 2)`;
  const times = sql`TRY_CAST(nullif(regexp_extract(coalesce(${instanceType}, ${usageType}), '\\.([0-9]+)x', 1), '') AS DECIMAL(10,2))`;
  const zones = sql`CASE WHEN ${service} <> 'AmazonRDS' THEN 1 WHEN ${holds(usageType, "Multi-AZCluster")} THEN 3
    WHEN ${holds(usageType, "Multi-AZ")} THEN 2 ELSE 1 END`;
  return cast(
    sql`(CASE ${size} WHEN 'nano' THEN 0.25 WHEN 'micro' THEN 0.5 WHEN 'small' THEN 1 WHEN 'sml' THEN 1
    WHEN 'medium' THEN 2 WHEN 'med' THEN 2 WHEN 'large' THEN 4 WHEN 'lrg' THEN 4
    WHEN 'xlarge' THEN 8 * coalesce(${times}, 1) WHEN 'xl' THEN 8 * coalesce(${times}, 1) END * ${zones})`,
    "twoPlaces",
  );
}

/** Database Savings Plans: serverless capacity, and instances from the seventh generation on, of these services. */
function isDatabasePlanUsage({ service, usageType, instanceType }: UsageTraits): Sql {
  const isNewGeneration = matches(sql`coalesce(${instanceType}, ${usageType})`, "(db|cache)\\.[a-z]+[78]");
  return sql`coalesce(CASE ${service}
    WHEN 'AmazonRDS' THEN ${matches(usageType, "Serverless")} OR (${matches(usageType, "InstanceUsage|Multi-AZ(Cluster)?Usage")} AND ${isNewGeneration})
    WHEN 'AmazonDynamoDB' THEN ${matches(usageType, "RequestUnits|CapacityUnit-Hrs")}
    WHEN 'AmazonNeptune' THEN ${matches(usageType, "InstanceUsage|Serverless")}
    WHEN 'AmazonDocDB' THEN ${matches(usageType, "InstanceUsage|Serverless")}
    WHEN 'AmazonES' THEN ${holds(usageType, "ESInstance")}
    WHEN 'AmazonElastiCache' THEN ${holds(usageType, "Serverless")} OR (${holds(usageType, "NodeUsage")} AND ${isNewGeneration})
    WHEN 'AmazonMCS' THEN ${matches(usageType, "RequestUnits|CapacityUnit-Hrs")}
    WHEN 'AWSDatabaseMigrationSvc' THEN ${holds(usageType, "Instance")}
    WHEN 'AuroraDSQL' THEN ${holds(usageType, "DPU")}
    ELSE false END, false)`;
}
