import type { CostAnswer } from "#core/cost/query/cost-query.ts";
import { addDays, lengthInDays, periodOf, type UsageDate } from "#core/time/period.ts";
import type { TimePicture } from "../../charts/series.ts";
import type { Evaluated } from "../../analysis/burn-scale.ts";

type Point = {
  readonly day: UsageDate;
  readonly low: number;
  readonly expected: number;
  readonly high: number;
};

/**
 * The running sum of a budget's period: what is charged, up to the last finished day, what is expected from there on with its
 * band, and the amount. Numbers become inexact here, and only here: for drawing.
 */
export function burnPicture(status: Evaluated, daily: CostAnswer | null): TimePicture {
  const { range, amount, forecast } = status;
  const days = Array.from({ length: lengthInDays(range) }, (_, at) => addDays(range.from, at));
  const until = forecast.kind === "made" ? forecast.knownUntil : status.lastDay;
  const charged = runningSum(days, until, daily);
  const points = ahead(status, charged.get(until) ?? 0, until);
  const drawn = (pick: (point: Point) => number): readonly (number | null)[] =>
    days.map((day) => between(points, day, pick));
  const hasBand = points.length > 1;
  return {
    kind: "lines",
    buckets: days,
    series: [
      { id: "charged", name: "Charged", ink: 0, values: days.map((day) => charged.get(day) ?? null) },
      { id: "expected", name: "Expected", ink: 1, values: drawn((point) => point.expected) },
    ],
    reference:
      amount === null
        ? null
        : { id: "amount", name: "Budget", ink: "plain", values: days.map(() => Number(amount)) },
    ...(hasBand ? { band: { low: drawn((point) => point.low), high: drawn((point) => point.high) } } : {}),
  };
}

function runningSum(
  days: readonly UsageDate[],
  until: UsageDate,
  daily: CostAnswer | null,
): ReadonlyMap<UsageDate, number> {
  const values = new Map(daily?.buckets.map((day, at) => [day, daily.values[at] ?? null]));
  const sums = new Map<UsageDate, number>();
  let sum = 0;
  for (const day of days) {
    const value = values.get(day) ?? null;
    if (day > until || value === null) continue;
    sum += Number(value);
    sums.set(day, sum);
  }
  return sums;
}

/** From where the known days end: each day of this month, then the ends of the months to come. */
function ahead({ range, forecast, months }: Evaluated, start: number, until: UsageDate): readonly Point[] {
  if (forecast.kind === "none" || until >= addDays(range.to, -1)) return [];
  const [first, ...later] = forecast.months;
  if (first === undefined) return [];
  const over = months
    .filter(({ month }) => `${month}-01` >= range.from && month < first.month)
    .reduce((sum, { amount }) => sum + Number(amount ?? 0), 0);
  const points: Point[] = [{ day: until, low: start, expected: start, high: start }];
  for (const { day, low, expected, high } of forecast.days)
    points.push({
      day,
      low: over + Number(low),
      expected: over + Number(expected),
      high: over + Number(high),
    });
  let end = points.at(-1);
  for (const { month, low, expected, high } of later) {
    const day = addDays(`${month}-01`, lengthInDays({ from: `${month}-01`, to: nextMonth(month) }) - 1);
    if (day >= range.to || end === undefined) break;
    end = {
      day,
      low: end.low + Number(low),
      expected: end.expected + Number(expected),
      high: end.high + Number(high),
    };
    points.push(end);
  }
  return points;
}

/** The value on a day, in a straight line between the points around it; null outside them. */
function between(points: readonly Point[], day: UsageDate, pick: (point: Point) => number): number | null {
  const after = points.findIndex((point) => point.day >= day);
  const right = points[after];
  if (right === undefined) return null;
  if (right.day === day) return pick(right);
  const left = points[after - 1];
  if (left === undefined) return null;
  const share = lengthInDays({ from: left.day, to: day }) / lengthInDays({ from: left.day, to: right.day });
  return pick(left) + share * (pick(right) - pick(left));
}

function nextMonth(month: string): UsageDate {
  return `${periodOf(addDays(`${month}-28`, 4))}-01`;
}
