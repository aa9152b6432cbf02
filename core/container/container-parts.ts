import { type Columns, decimal, firstOf, text } from "../cost/source/columns.ts";
import type { LineItemSource } from "../cost/source/line-item-source.ts";
import { raw, sql, type Sql } from "../sql/sql.ts";

/** What a line item says about containers, as SQL expressions over the stored columns. */
export type ContainerParts = {
  /** A part of an instance given to a pod or task; it costs nothing itself. */
  readonly isSplit: Sql;
  /** A pod or task that runs on AWS Fargate, with a cost of its own. */
  readonly isFargate: Sql;
  /** An instance as such, without its traffic and volumes. */
  readonly isInstance: Sql;
  readonly instance: Sql;
  readonly platform: Sql;
  readonly cluster: Sql;
  readonly namespace: Sql;
  readonly workloadType: Sql;
  readonly workload: Sql;
  readonly isTagged: Sql;
  readonly resource: Sql;
  readonly amount: (id: string) => Sql;
};

/** Letters that Kubernetes makes the ends of names from. */
const GENERATED = "[bcdfghjklmnpqrstvwxz2456789]";

export function containerParts(columns: Columns, source: LineItemSource): ContainerParts {
  const usageType = source.dimension("usageType");
  const operation = source.dimension("operation");
  const resourceId = source.dimension("resourceId");
  const tag = (key: string): Sql => source.dimension(`tag:${key}`);
  const pod = (part: number): Sql =>
    sql`nullif(regexp_extract(${resourceId}, ':pod/([^/]+)/([^/]+)/([^/]+)', ${raw(String(part))}), '')`;
  const service = firstOf(
    tag("aws:eks:workload-name"),
    tag("aws:eks:deployment"),
    tag("aws:ecs:serviceName"),
  );
  return {
    isSplit: sql`NOT (${source.counts})`,
    isFargate: sql`((${source.counts}) AND coalesce(contains(${usageType}, 'Fargate-'), false)
      AND coalesce(${source.dimension("service")} IN ('AmazonECS', 'AmazonEKS'), false))`,
    isInstance: sql`((${source.counts}) AND coalesce(starts_with(${operation}, 'RunInstances')
      AND regexp_matches(${usageType}, '(^|-)(BoxUsage|SpotUsage|DedicatedUsage|HostBoxUsage|UnusedBox|SchedUsage)'), false))`,
    instance: text(columns, "split_line_item_parent_resource_id"),
    platform: sql`CASE WHEN starts_with(${operation}, 'EKS') OR ${source.dimension("service")} = 'AmazonEKS' THEN 'EKS' ELSE 'ECS' END`,
    cluster: firstOf(
      tag("aws:eks:cluster-name"),
      tag("aws:ecs:clusterName"),
      pod(1),
      sql`nullif(regexp_extract(${resourceId}, ':task/([^/]+)/', 1), '')`,
    ),
    namespace: firstOf(tag("aws:eks:namespace"), pod(2)),
    workloadType: tag("aws:eks:workload-type"),
    workload: firstOf(
      service,
      sql`regexp_replace(${pod(3)}, '(-${raw(GENERATED)}{6,10})?-${raw(GENERATED)}{5}$', '')`,
    ),
    isTagged: sql`(${service} IS NOT NULL)`,
    resource: sql`CASE WHEN contains(${usageType}, 'EphemeralStorage') THEN 'other' WHEN ${usageType} ILIKE '%vCPU%' THEN 'cpu'
      WHEN ${usageType} ILIKE '%GPU%' OR ${usageType} ILIKE '%Accelerator%' OR ${usageType} ILIKE '%Neuron%' THEN 'accelerator'
      WHEN contains(${usageType}, 'GB-Hours') THEN 'memory' ELSE 'other' END`,
    amount: (id) => decimal(columns, id),
  };
}
