import { filterCondition } from "../cost/filter/filter-sql.ts";
import type { DimensionRef } from "../cost/dimension/dimension-ref.ts";
import { lineItemSource } from "../cost/source/line-item-source.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { identifier, join, sql, type Sql } from "../sql/sql.ts";

/** Rows `resource_id, k0 ... kn`: the last value of each tag of some resources in one delivery. Only line items have tags. */
export function compileLatestTags(
  delivery: Delivery,
  directory: string,
  tags: readonly DimensionRef[],
  resourceIds: readonly string[],
): Sql {
  const source = lineItemSource(delivery, directory);
  const values = tags.map(
    (tag, index) => sql`, arg_max(${source.dimension(tag)}, ${source.hour}) AS ${identifier(`k${index}`)}`,
  );
  return sql`SELECT ${source.dimension("resourceId")} AS resource_id${join(values, "")}
    FROM ${source.relation} WHERE ${source.counts} AND ${isOneOf(source, resourceIds)} GROUP BY 1`;
}

/** Rows `day, k0 ... kn`: which tags one resource had on each day, oldest first and in the order of the hours. */
export function compileTagDays(
  deliveries: readonly Delivery[],
  directory: string,
  tags: readonly DimensionRef[],
  resourceId: string,
): Sql {
  const names = tags.map((_, index) => identifier(`k${index}`));
  const parts = deliveries.map((delivery) => {
    const source = lineItemSource(delivery, directory);
    const values = tags.map((tag, index) => sql`, ${source.dimension(tag)} AS ${identifier(`k${index}`)}`);
    return sql`SELECT ${source.day} AS day, ${source.hour} AS hour${join(values, "")}
      FROM ${source.relation} WHERE ${source.counts} AND ${isOneOf(source, [resourceId])}`;
  });
  return sql`SELECT day, ${join(names)} FROM (${join(parts, " UNION ALL ")})
    GROUP BY day, ${join(names)} ORDER BY day, max(hour)`;
}

function isOneOf(source: ReturnType<typeof lineItemSource>, resourceIds: readonly string[]): Sql {
  return filterCondition([{ dimension: "resourceId", mode: "include", values: resourceIds }], source);
}
