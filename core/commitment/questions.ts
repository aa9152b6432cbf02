import { join, literal, raw, sql, type Sql } from "../sql/sql.ts";
import type { DateRange, Granularity } from "../time/period.ts";
import type { FactUnit } from "./facts.ts";

/** Where facts are read from, and which of them. */
export type FactSource = {
  readonly facts: Sql;
  readonly range: DateRange;
  readonly currency: string | null;
  readonly arn?: string | null;
};

export const AMOUNT_COLUMNS = [
  "list",
  "cost",
  "committed",
  "used",
  "reserved_units",
  "unused_units",
  "units",
] as const;
export type AmountColumn = (typeof AMOUNT_COLUMNS)[number];

const UNKNOWNS = ["no_list", "no_cost", "no_committed"] as const;
export type UnknownColumn = (typeof UNKNOWNS)[number];

/** Sums of amounts, then how many line items of each amount are not told. */
const SUMS = join([
  ...AMOUNT_COLUMNS.map((column) => raw(`sum(${column}) AS ${column}`)),
  ...UNKNOWNS.map((column) => raw(`sum(${column})::BIGINT AS ${column}`)),
]);

export function factCurrencies(facts: Sql): Sql {
  return sql`SELECT DISTINCT currency FROM ${facts} WHERE currency IS NOT NULL ORDER BY currency`;
}

/**
 * Rows `first, span, role, kind, program, plan_type, reservable` and sums. Units of both are hours, or days for every longer
 * granularity, counted from the start of the range; what covers several units is to be spread evenly over them. Facts of one
 * day stand at the first day of their bucket, so that a year by months is a few hundred rows.
 */
export function factsOverTime(source: FactSource, granularity: Granularity): Sql {
  const unit = unitOf(granularity);
  return sql`SELECT ${unitIndex(source, unit)} AS first, ${unitCount(unit)} AS span, role, kind, program, plan_type, reservable, ${SUMS}
    FROM (SELECT * REPLACE (${bucketStart(source, granularity)} AS start) FROM ${source.facts} WHERE ${within(source)})
    GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2`;
}

/** The facts a granularity needs. */
export function unitOf(granularity: Granularity): FactUnit {
  return granularity === "hour" ? "hour" : "day";
}

function bucketStart({ range }: FactSource, granularity: Granularity): Sql {
  if (granularity === "hour" || granularity === "day") return raw("start");
  const from = sql`TIMESTAMP ${literal(range.from)}`;
  const first = granularity === "month" ? sql`greatest(${from}, date_trunc('month', start))` : from;
  return sql`CASE WHEN hours > 24 OR start < ${from} THEN start ELSE ${first} END`;
}

/**
 * Rows `first, span, month, arn, kind, program, account, role` and sums: monthly fees by their days, all else with both NULL
 * and, where months are asked for, by its month.
 */
export function factsByCommitment(source: FactSource, byMonth: boolean): Sql {
  const isLong = raw("hours > 24");
  const month = sql`strftime(greatest(TIMESTAMP ${literal(source.range.from)}, start), '%Y-%m')`;
  return sql`SELECT CASE WHEN ${isLong} THEN ${unitIndex(source, "day")} END AS first,
      CASE WHEN ${isLong} THEN ${unitCount("day")} END AS span,
      ${byMonth ? sql`CASE WHEN NOT (${isLong}) THEN ${month} END` : raw("NULL::VARCHAR")} AS month,
      arn, kind, program, account, role, ${SUMS},
      sum(CASE WHEN role = 'fee' THEN hours * facts END)::BIGINT AS fee_hours
    FROM ${source.facts} WHERE ${within(source)} AND arn IS NOT NULL
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 ORDER BY arn, account, 1, 2, 3`;
}

/** Rows `arn, kind, program, term, payment, starts, ends, region, instance_type, instances, last_seen` of all facts. */
export function commitmentTerms({ facts, arn }: Pick<FactSource, "facts" | "arn">): Sql {
  return sql`SELECT arn, kind, arg_max(program, role), max(term), max(payment), min(starts), max(ends), max(region),
      max(instance_type), max(instances), max(billing_period)
    FROM ${facts} WHERE arn IS NOT NULL AND kind IS NOT NULL AND ${arn == null ? raw("true") : sql`arn = ${arn}`}
    GROUP BY arn, kind ORDER BY arn`;
}

/** Rows `billing_period, kind, no_list, no_cost, no_unused, no_committed, no_units, long_usage`: what is not told. */
export function factGaps(source: FactSource): Sql {
  return sql`SELECT billing_period, kind, coalesce(sum(no_list), 0)::BIGINT,
      coalesce(sum(no_cost) FILTER (role = 'covered'), 0)::BIGINT, coalesce(sum(no_cost) FILTER (role = 'fee'), 0)::BIGINT,
      coalesce(sum(no_committed), 0)::BIGINT,
      coalesce(sum(facts) FILTER (kind = 'reservation' AND role = 'fee' AND reserved_units IS NULL), 0)::BIGINT,
      coalesce(sum(facts) FILTER (role <> 'fee' AND hours > 1), 0)::BIGINT
    FROM ${source.facts} WHERE ${within(source)} GROUP BY 1, 2 ORDER BY 1, 2`;
}

/** Usage that a plan of the type could pay for. */
export type DemandChoice = {
  readonly planType: string;
  /** Family and Region, for an EC2 Instance plan. */
  readonly scope: string | null;
  /** Whether usage that plans pay for already is sized anew. */
  readonly includesCovered: boolean;
};

/** Rows `hour, hours, list`: eligible usage at on-demand prices, from the start of the range. */
export function demandByHour(source: FactSource, choice: DemandChoice): Sql {
  const roles = choice.includesCovered
    ? raw("(role = 'onDemand' OR kind = 'savingsPlan')")
    : raw("role = 'onDemand'");
  return sql`SELECT ${unitIndex(source, "hour")} AS hour, hours, sum(list) AS list
    FROM ${source.facts} WHERE ${within(source)} AND role <> 'fee' AND ${roles} AND ${eligible(choice)}
    GROUP BY 1, 2 ORDER BY 1, 2`;
}

/** Row `list, cost` of usage that Savings Plans of the program paid for. */
export function ownRate(source: FactSource, program: string): Sql {
  return sql`SELECT sum(list), sum(cost) FROM ${source.facts}
    WHERE ${within(source)} AND role = 'covered' AND kind = 'savingsPlan' AND program = ${program} AND no_list = 0 AND no_cost = 0`;
}

/** The last day with usage that commitments pay for, or could. */
export function lastUsage(facts: Sql): Sql {
  return sql`SELECT max(start)::DATE FROM ${facts} WHERE role <> 'fee'`;
}

/** Rows `plan_type, scope, list` of usage on demand, the largest first: what there is to size a plan for. */
export function demandChoices(source: FactSource): Sql {
  return sql`SELECT plan_type, scope, sum(list) AS list FROM ${source.facts}
    WHERE ${within(source)} AND role <> 'fee' AND plan_type IS NOT NULL GROUP BY GROUPING SETS ((plan_type, scope), (plan_type))
    ORDER BY list DESC NULLS LAST, plan_type, scope`;
}

/** Rows `role, account, pool, arn, list, cost` by the day they are billed on; `arn` of commitments alone. */
export function factsByAccount(source: FactSource): Sql {
  return sql`SELECT role, account, pool, arn, sum(list), sum(cost), sum(no_list + no_cost)::BIGINT
    FROM ${source.facts} WHERE ${billedWithin(source)} GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`;
}

function eligible({ planType, scope }: DemandChoice): Sql {
  if (planType !== "EC2Instance") return sql`plan_type = ${planType}`;
  return scope === null ? raw("scope IS NOT NULL") : sql`scope = ${scope}`;
}

function unitIndex({ range }: FactSource, unit: FactUnit): Sql {
  return sql`date_diff(${literal(unit)}, TIMESTAMP ${literal(range.from)}, start)::INTEGER`;
}

function unitCount(unit: FactUnit): Sql {
  return unit === "hour" ? raw("hours") : raw("ceil(hours / 24.0)::INTEGER");
}

/** Facts that overlap the range. */
function within({ range, currency, arn }: FactSource): Sql {
  return sql`start < TIMESTAMP ${literal(range.to)} AND start + to_hours(hours) > TIMESTAMP ${literal(range.from)}
    AND ${matches(currency, arn)}`;
}

/** Facts whose line items are billed on a day of the range. */
function billedWithin({ range, currency, arn }: FactSource): Sql {
  return sql`start < TIMESTAMP ${literal(range.to)} AND start >= TIMESTAMP ${literal(range.from)} AND ${matches(currency, arn)}`;
}

function matches(currency: string | null, arn: string | null | undefined): Sql {
  return join(
    [
      raw("true"),
      ...(currency === null ? [] : [sql`currency = ${currency}`]),
      ...(arn == null ? [] : [sql`arn = ${arn}`]),
    ],
    " AND ",
  );
}
