import type { ChargeScope } from "../../charges/charge-scope.ts";
import type { ContainerScope } from "../../container/container-scope.ts";
import { addDays, addMonths, type DateRange } from "../../time/period.ts";
import type { DimensionRef } from "../dimension/dimension-ref.ts";
import type { Filter } from "../filter/filter.ts";
import type { MetricId } from "../metric/metric-id.ts";
import type { TagProfile } from "../profile/tag-profile.ts";
import type { CostQuery } from "../query/cost-query.ts";

/** One number of an answer (a total, a table cell, a bar) as a question of its own. */
export type CostCell = {
  readonly metric: MetricId;
  readonly range: DateRange;
  readonly filters: readonly Filter[];
  /** As in `CostQuery`. */
  readonly currency: string | null;
  /** The only UTC hour meant, `2026-10-31T05:00`; null for the whole range. */
  readonly hour: string | null;
  /** Groups that are not part of it, for "other" over several dimensions. */
  readonly without: GroupKeys | null;
  /** The charges that are counted, where filters cannot tell them; all where it is not given. */
  readonly charges?: ChargeScope | undefined;
  /** Containers in the place of their instances; their rows of split cost allocation data then count. */
  readonly containers?: ContainerScope | undefined;
  /** The virtual tags that `filters` and `without` name. */
  readonly profiles?: readonly TagProfile[] | undefined;
};

/** Two numbers whose difference is asked about; they differ in their days alone. */
export type CellDifference = { readonly before: CostCell; readonly now: CostCell };

export type GroupKeys = {
  readonly dimensions: readonly DimensionRef[];
  readonly keys: readonly (readonly (string | null)[])[];
};

type Asked = Pick<CostQuery, "metric" | "range" | "filters" | "currency">;

/** Most values one filter holds. */
const MOST_VALUES = 1_000;

/** The whole of a question, or one time bucket of it (`2026-10`, `2026-10-31`, `2026-10-31T05:00`). */
export function wholeCell(asked: Asked, bucket: string | null = null): CostCell {
  const { metric, filters, currency } = asked;
  return {
    metric,
    filters,
    currency,
    range: rangeOfBucket(asked.range, bucket),
    hour: bucket?.includes("T") === true ? bucket : null,
    without: null,
  };
}

/** One group of a question, or one time bucket of the group. */
export function groupCell(
  asked: Asked & Pick<CostQuery, "groupBy">,
  key: readonly (string | null)[],
  bucket: string | null = null,
): CostCell {
  const filters = asked.groupBy.reduce<readonly Filter[]>(
    (held, dimension, at) => narrowed(held, dimension, key[at] ?? null),
    asked.filters,
  );
  return wholeCell({ ...asked, filters }, bucket);
}

/** Dimensions a number is told apart by. */
export function dimensionsOfCell({ filters, without }: CostCell): readonly DimensionRef[] {
  return [...filters.map(({ dimension }) => dimension), ...(without?.dimensions ?? [])];
}

/** False where its line items cannot be named by filters alone. */
export function isListable({ without, charges, containers }: CostCell): boolean {
  return without === null && charges === undefined && containers === undefined;
}

/** Whether two are the same number, wherever the definitions of their virtual tags are. */
export function isSameCell(a: CostCell | null | undefined, b: CostCell | null | undefined): boolean {
  const text = (cell: CostCell | null | undefined) =>
    JSON.stringify({ ...cell, profiles: undefined }, inOneOrder);
  return text(a) === text(b);
}

/** The order of fields says nothing: a number that comes back from the engine has that of its schema. */
function inOneOrder(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** What is left of a question without the groups of these keys: its "other". */
export function restCell(
  asked: Asked & Pick<CostQuery, "groupBy">,
  keys: GroupKeys["keys"],
  bucket: string | null = null,
): CostCell {
  const whole = wholeCell(asked, bucket);
  if (keys.length === 0) return whole;
  const [dimension, ...others] = asked.groupBy;
  if (dimension === undefined || others.length > 0 || keys.length > MOST_VALUES)
    return { ...whole, without: { dimensions: asked.groupBy, keys } };
  const values = keys.map(([value = null]) => value);
  return { ...whole, filters: [...whole.filters, { dimension, mode: "exclude", values }] };
}

/** The one value takes the place of an inclusion it is part of. */
function narrowed(
  filters: readonly Filter[],
  dimension: DimensionRef,
  value: string | null,
): readonly Filter[] {
  const others = filters.filter(
    (held) => held.dimension !== dimension || held.mode === "exclude" || !held.values.includes(value),
  );
  return [...others, { dimension, mode: "include", values: [value] }];
}

/** The days of a time bucket that the range reaches. */
export function rangeOfBucket(range: DateRange, bucket: string | null): DateRange {
  if (bucket === null || bucket === "total") return range;
  if (bucket.length === 7)
    return {
      from: later(range.from, `${bucket}-01`),
      to: earlier(range.to, `${addMonths(bucket, 1)}-01`),
    };
  const day = bucket.slice(0, 10);
  return { from: day, to: addDays(day, 1) };
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}
