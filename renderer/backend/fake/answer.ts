import { profileName, type DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { Filter } from "#core/cost/filter/filter.ts";
import type { TagProfile } from "#core/cost/profile/tag-profile.ts";
import type { CostAnswer, CostGroup, CostQuery, DimensionValue } from "#core/cost/query/cost-query.ts";
import { formatScaled, type Decimal } from "#core/money/decimal.ts";
import { periodOf, type UsageDate } from "#core/time/period.ts";
import { daysOf, LABELS, streams, type Stream } from "./world.ts";

const MICRO = 10n ** 12n;
const LINE_ITEMS_A_DAY = 24;
const FACTORS: Readonly<Record<string, number>> = {
  amortized: 0.97,
  onDemandEquivalent: 1.21,
  usageAmount: 9.3,
};
const all = streams();

/** Answers a cost query from the streams, exactly and always alike. */
export function answerCosts(query: CostQuery): CostAnswer {
  const days = daysOf(query.range.from, query.range.to);
  const buckets = [...new Set(days.flatMap((day) => bucketsOf(day, query)))];
  const factor = FACTORS[query.metric] ?? 1;
  const sums = new Map<string, Sum>();
  for (const stream of matching(query.filters, query.profiles)) {
    const key = query.groupBy.map((dimension) => valueOf(stream, dimension, query.profiles));
    const id = JSON.stringify(key);
    const sum = sums.get(id) ?? { key, units: new Set(), values: new Map(), lineItems: 0 };
    sums.set(id, sum);
    sum.units.add(stream.unit);
    for (const day of days) add(sum, bucketsOf(day, query), Math.round(stream.on(day) * factor));
  }
  const groups = [...sums.values()].filter(hasValues).map((sum) => groupOf(sum, buckets));
  groups.sort((a, b) => Number(b.total) - Number(a.total));
  const top = query.top ?? groups.length;
  const whole = totalOf([...sums.values()], buckets);
  const rest = [...sums.values()].filter(
    (sum) => !groups.slice(0, top).some(({ key }) => JSON.stringify(key) === JSON.stringify(sum.key)),
  );
  return {
    currency: query.metric === "usageAmount" ? null : "USD",
    currencies: ["USD"],
    buckets,
    groups: groups.slice(0, top),
    other: groups.length > top ? { groups: groups.length - top, ...totalOf(rest, buckets) } : null,
    ...whole,
    missing: [],
    answeredFrom: query.groupBy.includes("resourceId") ? "dailyResource" : "daily",
  };
}

export function answerValues(
  dimension: DimensionRef,
  range: { readonly from: string; readonly to: string },
  search: string,
  limit: number,
): readonly DimensionValue[] {
  const { groups } = answerCosts({
    metric: "unblended",
    granularity: "total",
    range,
    groupBy: [dimension],
    filters: [],
    currency: null,
    top: null,
  });
  const wanted = search.toLowerCase();
  return groups
    .map(({ key, labels, total, lineItems }) => ({
      value: key[0] ?? null,
      label: labels[0] ?? null,
      total,
      lineItems,
    }))
    .filter(({ value, label }) => `${value ?? ""} ${label ?? ""}`.toLowerCase().includes(wanted))
    .slice(0, limit);
}

type Sum = {
  readonly key: readonly (string | null)[];
  readonly units: Set<string>;
  readonly values: Map<string, number>;
  lineItems: number;
};

function add(sum: Sum, buckets: readonly string[], micro: number): void {
  if (micro === 0) return;
  sum.lineItems += LINE_ITEMS_A_DAY;
  for (const bucket of buckets)
    sum.values.set(bucket, (sum.values.get(bucket) ?? 0) + Math.round(micro / buckets.length));
}

const hasValues = (sum: Sum): boolean => sum.values.size > 0;

function groupOf(sum: Sum, buckets: readonly string[]): CostGroup {
  return {
    key: sum.key,
    labels: sum.key.map((value) => (value === null ? null : (LABELS[value] ?? null))),
    units: [...sum.units],
    ...totalOf([sum], buckets),
  };
}

function totalOf(
  sums: readonly Sum[],
  buckets: readonly string[],
): { readonly total: Decimal; readonly values: readonly (Decimal | null)[]; readonly lineItems: number } {
  const values = buckets.map((bucket) =>
    sums.reduce((total, sum) => total + (sum.values.get(bucket) ?? 0), 0),
  );
  return {
    total: decimal(values.reduce((total, value) => total + value, 0)),
    values: values.map(decimal),
    lineItems: sums.reduce((total, sum) => total + sum.lineItems, 0),
  };
}

export function decimal(micro: number): Decimal {
  return formatScaled(BigInt(Math.round(micro)) * MICRO);
}

function matching(filters: readonly Filter[], profiles?: readonly TagProfile[]): readonly Stream[] {
  return all.filter((stream) => passes(stream, filters, profiles));
}

export function passes(
  stream: Stream,
  filters: readonly Filter[],
  profiles?: readonly TagProfile[],
): boolean {
  return filters.every(
    ({ dimension, mode, values }) =>
      values.includes(valueOf(stream, dimension, profiles)) === (mode === "include"),
  );
}

export function valueOf(
  stream: Stream,
  dimension: DimensionRef,
  profiles: readonly TagProfile[] = [],
): string | null {
  if (dimension === "tag:team") return stream.dimensions["tag:team"];
  if (dimension === "resourceId") return resourceOf(stream);
  const profile = profiles.find(({ name }) => name === profileName(dimension));
  if (profile !== undefined) {
    const rule = profile.rules.find(({ filters }) => passes(stream, filters, profiles));
    return rule?.value ?? (profile.source && valueOf(stream, profile.source, profiles));
  }
  if (dimension.includes(":")) return null;
  const found = Object.entries(stream.dimensions).find(([name]) => name === dimension);
  return found?.[1] || null;
}

function resourceOf({ dimensions }: Stream): string {
  const suffix = `${dimensions.service}${dimensions.usageType}`.length.toString(16);
  return `arn:aws:${dimensions.service?.toLowerCase()}:${dimensions.region}:${dimensions.linkedAccount}:${suffix}f3a9c`;
}

function bucketsOf(day: UsageDate, { granularity }: CostQuery): readonly string[] {
  if (granularity === "total") return ["total"];
  if (granularity === "month") return [periodOf(day)];
  if (granularity === "day") return [day];
  return Array.from({ length: 24 }, (_, hour) => `${day}T${String(hour).padStart(2, "0")}:00`);
}
