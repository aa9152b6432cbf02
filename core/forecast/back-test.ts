import { type DailyModel, FEWEST_DAYS, fitDaily } from "./daily-model.ts";
import { upperBound } from "./robust.ts";

/** How far off the method was when it forecast days that are known by now. */
export type BackTest = {
  /** How often it was tried, each time a week earlier. */
  readonly tests: number;
  /** Days each try looked ahead. */
  readonly horizonDays: number;
  /** Error of the sum over the horizon: all absolute errors over all amounts (WAPE), 0.03 for 3 %. */
  readonly error: number;
  /** The same day by day. */
  readonly dailyError: number;
  /** Error of the sum had each day been taken as the mean of the 30 days before. */
  readonly naiveError: number;
};

/** Half the width of a band over the sum of the next `days` days. */
export type Band = (days: number) => number;

export const BAND_SHARE = 0.8;
const HORIZONS = [28, 14, 7] as const;
const MOST_TESTS = 12;
const STEP_DAYS = 7;
const NAIVE_DAYS = 30;
/** 80 % of normal noise lies within this many standard deviations. */
const NORMAL_BOUND = 1.2816;
/** Between independent days (1/2) and days that err together (1). */
const GROWTH = 0.75;

type Try = {
  readonly expected: readonly number[];
  readonly naive: number;
  readonly found: readonly number[];
};

/** What would have been expected with only the first `days` of the history known. */
export type Fits = (days: number) => DailyModel;

/** Tests over several horizons look ahead from the same days: each is fitted once. */
export function fitsOf(history: readonly number[]): Fits {
  const known = new Map<number, DailyModel>();
  return (days) => {
    const model = known.get(days) ?? fitDaily(history.slice(0, days));
    known.set(days, model);
    return model;
  };
}

/** Forecasts the past from ever earlier days; `null` when the history leaves nothing to test on. */
export function backTest(history: readonly number[], fits = fitsOf(history)): BackTest | null {
  const horizonDays = horizonsFor(history)[0];
  if (horizonDays === undefined) return null;
  const tries = triesOf(history, horizonDays, fits);
  const amount = total(tries.map(({ found }) => Math.abs(total(found))));
  const byDay = total(tries.flatMap(({ found }) => found.map(Math.abs)));
  if (amount === 0 || byDay === 0) return null;
  const sumError = ({ expected, found }: Try): number => Math.abs(total(expected) - total(found));
  return {
    tests: tries.length,
    horizonDays,
    error: total(tries.map(sumError)) / amount,
    dailyError:
      total(
        tries.flatMap(({ expected, found }) => found.map((day, at) => Math.abs(day - (expected[at] ?? 0)))),
      ) / byDay,
    naiveError:
      total(tries.map((one) => sumError({ ...one, expected: one.found.map(() => one.naive) }))) / amount,
  };
}

/**
 * The band that held 80 % of the back-tests, never narrower than the noise of the days alone; between and beyond the tested
 * horizons it grows with the days. Without back-tests it is the noise.
 */
export function bandOf(history: readonly number[], fits = fitsOf(history)): Band {
  const { spread } = fits(history.length);
  const bounds = horizonsFor(history)
    .map((days) => ({
      days,
      bound: upperBound(
        triesOf(history, days, fits).map(({ expected, found }) => Math.abs(total(expected) - total(found))),
        BAND_SHARE,
      ),
    }))
    .toReversed();
  return (days) =>
    Math.max(
      NORMAL_BOUND * spread * days ** 0.5,
      boundAt(bounds, days) ?? NORMAL_BOUND * spread * days ** GROWTH,
    );
}

type Bound = { readonly days: number; readonly bound: number };

function boundAt(bounds: readonly Bound[], days: number): number | null {
  const above = bounds.find((each) => each.days >= days);
  const below = bounds.findLast((each) => each.days <= days);
  if (above !== undefined && below !== undefined && above !== below) {
    const share = (days - below.days) / (above.days - below.days);
    return below.bound + share * (above.bound - below.bound);
  }
  const nearest = above ?? below;
  return nearest === undefined ? null : nearest.bound * (days / nearest.days) ** GROWTH;
}

/** Horizons, longest first, that leave enough days to learn from. */
function horizonsFor(history: readonly number[]): readonly number[] {
  return HORIZONS.filter((days) => history.length - days >= FEWEST_DAYS);
}

function triesOf(history: readonly number[], horizon: number, fits: Fits): readonly Try[] {
  const possible = Math.floor((history.length - horizon - FEWEST_DAYS) / STEP_DAYS) + 1;
  return Array.from({ length: Math.min(MOST_TESTS, possible) }, (_, index) => {
    const origin = history.length - horizon - index * STEP_DAYS;
    const before = history.slice(0, origin);
    const model = fits(origin);
    return {
      expected: Array.from({ length: horizon }, (_unused, ahead) => model.expect(ahead + 1)),
      naive: total(before.slice(-NAIVE_DAYS)) / Math.min(NAIVE_DAYS, before.length),
      found: history.slice(origin, origin + horizon),
    };
  });
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
