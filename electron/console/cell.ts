import {
  DuckDBArrayValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
} from "@duckdb/node-api";
import type { SqlColumnKind } from "#core/console/sql-answer.ts";

const KINDS: ReadonlyMap<DuckDBTypeId, SqlColumnKind> = new Map<DuckDBTypeId, SqlColumnKind>([
  [DuckDBTypeId.DECIMAL, "decimal"],
  ...[
    DuckDBTypeId.TINYINT,
    DuckDBTypeId.SMALLINT,
    DuckDBTypeId.INTEGER,
    DuckDBTypeId.BIGINT,
    DuckDBTypeId.HUGEINT,
    DuckDBTypeId.UTINYINT,
    DuckDBTypeId.USMALLINT,
    DuckDBTypeId.UINTEGER,
    DuckDBTypeId.UBIGINT,
    DuckDBTypeId.UHUGEINT,
    DuckDBTypeId.FLOAT,
    DuckDBTypeId.DOUBLE,
  ].map((id): [DuckDBTypeId, SqlColumnKind] => [id, "number"]),
  [DuckDBTypeId.DATE, "day"],
  [DuckDBTypeId.TIMESTAMP, "instant"],
  [DuckDBTypeId.TIMESTAMP_S, "instant"],
  [DuckDBTypeId.TIMESTAMP_MS, "instant"],
  [DuckDBTypeId.TIMESTAMP_NS, "instant"],
  [DuckDBTypeId.TIMESTAMP_TZ, "instant"],
  [DuckDBTypeId.BOOLEAN, "boolean"],
  [DuckDBTypeId.LIST, "nested"],
  [DuckDBTypeId.ARRAY, "nested"],
  [DuckDBTypeId.MAP, "nested"],
  [DuckDBTypeId.STRUCT, "nested"],
]);

export function kindOf(type: DuckDBType): SqlColumnKind {
  return KINDS.get(type.typeId) ?? "text";
}

/** A cell as exact text; lists, maps and structs as JSON with their numbers as text. */
export function cellText(value: DuckDBValue): string | null {
  if (value === null) return null;
  if (typeof value === "string") return value;
  return isNested(value) ? JSON.stringify(plain(value)) : scalarText(value);
}

function scalarText(value: DuckDBValue): string {
  if (value instanceof DuckDBDecimalValue) return trimmed(value.toString());
  return String(value);
}

/** `12.500000` is `12.5`: the same number, shorter. */
function trimmed(decimal: string): string {
  return decimal.includes(".") ? decimal.replace(/\.?0+$/, "") : decimal;
}

type Nested = DuckDBArrayValue | DuckDBListValue | DuckDBMapValue | DuckDBStructValue;
type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

function isNested(value: DuckDBValue): value is Nested {
  return (
    value instanceof DuckDBListValue ||
    value instanceof DuckDBArrayValue ||
    value instanceof DuckDBMapValue ||
    value instanceof DuckDBStructValue
  );
}

function plain(value: DuckDBValue): Plain {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return value;
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue) return value.items.map(plain);
  if (value instanceof DuckDBMapValue)
    return Object.fromEntries(value.entries.map((entry) => [cellText(entry.key) ?? "", plain(entry.value)]));
  if (value instanceof DuckDBStructValue)
    return Object.fromEntries(Object.entries(value.entries).map(([name, item]) => [name, plain(item)]));
  return scalarText(value);
}
