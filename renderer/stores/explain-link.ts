import { parseDimensionRef, type DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { CellDifference, CostCell, GroupKeys } from "#core/cost/explain/cost-cell.ts";
import type { Filter } from "#core/cost/filter/filter.ts";
import { isMetricId } from "#core/cost/metric/metric-id.ts";
import { isUsageDate } from "#core/time/period.ts";

/** A number, or a difference of two, that is being explained as text for the address. */
export function encodeExplained(explained: CostCell | CellDifference): string {
  return JSON.stringify(explained);
}

/** Reads a number back; null for anything that is no such text. The engine checks its question once more. */
export function decodeCell(text: unknown): CostCell | null {
  return cellOf(parsed(text));
}

/** Reads a difference back, likewise. */
export function decodeDifference(text: unknown): CellDifference | null {
  const value = parsed(text);
  const [before, now] = [cellOf(field(value, "before")), cellOf(field(value, "now"))];
  return before === null || now === null ? null : { before, now };
}

function parsed(text: unknown): unknown {
  try {
    return typeof text === "string" ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

function cellOf(value: unknown): CostCell | null {
  const [metric, currency, hour] = [field(value, "metric"), field(value, "currency"), field(value, "hour")];
  const [from, to] = [field(field(value, "range"), "from"), field(field(value, "range"), "to")];
  const filters = list(field(value, "filters")).map(filterOf);
  const without = field(value, "without") === null ? null : keysOf(field(value, "without"));
  if (typeof metric !== "string" || !isMetricId(metric) || !isDay(from) || !isDay(to)) return null;
  if (!isTextOrNull(currency) || !isTextOrNull(hour) || without === undefined) return null;
  if (!filters.every((filter) => filter !== null)) return null;
  return { metric, range: { from, to }, filters, currency, hour, without };
}

function filterOf(value: unknown): Filter | null {
  const [dimension, mode] = [refOf(field(value, "dimension")), field(value, "mode")];
  const values = list(field(value, "values"));
  if (dimension === null || (mode !== "include" && mode !== "exclude") || !values.every(isTextOrNull))
    return null;
  return { dimension, mode, values };
}

function keysOf(value: unknown): GroupKeys | undefined {
  const dimensions = list(field(value, "dimensions")).map(refOf);
  const keys = list(field(value, "keys")).map(list);
  if (!dimensions.every((ref) => ref !== null)) return undefined;
  return { dimensions, keys: keys.map((key) => key.filter(isTextOrNull)) };
}

function refOf(value: unknown): DimensionRef | null {
  return typeof value === "string" ? parseDimensionRef(value) : null;
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isDay(value: unknown): value is string {
  return typeof value === "string" && isUsageDate(value);
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === "string";
}
