import { median, medianSlope, robustSpread } from "./robust.ts";

/** Four of each weekday: with less the week's shape is a guess. */
export const FEWEST_DAYS = 28;
const WEEK = 7;
/** Days that tell the week's shape, the trend and the present level. */
const SHAPE_DAYS = 8 * WEEK;
const TREND_DAYS = 13 * WEEK;
const LEVEL_DAYS = 2 * WEEK;
/** What is left of the trend a day later: growth goes on for about two months in all, then flattens. */
export const DAMPING = 0.985;

/** What is expected of the days to come; all numbers in the unit of the history. */
export type DailyModel = {
  /** Expected amount `ahead` days after the last known one, which is 0. */
  readonly expect: (ahead: number) => number;
  /** Standard deviation of a day around what the model expects, outliers aside. */
  readonly spread: number;
  /** What `expect` is worked out from. */
  readonly level: number;
  readonly slope: number;
  readonly floor: number;
  /** What the weekday adds, from the first day to come on. */
  readonly week: readonly number[];
};

/**
 * A week's shape on a level that moves: the effect of each weekday is the median of its distance from the week around it, the
 * trend the median slope of what is left, the level the median of the last two weeks. Spikes move none of the three. Weekdays
 * are counted from the end, so no calendar is needed.
 */
export function fitDaily(history: readonly number[]): DailyModel {
  const known = history.slice(-TREND_DAYS);
  const effects = weekdayEffects(known.slice(-(SHAPE_DAYS + WEEK - 1)));
  const plain = known.map((value, at) => value - effectOf(effects, at - known.length));
  const slope = medianSlope(plain);
  const toPresent = plain.map((value, at) => value + slope * (plain.length - 1 - at));
  const level = median(toPresent.slice(-LEVEL_DAYS)) ?? 0;
  const floor = Math.min(0, ...known);
  return {
    expect: (ahead) => Math.max(floor, level + slope * dampedSteps(ahead) + effectOf(effects, ahead - 1)),
    spread: robustSpread(toPresent.slice(-SHAPE_DAYS)),
    level,
    slope,
    floor,
    week: effects,
  };
}

/** Effect by days before the end, modulo a week; they sum to zero. */
function weekdayEffects(values: readonly number[]): readonly number[] {
  const distances: number[][] = Array.from({ length: WEEK }, () => []);
  for (let at = 3; at < values.length - 3; at += 1) {
    const around = median(values.slice(at - 3, at + 4)) ?? 0;
    distances[slotOf(at - values.length)]?.push((values[at] ?? 0) - around);
  }
  const effects = distances.map((found) => median(found) ?? 0);
  const mean = effects.reduce((sum, effect) => sum + effect, 0) / WEEK;
  return effects.map((effect) => effect - mean);
}

/** Position -1 is the last known day, 0 the first to come. */
function effectOf(effects: readonly number[], position: number): number {
  return effects[slotOf(position)] ?? 0;
}

function slotOf(position: number): number {
  return ((position % WEEK) + WEEK) % WEEK;
}

/** Sum of `DAMPING^1 ... DAMPING^ahead`. */
function dampedSteps(ahead: number): number {
  return (DAMPING * (1 - DAMPING ** ahead)) / (1 - DAMPING);
}
