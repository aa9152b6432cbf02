import { scaledOf, SCALE, type Decimal } from "../money/decimal.ts";
import { lengthInDays, type DateRange } from "../time/period.ts";
import type { AnomalyRules, SeriesPart } from "./anomaly.ts";
import { findLeak, LEAK_WEEKS, type Leak } from "./find-leak.ts";
import { findRuns, type Run } from "./find-runs.ts";

/** The daily usage of something that is watched, exact, scaled by 10^18, from the first known day on. */
export type WatchedSeries = { readonly series: readonly SeriesPart[]; readonly days: readonly bigint[] };

/** A run or a leak of a series, before it is known what drives it. */
export type Candidate = {
  readonly series: readonly SeriesPart[];
  /** Indices of its first and last day. */
  readonly first: number;
  readonly last: number;
  readonly found:
    | { readonly kind: "spike"; readonly run: Run }
    | { readonly kind: "leak"; readonly leak: Leak };
  readonly impact: number;
};

const WEEK = 7;
const UNIT = 10 ** SCALE;

/** Days that are judged; those before them are only learned from. */
export const SEARCH_DAYS = 90;
/** Two same weekdays and the day itself would be less. */
export const FEWEST_DAYS = 28;

/** Days of each series that stand out. */
export function spikesOf(
  watched: readonly WatchedSeries[],
  known: DateRange,
  rules: AnomalyRules,
): readonly Candidate[] {
  const searchFrom = Math.max(FEWEST_DAYS, lengthInDays(known) - SEARCH_DAYS);
  const minimum = amountIn(rules.minimum);
  return watched.flatMap(({ series, days }) =>
    findRuns(days.map(numberOf), {
      weeks: rules.weeks,
      sensitivity: rules.sensitivity,
      minimum,
      from: known.from,
      searchFrom,
    }).map((run) => ({
      series,
      first: run.first,
      last: run.last,
      found: { kind: "spike" as const, run },
      impact: run.impact,
    })),
  );
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
