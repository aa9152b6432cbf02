import type { FactRequest } from "../cost/query/fact.ts";
import { facts } from "../cost/query/fact.ts";
import { join, literal, raw, sql, type Sql } from "../sql/sql.ts";
import { lengthInDays } from "../time/period.ts";
import type { ChargeKind } from "./charge.ts";
import type { DimensionRef } from "../cost/dimension/dimension-ref.ts";

/** What a charge is judged by, in this order. */
const JUDGED_BY: readonly DimensionRef[] = [
  "lineItemType",
  "billingEntity",
  "service",
  "linkedAccount",
  "usageType",
];
const TYPE = raw("fact.k0");
const ENTITY = raw("fact.k1");

/** `lineItem/LineItemType` (FOCUS: `ChargeCategory`) of each kind, whoever sold it; then those of AWS itself. */
const ANYBODYS: readonly (readonly [ChargeKind, string])[] = [
  ["tax", "Tax"],
  ["credit", "Credit"],
  ["oneOff", "Refund"],
  ["oneOff", "Adjustment"],
  ["oneOff", "SavingsPlanUpfrontFee"],
];
const OF_AWS: readonly (readonly [ChargeKind, string])[] = [
  ["plan", "SavingsPlanRecurringFee"],
  ["reservation", "RIFee"],
  ["fee", "Fee"],
  ["fee", "Purchase"],
];
/** `lineItem/LineItemType` (FOCUS: `ChargeCategory`) of what is never usage. */
export const NEVER_USAGE: readonly string[] = [...ANYBODYS, ...OF_AWS].map(([, type]) => type);
export const MARKETPLACE = "AWS Marketplace";
/** A charge of this few days a month, in this many months, is priced by the month. */
const FEW_DAYS = 2;
const MANY_MONTHS = 3;

/** The same question by day with everything a charge is judged by. */
export function judgedRequest(
  request: Omit<FactRequest, "dimensions" | "granularity">,
  further: readonly DimensionRef[] = [],
): FactRequest {
  return { ...request, granularity: "day", dimensions: [...JUDGED_BY, ...further] };
}

/**
 * Common table expressions `fact`, `rhythm` and `charged`; the last has the rows of the facts with their `kind`. Usage that
 * comes on one or two days of each month is priced by the month and never part of a daily series.
 */
export function chargedFacts(request: FactRequest): Sql {
  // A commitment pays for a part of some days, so that one kind of row alone can be rare where the usage is not.
  const keys = JUDGED_BY.map((_, at) => raw(`k${at}`)).slice(1);
  const same = join(
    keys.map((key) => sql`fact.${key} IS NOT DISTINCT FROM rhythm.${key}`),
    " AND ",
  );
  const day = sql`(DATE ${literal(request.range.from)} + bucket)`;
  const days = lengthInDays(request.range);
  // Days and months are counted as bits: DuckDB 1.5.6 takes three times as long to count distinct values.
  const counted = (position: Sql, most: number): Sql =>
    sql`bit_count(bitstring_agg(${position}, 0, ${raw(String(most))}))`;
  return sql`fact AS MATERIALIZED (${facts(request)}),
    rhythm AS (
      SELECT ${join(keys)}, ${counted(raw("bucket"), days)} AS days,
        ${counted(sql`date_diff('month', DATE ${literal(request.range.from)}, ${day})::INTEGER`, days)} AS months
      FROM fact WHERE amount <> 0 GROUP BY ALL),
    charged AS (
      SELECT fact.*, ${kindOf()} AS kind FROM fact LEFT JOIN rhythm ON ${same})`;
}

/** Rows `currency, kind, bucket, amount, line_items`: every charge of the request, by kind and day. */
export function chargesByDay(request: FactRequest): Sql {
  return sql`WITH ${chargedFacts(request)}
    SELECT currency, kind, bucket, sum(amount) AS amount, sum(line_items)::BIGINT AS line_items
    FROM charged GROUP BY ALL ORDER BY ALL`;
}

function kindOf(): Sql {
  return sql`CASE ${cases(ANYBODYS)}
    WHEN ${ENTITY} = ${literal(MARKETPLACE)} THEN 'marketplace' ${cases(OF_AWS)}
    WHEN rhythm.months >= ${raw(String(MANY_MONTHS))} AND rhythm.days <= ${raw(String(FEW_DAYS))} * rhythm.months THEN 'monthly'
    ELSE 'usage' END`;
}

function cases(types: readonly (readonly [ChargeKind, string])[]): Sql {
  return join(
    types.map(([kind, type]) => sql`WHEN ${TYPE} = ${literal(type)} THEN ${literal(kind)}`),
    " ",
  );
}
