import { type Decimal, divideRounded, formatScaled, SCALE, scaledOf } from "../money/decimal.ts";
import {
  addDays,
  type DateRange,
  lengthInDays,
  periodOf,
  rangeOfPeriod,
  type UsageDate,
} from "../time/period.ts";
import type { BusinessMetric, Grain } from "./business-metric.ts";
import { startOfWeek, weekdayOf } from "./figure-date.ts";
import type { FigureSeries } from "./unit-figures.ts";

/**
 * `whole`: cost and figure of all days. `part`: of some of its days, which alone are counted. `open`: so is the newest, since
 * its costs go on coming. The others have no cost per unit.
 */
export type UnitCostState = "whole" | "part" | "open" | "noFigure" | "noCost" | "notAboveZero";

/** How much of a change came from more or fewer units, and how much from what one costs; together the change exactly. */
export type UnitCostChange = {
  readonly cost: Decimal;
  /** Cost before x (figure now / figure before - 1), rounded at the 18th digit. */
  readonly volume: Decimal;
  /** The rest: figure now x (cost per unit now - before). */
  readonly rate: Decimal;
};

export type UnitCostPeriod = {
  readonly range: DateRange;
  /** Of the counted days; of all known ones where nothing is counted. */
  readonly cost: Decimal | null;
  readonly figure: Decimal | null;
  /** Cost for `per` units, rounded half away from zero at the 18th digit. */
  readonly costPerUnit: Decimal | null;
  readonly state: UnitCostState;
  readonly daysCounted: number;
  /** Against the period before, where both have ended and can be told. */
  readonly change: UnitCostChange | null;
};

export type UnitCostQuestion = {
  readonly metric: Pick<BusinessMetric, "grain" | "combine" | "per">;
  readonly figures: FigureSeries;
  /** Cost by day, by month for monthly figures. */
  readonly costs: { readonly buckets: readonly string[]; readonly values: readonly (Decimal | null)[] };
  readonly by: Grain;
  /** Whole periods: see `wholePeriods`. */
  readonly range: DateRange;
  /** Days the workspace holds costs of. */
  readonly held: DateRange;
};

const UNIT = 10n ** BigInt(SCALE);
const MONDAY = 1;

/** Periods a metric's cost per unit can be told by, longest first. */
export function periodsFor(grain: Grain): readonly Grain[] {
  return grain === "day" ? ["month", "week", "day"] : [grain];
}

/** How costs are asked for: as finely as the figures are. */
export function costGranularity(grain: Grain): "day" | "month" {
  return grain === "month" ? "month" : "day";
}

/** The range widened to whole periods. Weeks of weekly figures begin on the weekday of theirs, others on Monday. */
export function wholePeriods(
  range: DateRange,
  by: Grain,
  metric: Pick<BusinessMetric, "grain" | "figures">,
): DateRange {
  if (by === "day") return range;
  const last = addDays(range.to, -1);
  if (by === "month")
    return { from: rangeOfPeriod(periodOf(range.from)).from, to: rangeOfPeriod(periodOf(last)).to };
  const weekday = firstWeekday(metric);
  return { from: startOfWeek(range.from, weekday), to: addDays(startOfWeek(last, weekday), 7) };
}

/** Cost per unit, period by period. */
export function unitCosts(question: UnitCostQuestion): readonly UnitCostPeriod[] {
  const costs = new Map(
    question.costs.buckets.map((bucket, at) => [bucket, question.costs.values[at] ?? null]),
  );
  const periods = periodsIn(question).map((range) => tell(range, costs, question));
  return periods.map((period, at) => ({ ...period, change: changeBetween(periods[at - 1], period) }));
}

/** How a cost changed between two periods; null where one of them cannot be told or has not ended. */
export function changeBetween(
  before: Pick<UnitCostPeriod, "cost" | "figure" | "state"> | undefined,
  now: Pick<UnitCostPeriod, "cost" | "figure" | "state">,
): UnitCostChange | null {
  if (before === undefined || !isOver(before) || !isOver(now)) return null;
  if (before.cost === null || before.figure === null || now.cost === null || now.figure === null) return null;
  const [costBefore, cost, figureBefore, figure] = [before.cost, now.cost, before.figure, now.figure].map(
    scaledOf,
  );
  if (costBefore === undefined || cost === undefined || figureBefore === undefined || figure === undefined)
    return null;
  const volume = divideRounded(costBefore * (figure - figureBefore), figureBefore);
  return {
    cost: formatScaled(cost - costBefore),
    volume: formatScaled(volume),
    rate: formatScaled(cost - costBefore - volume),
  };
}

/** The newest period that has ended and can be told. */
export function lastTold(periods: readonly UnitCostPeriod[]): UnitCostPeriod | null {
  return periods.findLast((period) => isOver(period)) ?? null;
}

function isOver({ state }: Pick<UnitCostPeriod, "state">): boolean {
  return state === "whole" || state === "part";
}

function periodsIn({ range, by }: UnitCostQuestion): readonly DateRange[] {
  const periods: DateRange[] = [];
  for (let { from } = range; from < range.to;) {
    const to = by === "month" ? rangeOfPeriod(periodOf(from)).to : addDays(from, by === "week" ? 7 : 1);
    periods.push({ from, to });
    from = to;
  }
  return periods;
}

function tell(
  range: DateRange,
  costs: ReadonlyMap<string, Decimal | null>,
  { metric, figures, held }: UnitCostQuestion,
): Omit<UnitCostPeriod, "change"> {
  const atoms = atomsIn(range, metric.grain).map((atom) => ({
    atom,
    cost: costOf(atom, metric.grain, costs),
    figure: figures.get(atom.from) ?? null,
    isHeld: atom.from >= held.from && atom.to <= finishedUntil(held),
  }));
  const counted = atoms.filter(({ cost, figure, isHeld }) => cost !== null && figure !== null && isHeld);
  const known = counted.length > 0 ? counted : atoms;
  const cost = sumOfKnown(known.map((atom) => atom.cost));
  const figure = combined(
    known.map((atom) => atom.figure),
    metric.combine,
  );
  const isOpen = range.to > finishedUntil(held);
  const base = {
    range,
    cost: cost === null ? null : formatScaled(cost),
    figure: figure === null ? null : formatScaled(figure),
    daysCounted: counted.reduce((sum, { atom }) => sum + lengthInDays(atom), 0),
  };
  if (figure === null) return { ...base, costPerUnit: null, state: "noFigure" };
  if (counted.length === 0 || cost === null)
    return { ...base, costPerUnit: null, state: isOpen && cost !== null ? "open" : "noCost" };
  if (figure <= 0n) return { ...base, costPerUnit: null, state: "notAboveZero" };
  return {
    ...base,
    costPerUnit: formatScaled(divideRounded(cost * BigInt(metric.per) * UNIT, figure)),
    state: isOpen ? "open" : counted.length < atoms.length ? "part" : "whole",
  };
}

/** AWS goes on adding to the last day of a month that goes on. */
function finishedUntil({ to }: DateRange): UsageDate {
  return to.endsWith("-01") ? to : addDays(to, -1);
}

/** What a period consists of: the stretches single figures count. */
function atomsIn(range: DateRange, grain: Grain): readonly DateRange[] {
  if (grain !== "day") return [range];
  return Array.from({ length: lengthInDays(range) }, (_, at) => ({
    from: addDays(range.from, at),
    to: addDays(range.from, at + 1),
  }));
}

/** Null where the cost of a day of it is not known. */
function costOf(atom: DateRange, grain: Grain, costs: ReadonlyMap<string, Decimal | null>): bigint | null {
  if (grain === "month") {
    const cost = costs.get(periodOf(atom.from)) ?? null;
    return cost === null ? null : scaledOf(cost);
  }
  const days = Array.from(
    { length: lengthInDays(atom) },
    (_, at) => costs.get(addDays(atom.from, at)) ?? null,
  );
  return days.includes(null) ? null : sumOfKnown(days.map((day) => (day === null ? null : scaledOf(day))));
}

function sumOfKnown(values: readonly (bigint | null)[]): bigint | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0n);
}

function combined(values: readonly (bigint | null)[], how: BusinessMetric["combine"]): bigint | null {
  const known = values.filter((value) => value !== null);
  const sum = sumOfKnown(known);
  return sum === null || how === "sum" ? sum : divideRounded(sum, BigInt(known.length));
}

function firstWeekday({ grain, figures }: Pick<BusinessMetric, "grain" | "figures">): number {
  const [first] = figures;
  return grain === "week" && first !== undefined ? weekdayOf(first.from) : MONDAY;
}
