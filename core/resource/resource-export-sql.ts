import type { DimensionRef } from "../cost/dimension/dimension-ref.ts";
import { lineItemSource } from "../cost/source/line-item-source.ts";
import type { Conversion } from "../currency/convert.ts";
import { inAnotherSql } from "../currency/convert-sql.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { empty, identifier, join, literal, raw, sql, type Sql } from "../sql/sql.ts";
import { periodsOf } from "../time/period.ts";
import type { ResourceQuery } from "./resource-query.ts";
import { compileAttributes, compileMonths, compileOrdered, type ResourceRequest } from "./resource-sql.ts";
import { RESOURCE_ATTRIBUTES, RESOURCE_STATE_NAMES, type ResourceLayout } from "./resource-table.ts";

export type ExportedTag = { readonly ref: DimensionRef; readonly key: string };

/**
 * Statements that lay down, for as long as the connection holds them, the resources of a selection in their order, what
 * they are, and their tags: each is one pass over the data, however many resources there are.
 */
export function layDownResources(
  request: ResourceRequest,
  sort: ResourceQuery["sort"],
  tags: readonly ExportedTag[],
  beside: (Conversion & { readonly from: string }) | null,
): readonly Sql[] {
  const parts = compileAttributes(
    request,
    RESOURCE_ATTRIBUTES.map(({ dimension }) => dimension),
  );
  return [
    sql`CREATE OR REPLACE TEMP TABLE exported_resource AS ${compileOrdered(request, sort)}`,
    sql`CREATE OR REPLACE TEMP TABLE exported_part AS ${parts}`,
    sql`CREATE OR REPLACE TEMP TABLE exported_tags AS ${tagTexts(request, tags)}`,
    ...(beside === null
      ? []
      : [sql`CREATE OR REPLACE TEMP TABLE exported_beside AS ${besideSums(request, beside)}`]),
  ];
}

/** Rows `resource_id, beside_now, beside_before`, each month by its rate; NULL where a month with amounts has none. */
function besideSums(request: ResourceRequest, beside: Conversion & { readonly from: string }): Sql {
  const ranges = request.before === null ? [request.range] : [request.range, request.before];
  const months = [...new Set(ranges.flatMap(periodsOf))];
  const told = (amount: Sql): Sql => {
    const cases = months.map(
      (month) =>
        sql`WHEN ${month} THEN ${inAnotherSql(amount, { currency: literal(beside.from), month }, beside)}`,
    );
    return sql`CASE month ${join(cases, " ")} END`;
  };
  const whole = (amount: Sql, inAnother: Sql): Sql =>
    sql`CASE WHEN NOT bool_or(${amount} IS NOT NULL AND ${inAnother} IS NULL)
      THEN coalesce(sum(${inAnother}), 0::DECIMAL(38, 18)) END`;
  return sql`SELECT resource_id, ${whole(raw("now"), raw("told_now"))} AS beside_now,
      ${whole(raw("before"), raw("told_before"))} AS beside_before
    FROM (SELECT resource_id, now, before, ${told(raw("now"))} AS told_now, ${told(raw("before"))} AS told_before
      FROM (${compileMonths(request)})) GROUP BY resource_id`;
}

/** Rows `c0 ... cn` of what was laid down, with true types: the columns of `resourceColumns`. */
export function laidDownResources({ currency, before, beside }: ResourceLayout): Sql {
  const isTold = beside !== null && currency !== null;
  const amount = (own: Sql, inAnother: Sql): readonly Sql[] =>
    isTold ? [own, sql`CASE WHEN ${own} IS NOT NULL THEN ${inAnother} END`] : [own];
  const cells = [
    nameOf(raw("resource_id")),
    raw("resource_id"),
    ...RESOURCE_ATTRIBUTES.flatMap(({ dimension, hasLabel }, at) => {
      const value = raw(`a${at}.value`);
      return hasLabel ? [labelOf(dimension, value), value] : [value];
    }),
    raw("tags"),
    raw("first_day"),
    raw("last_day"),
    ...(before === null ? [] : [stateNameOf(raw("state"))]),
    ...amount(raw("now"), raw("beside_now")),
    ...(currency === null ? [raw("unit")] : []),
    ...(before === null
      ? []
      : [
          ...amount(raw("before"), raw("beside_before")),
          ...amount(raw("now - before"), raw("beside_now - beside_before")),
          raw(
            "TRY_CAST(round((now - before)::DOUBLE / nullif(abs(before), 0)::DOUBLE, 6) AS DECIMAL(38, 6))",
          ),
        ]),
  ];
  const joined = RESOURCE_ATTRIBUTES.map(
    (_, at) => sql`LEFT JOIN (${leading(at)}) ${raw(`a${at}`)} USING (resource_id)`,
  );
  return sql`SELECT ${join(cells.map((cell, at) => sql`${cell} AS ${identifier(`c${at}`)}`))}
    FROM exported_resource ${join(joined, " ")} LEFT JOIN exported_tags USING (resource_id)
    ${isTold ? raw("LEFT JOIN exported_beside USING (resource_id)") : empty} ORDER BY place`;
}

/** Per resource the value with the largest amount: a value goes before none, whatever it costs. */
function leading(at: number): Sql {
  const value = identifier(`k${at}`);
  return sql`SELECT resource_id, first(value ORDER BY amount DESC, value) AS value FROM (
      SELECT resource_id, ${value} AS value, coalesce(sum(amount), 0) AS amount
      FROM exported_part WHERE ${value} IS NOT NULL GROUP BY ALL) GROUP BY resource_id`;
}

/** Rows `resource_id, tags`: the tags of each resource as last delivered, in the month it was last seen, as one text. */
function tagTexts({ deliveries, directory }: ResourceRequest, tags: readonly ExportedTag[]): Sql {
  if (tags.length === 0 || deliveries.length === 0)
    return sql`SELECT NULL::VARCHAR AS resource_id, NULL::VARCHAR AS tags WHERE false`;
  const parts = deliveries.map((delivery, index) => tagsIn(delivery, directory, tags, index));
  return sql`SELECT resource_id, arg_max(tags, delivery) AS tags FROM (${join(parts, " UNION ALL ")})
    GROUP BY resource_id`;
}

function tagsIn(delivery: Delivery, directory: string, tags: readonly ExportedTag[], index: number): Sql {
  const source = lineItemSource(delivery, directory);
  const resource = source.dimension("resourceId");
  const texts = tags.map(
    ({ ref, key }) => sql`${`${key}=`} || arg_max(${source.dimension(ref)}, ${source.hour})`,
  );
  return sql`SELECT ${resource} AS resource_id, nullif(concat_ws('; ', ${join(texts)}), '') AS tags, ${index} AS delivery
    FROM ${source.relation} WHERE ${source.counts} AND ${resource} IN (
      SELECT resource_id FROM exported_resource WHERE strftime(last_day, '%Y-%m') = ${delivery.billingPeriod})
    GROUP BY 1`;
}

/** As `resourceName` of an ARN without its partition, service, region and account. */
function nameOf(id: Sql): Sql {
  return sql`coalesce(nullif(regexp_extract(${id}, '(?s)^arn:[^:]*:[^:]*:[^:]*:[^:]*:(.+)$', 1), ''), ${id})`;
}

function labelOf(dimension: DimensionRef, value: Sql): Sql {
  return sql`coalesce((SELECT nullif(min(label), '') FROM label WHERE dimension = ${dimension} AND label.value = ${value}), ${value})`;
}

function stateNameOf(state: Sql): Sql {
  const cases = Object.entries(RESOURCE_STATE_NAMES).map(([id, name]) => sql`WHEN ${id} THEN ${name}`);
  return sql`CASE ${state} ${join(cases, " ")} END`;
}
