import { filterCondition } from "../cost/filter/filter-sql.ts";
import type { Filter } from "../cost/filter/filter.ts";
import { identifier, join, literal, raw, sql, type Sql } from "../sql/sql.ts";
import type { DateRange } from "../time/period.ts";
import {
  CONTAINER_FILTERS,
  type ContainerMetric,
  type ContainerQuery,
  type WorkloadQuery,
} from "./container.ts";

/** Kept facts and what of them is asked. */
export type FactSource = {
  readonly facts: Sql;
  readonly metric: ContainerMetric;
  readonly range: DateRange;
  readonly filters: readonly Filter[];
  /** Null where all facts are in one. */
  readonly currency: string | null;
};

const COLUMNS: Readonly<Record<ContainerMetric, { readonly own: Sql; readonly unused: Sql }>> = {
  amortized: { own: raw("amortized"), unused: raw("unused") },
  netAmortized: { own: raw("net_amortized"), unused: raw("net_unused") },
  onDemandEquivalent: { own: raw("list"), unused: raw("list_unused") },
};

const KEYS = raw("platform, account, region, cluster, namespace, workload");
const CONTAINERS = raw("kind IN ('split', 'fargate')");

/** The filters that mean the same for containers and their instances. */
export function appliedFilters({ filters }: Pick<ContainerQuery, "filters">): readonly Filter[] {
  return filters.filter(({ dimension }) => CONTAINER_FILTERS.some((known) => known === dimension));
}

/** Rows `currency`. */
export function containerCurrencies(source: FactSource): Sql {
  return sql`SELECT DISTINCT currency FROM ${source.facts} WHERE ${conditions(source)} AND currency IS NOT NULL ORDER BY currency`;
}

/** Rows of `KEYS, resource, kind, workload_type, is_tagged, own, unused, reserved, used, allocated, line_items`. */
export function costByWorkload(source: FactSource): Sql {
  const { own, unused } = COLUMNS[source.metric];
  return sql`SELECT ${KEYS}, resource, kind, max(workload_type) AS workload_type, bool_and(is_tagged) AS is_tagged,
      sum(${own}) AS own, sum(${unused}) AS unused, sum(reserved) AS reserved, sum(used) AS used, sum(allocated) AS allocated,
      sum(line_items)::BIGINT AS line_items
    FROM ${source.facts} WHERE ${CONTAINERS} AND ${conditions(source)} GROUP BY ${KEYS}, resource, kind`;
}

/** Rows of `bucket, KEYS, amount`; buckets are counted in days or months from the start of the range. */
export function costOverTime(source: FactSource, granularity: "day" | "month" | "total"): Sql {
  const { own, unused } = COLUMNS[source.metric];
  const bucket =
    granularity === "total"
      ? raw("0")
      : sql`date_diff(${literal(granularity)}, DATE ${literal(source.range.from)}, day)::INTEGER`;
  return sql`SELECT ${bucket} AS bucket, ${KEYS}, sum(coalesce(${own}, 0) + coalesce(${unused}, 0)) AS amount
    FROM ${source.facts} WHERE ${CONTAINERS} AND ${conditions(source)} GROUP BY ALL`;
}

/** Rows of `period, kind, own, unused, hours, hours_apart, hours_missing`. */
export function costByKind(source: FactSource): Sql {
  const { own, unused } = COLUMNS[source.metric];
  return sql`SELECT strftime(day, '%Y-%m') AS period, kind, sum(${own}) AS own, sum(${unused}) AS unused,
      sum(hours)::BIGINT AS hours, sum(hours_apart)::BIGINT AS hours_apart, sum(hours_missing)::BIGINT AS hours_missing
    FROM ${source.facts} WHERE ${conditions(source)} GROUP BY period, kind ORDER BY period, kind`;
}

/** Rows of `instance, cost, split, unused, days, instances`: the instances a workload ran on, over the days it did. */
export function instancesOfWorkload(source: FactSource, { key }: WorkloadQuery, most: number): Sql {
  const { own, unused } = COLUMNS[source.metric];
  const is = (column: string, value: string | null): Sql =>
    sql`${identifier(column)} IS NOT DISTINCT FROM ${value}`;
  const mine = join(
    (["platform", "account", "region", "cluster", "namespace", "workload"] as const).map((name) =>
      is(name, key[name]),
    ),
    " AND ",
  );
  return sql`WITH mine AS (
      SELECT day, instance, sum(${own}) AS split, sum(${unused}) AS unused FROM ${source.facts}
      WHERE kind = 'split' AND ${mine} AND ${conditions(source)} GROUP BY day, instance),
    machine AS (
      SELECT day, instance, sum(${own}) AS cost FROM ${source.facts}
      WHERE kind = 'instance' AND ${conditions(source)} GROUP BY day, instance)
    SELECT mine.instance, sum(cost) AS cost, sum(split) AS split, sum(unused) AS unused, count(*) AS days, count(*) OVER () AS instances
    FROM mine LEFT JOIN machine ON mine.day = machine.day AND mine.instance = machine.instance
    GROUP BY mine.instance ORDER BY sum(split) + sum(unused) DESC, mine.instance LIMIT ${most}`;
}

function conditions({ range, filters, currency }: FactSource): Sql {
  return join(
    [
      sql`day >= DATE ${literal(range.from)} AND day < DATE ${literal(range.to)}`,
      ...(currency === null ? [] : [sql`currency = ${currency}`]),
      filterCondition(filters, { dimension: (ref) => identifier(FILTERED[ref] ?? ref) }),
    ],
    " AND ",
  );
}

const FILTERED: Readonly<Record<string, string>> = {
  payerAccount: "payer",
  linkedAccount: "account",
  region: "region",
};
