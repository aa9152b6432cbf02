import { join, literal, raw, sql, type Sql } from "../sql/sql.ts";
import type { FindingTables } from "./tables.ts";

/** What a thing is called: its resource id, or what it is charged for where AWS names none. */
const KEY = raw("coalesce(resource, coalesce(usage_type, service) || coalesce(' ' || region, ''))");

type Sums = Readonly<Record<string, Sql>>;

/** The usage type matches a regular expression, whatever Region stands before it. */
export function usageType(pattern: string): Sql {
  return sql`regexp_matches(coalesce(usage_type, ''), ${literal(pattern)})`;
}

export function service(...codes: readonly string[]): Sql {
  return sql`service IN (${join(codes.map(literal))})`;
}

/** The costs that match, one item per resource and month. `sums` are further sums over them. */
export function byResource(
  { fact }: FindingTables,
  where: Sql,
  { sums = {}, having }: { readonly sums?: Sums; readonly having?: Sql } = {},
): Sql {
  return sql`SELECT month, ${KEY} AS key, list(id ORDER BY id) AS facts, sum(cost)::DECIMAL(38,18) AS cost${named(sums)}
    FROM ${fact} WHERE is_usage AND ${where} GROUP BY month, account, ${KEY}${having === undefined ? raw("") : sql` HAVING ${having}`}`;
}

/**
 * Resources that were charged for being there and for nothing else: `hours` matches what is charged for time, and of the rest of
 * `scope` no more than `most` was used. AWS bills the hours of idle things like those of busy ones.
 */
export function onlyHours(
  tables: FindingTables,
  {
    scope,
    hours,
    least,
    most = raw("0"),
  }: { readonly scope: Sql; readonly hours: Sql; readonly least: Sql; readonly most?: Sql },
): Sql {
  return byResource(tables, sql`resource IS NOT NULL AND ${scope}`, {
    having: sql`coalesce(sum(usage) FILTER (${hours}), 0) > ${least} AND coalesce(sum(usage) FILTER (NOT ${hours}), 0) <= ${most}`,
  });
}

/**
 * Adds `own_cost` and `own_usage` to items: what the same client paid for what it would move to, in the same month. `on` are columns
 * of the items and what they are over costs of the target.
 */
export function withOwnRate(
  { fact }: FindingTables,
  items: Sql,
  { target, on }: { readonly target: Sql; readonly on: Readonly<Record<string, Sql>> },
): Sql {
  const columns = join(["month", ...Object.keys(on)].map((name) => raw(name)));
  return sql`SELECT item.*, own.own_cost, own.own_usage FROM (${items}) AS item
    LEFT JOIN (SELECT month${named(on)}, sum(cost)::DECIMAL(38,18) AS own_cost, sum(usage)::DECIMAL(38,18) AS own_usage
      FROM ${fact} WHERE is_usage AND usage > 0 AND ${target} GROUP BY ALL) AS own USING (${columns})`;
}

/** A scaled number as SQL. */
export function number(scaled: bigint): Sql {
  const text = scaled.toString().padStart(19, "0");
  return raw(`${text.slice(0, -18)}.${text.slice(-18)}::DECIMAL(38,18)`);
}

function named(sums: Sums): Sql {
  return join(
    Object.entries(sums).map(([name, value]) => sql`, ${value} AS ${raw(name)}`),
    "",
  );
}
