import type { RollupDimensionId } from "../cost/rollup/rollup.ts";
import { holds } from "../sql/dialect.ts";
import { join, raw, sql, type Sql } from "../sql/sql.ts";

/** A test of one dimension of a line item; case matters, and no value reads as empty text. */
export type Clause = {
  readonly dimension: RollupDimensionId;
  readonly operator: "is" | "isNot" | "contains" | "startsWith";
  readonly values: readonly string[];
};

/** Holds where all clauses of one alternative hold. */
export type Condition = readonly (readonly Clause[])[];

export type DimensionSql = (dimension: RollupDimensionId) => Sql;

/** A condition over the columns of a store; never NULL. */
export function conditionSql(condition: Condition, dimension: DimensionSql): Sql {
  return either(condition.map((clauses) => both(clauses.map((clause) => clauseSql(clause, dimension)))));
}

/** `CASE` that gives the id of the first condition that holds, else NULL. */
export function firstMatchSql(
  rules: readonly { readonly id: string; readonly condition: Condition }[],
  dimension: DimensionSql,
): Sql {
  const branches = rules.map(
    ({ id, condition }) => sql`WHEN ${conditionSql(condition, dimension)} THEN ${id}`,
  );
  return sql`CASE ${join(branches, " ")} END`;
}

function clauseSql({ dimension, operator, values }: Clause, of: DimensionSql): Sql {
  const value = sql`coalesce(${of(dimension)}, '')`;
  switch (operator) {
    case "is":
      return sql`${value} IN (${join(values)})`;
    case "isNot":
      return sql`${value} NOT IN (${join(values)})`;
    case "contains":
      return either(values.map((part) => holds(value, part)));
    case "startsWith":
      return either(values.map((part) => sql`starts_with(${value}, ${part})`));
  }
}

function either(parts: readonly Sql[]): Sql {
  return parts.length === 0 ? raw("false") : sql`(${join(parts, " OR ")})`;
}

function both(parts: readonly Sql[]): Sql {
  return parts.length === 0 ? raw("true") : sql`(${join(parts, " AND ")})`;
}
