import type { ColumnType, StoredColumn } from "../../delivery/delivery.ts";
import { cast, monthText, valueOfKey } from "../../sql/dialect.ts";
import { empty, identifier, join, raw, sql, type Sql } from "../../sql/sql.ts";

/** The stored columns of one delivery (or of several alike), by id. */
export type Columns = ReadonlyMap<string, StoredColumn>;

export function columnsById(columns: Iterable<StoredColumn>): Columns {
  return new Map([...columns].map((column) => [column.id, column]));
}

/** Storage type of all money and amounts. */
export const DECIMAL = raw("DECIMAL(38,18)");
export const ZERO = cast(raw("0"), "money");
export const NO_TEXT = cast(raw("NULL"), "text");
export const NO_DECIMAL = cast(raw("NULL"), "money");
const NO_INSTANT = cast(raw("NULL"), "instant");

/** A text column with blanks as NULL; a typed NULL where the delivery does not have it. */
export function text(columns: Columns, id: string): Sql {
  const stored = columns.get(id);
  if (stored === undefined || stored.type === "map") return NO_TEXT;
  return stored.type === "text" ? sql`nullif(${identifier(id)}, '')` : cast(identifier(id), "text");
}

/** A money or amount column; text that is no number counts as nothing. */
export function decimal(columns: Columns, id: string): Sql {
  return typed(columns, id, "decimal", NO_DECIMAL, DECIMAL);
}

export function instant(columns: Columns, id: string): Sql {
  return typed(columns, id, "timestamp", NO_INSTANT, raw("TIMESTAMP"));
}

/** UTC month of an instant, `2026-10`. */
export function monthOf(start: Sql): Sql {
  return monthText(start);
}

/** Value of one key of a map column; a typed NULL where there is no such map. */
export function mapEntry(columns: Columns, id: string, key: string): Sql {
  return columns.get(id)?.type === "map" ? sql`nullif(${valueOfKey(identifier(id), key)}, '')` : NO_TEXT;
}

export function decimalOrZero(columns: Columns, id: string): Sql {
  return columns.has(id) ? sql`coalesce(${decimal(columns, id)}, ${ZERO})` : ZERO;
}

/** The first of several expressions that is not NULL; those that are NULL by construction are left out. */
export function firstOf(...candidates: readonly Sql[]): Sql {
  const known = candidates.filter((candidate) => candidate !== NO_TEXT && candidate !== NO_DECIMAL);
  const [only = candidates[0] ?? empty] = known;
  return known.length < 2 ? only : sql`coalesce(${join(known)})`;
}

function typed(columns: Columns, id: string, type: ColumnType, missing: Sql, as: Sql): Sql {
  const stored = columns.get(id);
  if (stored === undefined) return missing;
  return stored.type === type ? identifier(id) : sql`TRY_CAST(${identifier(id)} AS ${as})`;
}
