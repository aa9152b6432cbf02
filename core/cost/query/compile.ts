import type { Delivery } from "../../delivery/delivery.ts";
import { identifier, join, raw, sql, type Sql } from "../../sql/sql.ts";
import type { CostQuery } from "./cost-query.ts";
import { type FactRequest, facts, keyColumns } from "./fact.ts";

export type CompiledQuery = {
  readonly request: FactRequest;
  readonly currency: string | null;
  /** Groups listed; all further ones are summed as one. */
  readonly limit: number;
  /** Counted deliveries of the newest billing period, which may still be open. */
  readonly newest: readonly Delivery[];
};

/**
 * One statement for the whole answer: `currencies, last_day, slot, groups, bucket, amount, line_items, units, k0 ...`, a row
 * per listed group and bucket. Slots count from 1 by size; the slot behind the limit holds all other groups. Without any
 * line item there is one row with only `currencies` and `last_day`.
 */
export function compile({ request, currency, limit, newest }: CompiledQuery): Sql {
  const keys = keyColumns(request);
  const sameKeys = keys.map((key) => sql`chosen.${key} IS NOT DISTINCT FROM ranked.${key}`);
  const listedKeys = keys.map((key) => sql`, CASE WHEN rank <= ${limit} THEN ranked.${key} END AS ${key}`);
  const units =
    request.metric === "usageAmount"
      ? raw("list(DISTINCT unit) FILTER (unit IS NOT NULL)")
      : raw("NULL::VARCHAR[]");
  return sql`WITH fact AS MATERIALIZED (${facts(request)}),
    chosen AS (SELECT * FROM fact WHERE ${currency === null ? raw("true") : sql`currency = ${currency}`}),
    sized AS (
      SELECT ${join([...keys, raw("CASE WHEN min(unit) IS NOT DISTINCT FROM max(unit) THEN sum(amount) END AS size")])}
      FROM chosen GROUP BY ALL),
    ranked AS (
      SELECT *, row_number() OVER (ORDER BY ${join([raw("size DESC NULLS LAST"), ...keys.map((key) => sql`${key} NULLS LAST`)])}) AS rank
      FROM sized),
    cells AS (
      SELECT least(rank, ${limit} + 1) AS slot, max(rank) AS last_rank, bucket, sum(amount) AS amount,
        sum(line_items)::BIGINT AS line_items, ${units} AS units${join(listedKeys, "")}
      FROM chosen JOIN ranked ON ${sameKeys.length === 0 ? raw("true") : join(sameKeys, " AND ")}
      GROUP BY ALL)
    SELECT frame.*, cells.* FROM (
      SELECT list(DISTINCT currency) FILTER (currency IS NOT NULL) AS currencies, ${lastDay(newest)} AS last_day FROM fact
    ) AS frame LEFT JOIN cells ON true`;
}

/** One row of the compiled statement's result, in the order of its columns. */
export type AnswerRow = {
  readonly slot: number;
  /** Highest rank in the slot: in the last one, the number of all groups. */
  readonly lastRank: number;
  readonly bucket: number;
  /** Scaled like all exact amounts; null where nothing is known. */
  readonly amount: bigint | null;
  readonly lineItems: number;
  readonly units: readonly string[];
  readonly key: readonly (string | null)[];
};

/** Most cells (groups times buckets) an answer lists. */
const MOST_CELLS = 400_000;
const MOST_GROUPS = 10_000;

/** How many groups are listed. */
export function groupLimit(query: CostQuery, buckets: number): number {
  return Math.min(query.top ?? MOST_GROUPS, Math.max(1, Math.floor(MOST_CELLS / buckets)));
}

/** The last day with usage of these deliveries, as a subquery. */
export function lastDay(deliveries: readonly Delivery[]): Sql {
  if (deliveries.length === 0) return raw("NULL::DATE");
  const ids = deliveries.map(({ id }) => id);
  return sql`(SELECT max(day) FROM ${identifier("daily")} WHERE delivery_id IN (${join(ids)}))`;
}
