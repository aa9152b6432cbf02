import { median, robustSpread } from "../forecast/robust.ts";
import { addMonths, addDays, lengthInDays, periodOf, rangeOfPeriod, type UsageDate } from "../time/period.ts";
import type { Sensitivity } from "./anomaly.ts";

const WEEK = 7;
/** Fewer same weekdays say nothing of what is usual. */
const FEWEST_WEEKS = 3;
/** Days of less than this many standard deviations are ordinary. */
const BOUNDS: Readonly<Record<Sensitivity, number>> = { low: 8, medium: 5, high: 3.5 };
/** No series is calmer than this part of what is expected, nor than this part of the least money. */
const LEAST_SPREAD = 0.03;
const LEAST_MONEY_SPREAD = 0.05;
/** Two days apart are one anomaly. */
const GAP = 2;
/** Deviations from a median of few values are smaller than the true ones. */
const SMALL_SAMPLE = 1.2;

export type Watch = {
  readonly weeks: number;
  readonly sensitivity: Sensitivity;
  readonly minimum: number;
  /** Day of the first value. */
  readonly from: UsageDate;
  /** Index of the first value that is judged. */
  readonly searchFrom: number;
};

/** Consecutive days that stand out; `last` included. */
export type Run = {
  readonly first: number;
  readonly last: number;
  readonly expected: readonly number[];
  readonly impact: number;
  readonly score: number;
};

/**
 * Days above the median of the same weekdays before them by more than noise explains, where the noise is the median absolute
 * deviation of those weeks. What comes on the same day of every month is a rhythm and not an anomaly; neither is a step for
 * good, after as many weeks as make it the usual.
 */
export function findRuns(values: readonly number[], watch: Watch): readonly Run[] {
  const usual = values.map((_, at) => expectedAt(values, at, watch.weeks));
  const above = values.map((value, at) => (usual[at] == null ? null : value - usual[at]));
  const judged = values.map((_, at) => judge(values, { usual, above }, at, watch));
  const runs: Run[] = [];
  let first = -1;
  let last = -1;
  const close = (): void => {
    if (first >= 0) runs.push(runOf(values, judged, first, last));
    first = -1;
  };
  for (const [at, day] of judged.entries()) {
    if (day === null || !day.isOutstanding || at < watch.searchFrom) continue;
    if (first >= 0 && at - last > GAP) close();
    if (first < 0) first = at;
    last = at;
  }
  close();
  return runs.filter(({ impact }) => impact >= watch.minimum);
}

/** Days below what is expected, found as those above it are; their impact is below 0, their score above it. */
export function findDrops(values: readonly number[], watch: Watch): readonly Run[] {
  const turned = values.map((value) => -value);
  return findRuns(turned, watch).map((run) => ({
    ...run,
    expected: run.expected.map((value) => -value),
    impact: -run.impact,
  }));
}

type Judged = { readonly expected: number; readonly score: number; readonly isOutstanding: boolean };
type Series = { readonly usual: readonly (number | null)[]; readonly above: readonly (number | null)[] };

function judge(values: readonly number[], { usual, above }: Series, at: number, watch: Watch): Judged | null {
  const base = usual[at];
  if (base == null) return null;
  const expected = base + echoOf(above, at, watch.from);
  const spread = Math.max(
    SMALL_SAMPLE * noiseBefore(values, at, watch.weeks),
    LEAST_SPREAD * Math.abs(expected),
    LEAST_MONEY_SPREAD * watch.minimum,
  );
  const excess = (values[at] ?? 0) - expected;
  const score = spread > 0 ? excess / spread : 0;
  return { expected, score, isOutstanding: score > BOUNDS[watch.sensitivity] };
}

function runOf(
  values: readonly number[],
  judged: readonly (Judged | null)[],
  first: number,
  last: number,
): Run {
  const days = judged.slice(first, last + 1);
  const expected = days.map((day) => day?.expected ?? 0);
  return {
    first,
    last,
    expected,
    impact: expected.reduce((sum, each, at) => sum + (values[first + at] ?? 0) - each, 0),
    score: Math.max(...days.map((day) => day?.score ?? 0)),
  };
}

/** Median of the same weekday in the weeks before; `null` where those are too few. */
export function expectedAt(values: readonly number[], at: number, weeks: number): number | null {
  const same = sameWeekdays(values, at, weeks);
  return same.length < FEWEST_WEEKS ? null : median(same);
}

/** The same weekday in the weeks before, the last first. */
export function sameWeekdays<T>(values: readonly T[], at: number, weeks: number): readonly T[] {
  return Array.from({ length: weeks }, (_, week) => values[at - WEEK * (week + 1)]).filter(
    (value) => value !== undefined,
  );
}

/** Spread of the weeks before around their own weekdays; the day itself takes no part. */
function noiseBefore(values: readonly number[], at: number, weeks: number): number {
  const distances = Array.from({ length: WEEK }, (_, day) => {
    const same = sameWeekdays(values, at + day, weeks);
    const centre = median(same) ?? 0;
    return same.map((value) => value - centre);
  });
  return robustSpread(distances.flat());
}

/** What the same day of the months before had above its weekday: the lesser of the two known ones. */
function echoOf(above: readonly (number | null)[], at: number, from: UsageDate): number {
  const day = addDays(from, at);
  const echoes = [1, 2]
    .map((back) => indexOfSameDay(day, back, from))
    .map((index) => (index === null ? null : (above[index] ?? null)))
    .filter((value) => value !== null);
  return echoes.length === 0 ? 0 : Math.max(0, Math.min(...echoes));
}

function indexOfSameDay(day: UsageDate, monthsBack: number, from: UsageDate): number | null {
  const month = addMonths(periodOf(day), -monthsBack);
  const same = `${month}-${day.slice(8)}`;
  const last = addDays(rangeOfPeriod(month).to, -1);
  const index = lengthInDays({ from, to: same > last ? last : same });
  return index < 0 ? null : index;
}
