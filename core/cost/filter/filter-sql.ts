import { join, raw, sql, type Sql } from "../../sql/sql.ts";
import type { DimensionRef } from "../dimension/dimension-ref.ts";
import type { Filter } from "./filter.ts";

/** All filters as one condition over the expressions of a store. */
export function filterCondition(filters: readonly Filter[], expression: (ref: DimensionRef) => Sql): Sql {
  if (filters.length === 0) return raw("true");
  return join(
    filters.map((filter) => sql`(${condition(filter, expression(filter.dimension))})`),
    " AND ",
  );
}

/** Never unknown: a line item without a value is matched by `null` alone, and is kept by every other exclusion. */
function condition({ mode, values }: Filter, value: Sql): Sql {
  const texts = values.filter((text) => text !== null);
  const named = texts.length === 0 ? raw("false") : sql`${value} IN (${join(texts)})`;
  const isNull = sql`${value} IS NULL`;
  const included = values.includes(null)
    ? sql`${isNull} OR ${named}`
    : sql`${value} IS NOT NULL AND ${named}`;
  return mode === "include" ? included : sql`NOT (${included})`;
}
