import { type DimensionRef, parseDimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { Filter } from "#core/cost/filter/filter.ts";
import { isMetricId, type MetricId } from "#core/cost/metric/metric-id.ts";
import { type DateRange, isUsageDate } from "#core/time/period.ts";

export function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function oneOf<T extends string>(known: readonly T[], value: unknown): T | null {
  return known.find((one) => one === value) ?? null;
}

/** Null stays null; undefined for what is neither null nor what is read. */
export function orNull<T>(value: unknown, read: (value: unknown) => T | null): T | null | undefined {
  return value === null ? null : (read(value) ?? undefined);
}

export function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === "string";
}

export function isTextIfAny(value: unknown): value is string | null | undefined {
  return value === undefined || isTextOrNull(value);
}

export function rangeOf(value: unknown): DateRange | null {
  const [from, to] = [field(value, "from"), field(value, "to")];
  return isDay(from) && isDay(to) ? { from, to } : null;
}

function isDay(value: unknown): value is string {
  return typeof value === "string" && isUsageDate(value);
}

export function moneyMetricOf(value: unknown): Exclude<MetricId, "usageAmount"> | null {
  return typeof value === "string" && isMetricId(value) && value !== "usageAmount" ? value : null;
}

export function refOf(value: unknown): DimensionRef | null {
  return typeof value === "string" ? parseDimensionRef(value) : null;
}

export function filterOf(value: unknown): Filter | null {
  const [dimension, mode] = [refOf(field(value, "dimension")), field(value, "mode")];
  const values = list(field(value, "values"));
  if (dimension === null || (mode !== "include" && mode !== "exclude") || !values.every(isTextOrNull))
    return null;
  return { dimension, mode, values };
}

export function filtersOf(value: unknown): readonly Filter[] | null {
  const filters = list(value).map(filterOf);
  return Array.isArray(value) && filters.every((filter) => filter !== null) ? filters : null;
}
