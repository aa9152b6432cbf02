import {
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from "@duckdb/node-api";
import { formatScaled, SCALE } from "#core/money/decimal.ts";

/** What a cell becomes: decimals as exact text, instants and days as ISO text, counts as numbers. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [name: string]: Plain };

/** Takes a DuckDB value out of its class, so that it survives a port and JSON. */
export function decode(value: DuckDBValue): Plain {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return value;
  if (typeof value === "bigint") return countOf(value);
  if (value instanceof DuckDBDecimalValue) return decimalText(value);
  if (value instanceof DuckDBTimestampValue) return isoInstant(value.micros);
  if (value instanceof DuckDBDateValue) return value.toString();
  if (value instanceof DuckDBListValue) return value.items.map(decode);
  if (value instanceof DuckDBMapValue)
    return Object.fromEntries(value.entries.map((entry) => [String(entry.key), decode(entry.value)]));
  if (value instanceof DuckDBStructValue)
    return Object.fromEntries(Object.entries(value.entries).map(([name, item]) => [name, decode(item)]));
  return String(value);
}

function decimalText({ value, scale }: DuckDBDecimalValue): string {
  return formatScaled(value * 10n ** BigInt(SCALE - scale));
}

function countOf(value: bigint): number {
  if (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER)
    throw new Error(`count beyond the exact range of a number: ${value}`);
  return Number(value);
}

function isoInstant(micros: bigint): string {
  const text = new Date(Number(micros / 1000n)).toISOString();
  return text.endsWith(".000Z") ? `${text.slice(0, 19)}Z` : text;
}
