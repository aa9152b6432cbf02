import { join, raw, sql, type Sql } from "../../sql/sql.ts";
import type { DimensionRef } from "../dimension/dimension-ref.ts";
import type { Filter } from "./filter.ts";

/** What a store knows of a dimension. */
export type FilteredStore = {
  readonly dimension: (ref: DimensionRef) => Sql;
  /** The column that holds the dimension as it is, blanks included, if one does. */
  readonly plainColumn?: (ref: DimensionRef) => Sql | null;
};

/** All filters as one condition over the expressions of a store. */
export function filterCondition(filters: readonly Filter[], store: FilteredStore): Sql {
  if (filters.length === 0) return raw("true");
  return join(
    filters.map((filter) => sql`(${condition(filter, store)})`),
    " AND ",
  );
}

/** Never unknown: a line item without a value is matched by `null` alone, and is kept by every other exclusion. */
function condition({ dimension, mode, values }: Filter, store: FilteredStore): Sql {
  const value = store.dimension(dimension);
  const texts = values.filter((text) => text !== null);
  if (mode === "include" && texts.length > 0 && !values.includes(null) && !texts.includes("")) {
    // A bare column lets DuckDB skip what its Parquet statistics and Bloom filters rule out.
    const column = store.plainColumn?.(dimension) ?? value;
    return sql`${column} IN (${join(texts)})`;
  }
  const named = texts.length === 0 ? raw("false") : sql`${value} IN (${join(texts)})`;
  const included = values.includes(null)
    ? sql`${value} IS NULL OR ${named}`
    : sql`${value} IS NOT NULL AND ${named}`;
  return mode === "include" ? included : sql`NOT (${included})`;
}
