import type { Definitions } from "../allocation/definitions.ts";
import { BUSINESS_UNIT_REF } from "../allocation/model-dimension.ts";
import type { DimensionRef } from "../cost/dimension/dimension-ref.ts";
import { scaledOf, SCALE, type Decimal } from "../money/decimal.ts";
import { lengthInDays, type DateRange } from "../time/period.ts";
import type { AnomalyRules, SeriesPart } from "./anomaly.ts";
import { findLeak, LEAK_WEEKS, type Leak } from "./find-leak.ts";
import { findDrops, findRuns, type Run, type Watch } from "./find-runs.ts";

/** The daily usage of something that is watched, exact, scaled by 10^18, from the first known day on. */
export type WatchedSeries = { readonly series: readonly SeriesPart[]; readonly days: readonly bigint[] };

/** A run or a leak of a series, before it is known what drives it. */
export type Candidate = {
  readonly series: readonly SeriesPart[];
  /** Indices of its first and last day. */
  readonly first: number;
  readonly last: number;
  readonly found:
    | { readonly kind: "spike" | "drop"; readonly run: Run }
    | { readonly kind: "leak"; readonly leak: Leak };
  readonly impact: number;
};

const WEEK = 7;
const UNIT = 10 ** SCALE;

/** Days that are judged; those before them are only learned from. */
export const SEARCH_DAYS = 90;
/** Two same weekdays and the day itself would be less. */
export const FEWEST_DAYS = 28;

/** Dimensions whose values are watched, each for itself. */
export function watchedDimensions(
  { tagKey }: AnomalyRules,
  { model }: Pick<Definitions, "model">,
): readonly DimensionRef[] {
  return [
    "service",
    "linkedAccount",
    "region",
    ...(model === null ? [] : [BUSINESS_UNIT_REF]),
    ...(tagKey === null ? [] : [`tag:${tagKey}` as const]),
  ];
}

/** What no rule of the model takes is no unit. */
export function isWatched({ dimension, value }: SeriesPart): boolean {
  return dimension !== BUSINESS_UNIT_REF || value !== null;
}

/** Days of each series that stand out, and drops where the rules want them. */
export function runsOf(
  watched: readonly WatchedSeries[],
  known: DateRange,
  rules: AnomalyRules,
): readonly Candidate[] {
  const searchFrom = Math.max(FEWEST_DAYS, lengthInDays(known) - SEARCH_DAYS);
  const minimum = amountIn(rules.minimum);
  const { weeks, sensitivity, withDrops = false } = rules;
  const watch: Watch = { weeks, sensitivity, minimum, from: known.from, searchFrom };
  return watched.flatMap(({ series, days }) => {
    const values = days.map(numberOf);
    const candidate = (kind: "spike" | "drop", run: Run): Candidate => ({
      series,
      first: run.first,
      last: run.last,
      found: { kind, run },
      impact: run.impact,
    });
    return [
      ...findRuns(values, watch).map((run) => candidate("spike", run)),
      ...(withDrops ? findDrops(values, watch).map((run) => candidate("drop", run)) : []),
    ];
  });
}

/** Series that grow week by week. */
export function leaksOf(watched: readonly WatchedSeries[], rules: AnomalyRules): readonly Candidate[] {
  return watched.flatMap(({ series, days }) => {
    const weeks = weeksOf(days.map(numberOf));
    const leak = findLeak(weeks, amountIn(rules.minimum));
    if (leak === null) return [];
    const first = days.length - LEAK_WEEKS * WEEK;
    return [
      { series, first, last: days.length - 1, found: { kind: "leak" as const, leak }, impact: leak.impact },
    ];
  });
}

/** Sums of whole weeks, counted back from the last day. */
function weeksOf(days: readonly number[]): readonly number[] {
  const count = Math.floor(days.length / WEEK);
  const rest = days.length - count * WEEK;
  return Array.from({ length: count }, (_, week) =>
    days.slice(rest + week * WEEK, rest + (week + 1) * WEEK).reduce((sum, day) => sum + day, 0),
  );
}

function numberOf(scaled: bigint): number {
  return Number(scaled) / UNIT;
}

function amountIn(amount: Decimal): number {
  return numberOf(scaledOf(amount));
}
