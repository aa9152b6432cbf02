import type { DimensionRef } from "../cost/dimension/dimension-ref.ts";
import { formatScaled, SCALE } from "../money/decimal.ts";
import { driversOf, type Driver } from "../report/drivers.ts";
import { addDays, type DateRange, lengthInDays } from "../time/period.ts";
import { type Anomaly, type AnomalyDay, seriesId, type SeriesPart } from "./anomaly.ts";
import { expectedAt, sameWeekdays } from "./find-runs.ts";
import type { Candidate } from "./watched-series.ts";

/** The series of a candidate by day and, within it, the values of other dimensions. */
export type CandidateDetail = {
  readonly candidate: Candidate;
  readonly days: readonly bigint[];
  readonly parts: readonly {
    readonly dimension: DimensionRef;
    readonly values: readonly {
      readonly value: string | null;
      readonly label: string | null;
      readonly days: readonly bigint[];
    }[];
  }[];
};

const MOST_DRIVERS = 3;
/** Days drawn before and after. */
const BEFORE = 35;
const AFTER = 7;
const COMPARED_DAYS = 28;
const UNIT = 10 ** SCALE;
/** Part of an anomaly that another watched value must hold to be the same incident. */
const SAME_SHARE = 0.5;

/** Puts a candidate into money: what it cost, what was expected, and which values make the difference. */
export function anomalyOf(detail: CandidateDetail, known: DateRange, weeks: number): Anomaly {
  const { candidate, days } = detail;
  const { first, last, series, found } = candidate;
  const expectedByDay = expectationOf(detail);
  const counted = countedDays(candidate);
  const actual = sumOf(counted.map((at) => days[at] ?? 0n));
  const expected = sumOf(counted.map((at) => expectedByDay(at)));
  const from = addDays(known.from, first);
  return {
    id: `${found.kind} ${seriesId(series)} ${from}`,
    kind: found.kind,
    series,
    range: { from, to: addDays(known.from, last + 1) },
    isOngoing: last === lengthInDays(known) - 1,
    actual: formatScaled(actual),
    expected: formatScaled(expected),
    impact: formatScaled(actual - expected),
    score: found.kind === "leak" ? found.leak.growth : found.run.score,
    drivers: detail.parts.flatMap(({ dimension, values }) =>
      driversOf(
        dimension,
        values.map((each) => ({
          value: each.value,
          label: each.label,
          now: formatScaled(sumOf(counted.map((at) => each.days[at] ?? 0n))),
          before: formatScaled(
            sumOf(
              counted.map((at) =>
                found.kind === "leak"
                  ? (each.days[startOf(candidate, at)] ?? 0n)
                  : usual(each.days, at, first, weeks),
              ),
            ),
          ),
        })),
        MOST_DRIVERS,
      ),
    ),
    alsoIn: [],
    days: drawnDays(detail, known, expectedByDay, weeks),
  };
}

/**
 * The same costs stand out in their service, their account and their region: such anomalies are one. The one that stands out
 * most tells it, the others are named with it.
 */
export function mergeIncidents(anomalies: readonly Anomaly[]): readonly Anomaly[] {
  const incidents: Anomaly[] = [];
  for (const anomaly of anomalies.toSorted((a, b) => b.score - a.score)) {
    const at = incidents.findIndex((incident) => isSame(incident, anomaly));
    const incident = incidents[at];
    if (incident === undefined) incidents.push(anomaly);
    else incidents[at] = { ...incident, alsoIn: [...incident.alsoIn, ...anomaly.series] };
  }
  return incidents.toSorted(
    (a, b) => Math.abs(Number(b.impact)) - Math.abs(Number(a.impact)) || (a.id < b.id ? -1 : 1),
  );
}

function isSame(incident: Anomaly, other: Anomaly): boolean {
  if (incident.kind !== other.kind || overlap(incident.range, other.range) < SAME_SHARE) return false;
  return (
    other.series.every((part) => holds(incident, part)) && incident.series.every((part) => holds(other, part))
  );
}

/** Whether a watched value makes most of an anomaly. */
function holds({ series, drivers }: Anomaly, part: SeriesPart): boolean {
  const isPart = (each: Pick<SeriesPart, "dimension" | "value">): boolean =>
    each.dimension === part.dimension && each.value === part.value;
  return (
    series.some(isPart) ||
    drivers.some((driver: Driver) => isPart(driver) && (driver.share ?? 0) >= SAME_SHARE)
  );
}

function overlap(a: DateRange, b: DateRange): number {
  const from = a.from > b.from ? a.from : b.from;
  const to = a.to < b.to ? a.to : b.to;
  return Math.max(0, lengthInDays({ from, to })) / Math.min(lengthInDays(a), lengthInDays(b));
}

/** Days whose money counts: those of a spike or drop, the last four weeks of a leak. */
function countedDays({ first, last, found }: Candidate): readonly number[] {
  const begin = found.kind === "leak" ? last - COMPARED_DAYS + 1 : first;
  return Array.from({ length: last - begin + 1 }, (_, at) => begin + at);
}

/** The day of a leak's first four weeks that a day of its last four is held against. */
function startOf({ first, last }: Candidate, at: number): number {
  return first + (at - (last - COMPARED_DAYS + 1));
}

function expectationOf({ candidate, days }: CandidateDetail): (at: number) => bigint {
  const { first, found } = candidate;
  return found.kind === "leak"
    ? (at) => days[startOf(candidate, at)] ?? 0n
    : (at) => scaled(found.run.expected[at - first] ?? 0);
}

/** What a value would have cost on a day, judged from the weeks before the anomaly. */
function usual(days: readonly bigint[], at: number, first: number, weeks: number): bigint {
  const passed = Math.floor((at - first) / 7) * 7;
  const before = days.slice(0, first).map((day) => Number(day) / UNIT);
  return scaled(expectedAt(before, at - passed, weeks) ?? 0);
}

function drawnDays(
  { candidate, days }: CandidateDetail,
  known: DateRange,
  expected: (at: number) => bigint,
  weeks: number,
): readonly AnomalyDay[] {
  const isLeak = candidate.found.kind === "leak";
  const counted = new Set(countedDays(candidate));
  const begin = Math.max(0, candidate.first - (isLeak ? 0 : BEFORE));
  const end = Math.min(days.length, candidate.last + 1 + AFTER);
  return Array.from({ length: end - begin }, (_, index) => {
    const at = begin + index;
    return {
      day: addDays(known.from, at),
      actual: formatScaled(days[at] ?? 0n),
      expected: counted.has(at) ? formatScaled(expected(at)) : null,
      ...(counted.has(at) && !isLeak ? { weekdays: sameWeekdays(days, at, weeks).map(formatScaled) } : {}),
    };
  });
}

function scaled(amount: number): bigint {
  return BigInt(Math.round(amount * 1_000_000)) * 10n ** BigInt(SCALE - 6);
}

function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}
