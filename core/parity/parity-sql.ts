import { lineItemSource } from "../cost/source/line-item-source.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { identifier, join, literal, sql, type Sql } from "../sql/sql.ts";
import { chargeGroupOf } from "./explain-parity.ts";
import { PARITY_LINE_COLUMNS, type ParityLineColumn, type ParityLineQuery } from "./parity.ts";

type Asked = Pick<ParityLineQuery, "metric" | "by" | "value" | "offset" | "limit"> & {
  readonly currency: string;
  readonly directory: string;
  /** Every type of line item of both deliveries. */
  readonly types: readonly string[];
};

/**
 * Line items of two deliveries matched by what they say: rows of the line columns, `left_amount, right_amount, rows_left, rows_right`
 * of those that differ, from `offset` on by the size of the difference. `differing, alike, all_left, all_right` are of all.
 */
export function parityLines(left: Delivery, right: Delivery, asked: Asked): Sql {
  const keys = join(PARITY_LINE_COLUMNS.map((name) => identifier(name)));
  const sides = sql`${side(left, "left", asked)} UNION ALL ${side(right, "right", asked)}`;
  const amount = (name: "left" | "right"): Sql =>
    sql`coalesce(sum(amount) FILTER (side = ${literal(name)}), 0)::DECIMAL(38,18)`;
  const rows = (name: "left" | "right"): Sql => sql`count(*) FILTER (side = ${literal(name)})`;
  return sql`WITH matched AS (
      SELECT ${keys}, ${amount("left")} AS left_amount, ${amount("right")} AS right_amount, ${rows("left")} AS rows_left, ${rows("right")} AS rows_right
      FROM (${sides}) WHERE ${identifier(asked.by)} IS NOT DISTINCT FROM ${asked.value} GROUP BY ${keys}),
    told AS (
      SELECT *, row_number() OVER (ORDER BY abs(right_amount - left_amount) DESC, ${keys}) AS place, count(*) OVER () AS differing,
        sum(left_amount) OVER () AS all_left, sum(right_amount) OVER () AS all_right
      FROM matched WHERE left_amount <> right_amount)
    SELECT told.*, (SELECT count(*) FROM matched WHERE left_amount = right_amount) AS alike
    FROM told WHERE place > ${asked.offset} AND place <= ${asked.offset + asked.limit} ORDER BY place`;
}

function side(
  delivery: Delivery,
  name: "left" | "right",
  { directory, metric, currency, types }: Asked,
): Sql {
  const source = lineItemSource(delivery, directory);
  const expressions: Readonly<Record<ParityLineColumn, Sql>> = {
    day: sql`strftime(${source.day}, '%Y-%m-%d')`,
    account: source.dimension("linkedAccount"),
    service: source.dimension("service"),
    group: groupOf(source.dimension("lineItemType"), types),
    usageType: source.dimension("usageType"),
    operation: source.dimension("operation"),
    resourceId: source.dimension("resourceId"),
  };
  return sql`SELECT ${literal(name)} AS side, ${join(
    PARITY_LINE_COLUMNS.map((column) => sql`${expressions[column]} AS ${identifier(column)}`),
  )}, coalesce(${source.metric(metric)}, 0) AS amount
    FROM ${source.relation} WHERE ${source.counts} AND ${source.dimension("currency")} = ${currency}`;
}

function groupOf(type: Sql, types: readonly string[]): Sql {
  const none = literal(chargeGroupOf(null));
  if (types.length === 0) return none;
  const cases = types.map((each) => sql`WHEN ${literal(each)} THEN ${literal(chargeGroupOf(each))}`);
  return sql`CASE ${type} ${join(cases, " ")} ELSE ${none} END`;
}
