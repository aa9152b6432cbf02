import type { SampleMonth, Slot } from "./calendar.ts";
import { podsOf } from "./containers.ts";
import { committedAnchors, isCommitted, plansOf, type Appetite } from "./portfolio.ts";
import { chance } from "./random.ts";
import { quantityOf, usageLines, type FleetParts, type Levels, type UsageLine } from "./usage-line.ts";

/** How large the company is. */
export type WorldSize = {
  /** Copies of the usual fleet. */
  readonly scale: number;
  /** Below 1 only in tiny worlds: share of committed resources there are, and of days on which the others are used. */
  readonly keptShare: number;
  /** Rows each month is filled up to; empty when no number was asked for. */
  readonly rowsByMonth: ReadonlyMap<SampleMonth, number>;
};

/** Everything an estimate of rows depends on. */
export type SizeContext = FleetParts & {
  readonly months: readonly SampleMonth[];
  readonly levels: Levels;
  readonly appetite: Appetite;
  readonly splitCosts: boolean;
};

/** Charged rows are planned to stay below the wanted number, rows free of charge fill up the rest exactly. */
const CHARGED_SHARE = 0.94;
const SMALLEST_SHARE = 0.01;
const STEPS = 12;
/** Usage at the edge of a commitment comes as two rows. */
const SPLIT_OVERHEAD = 1.05;
/** A plan takes covered cost back once per account and product, and now and then two plans do. */
const NEGATION_OVERHEAD = 1.3;
/** Processor and memory. */
const ROWS_PER_POD = 2;
const DISCOUNTS_PER_DAY = 26;
const FEES_PER_MONTH = 100;
/** Any seven days tell how a line runs in a week. */
const WEEK = 7;

/** Size of a company whose bills have `rows` rows, or of the usual one; tiny worlds have a few hundred rows a month at least. */
export function planSize(context: SizeContext, rows: number | undefined, usualScale = 1): WorldSize {
  if (rows === undefined) return { scale: usualScale, keptShare: 1, rowsByMonth: new Map() };
  const wanted = rows * CHARGED_SHARE;
  const estimate = (scale: number, keptShare: number) => monthlyRows(context, scale, keptShare);
  const smallest = usageLines(context, 0);
  const isTiny = total(estimateOf(context, smallest, 1)) > wanted;
  const scale = isTiny
    ? 0
    : largest(upperScale(estimate, wanted), (size) => total(estimate(size, 1)) <= wanted);
  const keptShare = isTiny
    ? Math.max(
        SMALLEST_SHARE,
        largest(1, (share) => total(estimate(0, share)) <= wanted),
      )
    : 1;
  return { scale, keptShare, rowsByMonth: shares(rows, context.months, estimate(scale, keptShare)) };
}

/** The resources a tiny world keeps: all that no commitment covers, and enough of the others to use every commitment. */
export function keptLines(lines: readonly UsageLine[], keptShare: number): readonly UsageLine[] {
  const anchors = committedAnchors(lines);
  return lines.filter(
    (line) => keptShare >= 1 || !isCommitted(line) || anchors.has(line) || chance(line.seed, 77) < keptShare,
  );
}

/** Whether a kept line is used on a day; a month's first day has one line of every service at least. */
export function dayRule(
  lines: readonly UsageLine[],
  keptShare: number,
): (line: UsageLine, slot: Slot) => boolean {
  if (keptShare >= 1) return () => true;
  const services = new Set<string>();
  const firsts = new Set(lines.filter((line) => isFirst(services, line.product.service.code)));
  return (line, slot) =>
    chance(line.seed ^ 0x5a5a, slot.dayNumber) < (isCommitted(line) ? committedDays(keptShare) : keptShare) ||
    (slot.date.endsWith("-01") && firsts.has(line));
}

/** Committed resources run more often than others, so that commitments are not all waste. */
function committedDays(keptShare: number): number {
  return Math.min(1, Math.max(0.2, keptShare * 6));
}

function isFirst(known: Set<string>, code: string): boolean {
  const isNew = !known.has(code);
  known.add(code);
  return isNew;
}

type Estimate = (scale: number, keptShare: number) => readonly number[];

function monthlyRows(context: SizeContext, scale: number, keptShare: number): readonly number[] {
  return estimateOf(context, keptLines(usageLines(context, scale), keptShare), keptShare);
}

function estimateOf(context: SizeContext, lines: readonly UsageLine[], keptShare: number): readonly number[] {
  const services = new Set(lines.map((line) => line.product.service.code)).size;
  return context.months.map((month) => {
    const days = month.days.length;
    const planRows = plansOf(context.appetite) * days * (month.isHourly ? 24 : 1);
    const discountRows = DISCOUNTS_PER_DAY * days * keptShare;
    const firstDayRows = keptShare < 1 ? services : 0;
    return (
      usageRows(context, lines, month, keptShare) + planRows + FEES_PER_MONTH + discountRows + firstDayRows
    );
  });
}

function usageRows(
  context: SizeContext,
  lines: readonly UsageLine[],
  month: SampleMonth,
  keptShare: number,
): number {
  const week = month.days.slice(-WEEK);
  if (week.length === 0) return 0;
  const negations = new Map<string, number>();
  const rows = lines.map((line) => {
    const isCommittedLine = isCommitted(line);
    const byHour = month.isHourly && (isCommittedLine || line.group.offer.isHourly === true);
    const slots = week.flatMap((day) => (byHour ? day.hours : [day.slot]));
    const used = slots.filter((slot) => quantityOf(line, month, slot, context.levels) > 0n).length;
    if (!isCommittedLine) return used * keptShare;
    const pair = `${line.account.id}|${line.product.sku}`;
    const splits = context.splitCosts ? used * podsOf(line).length * ROWS_PER_POD : 0;
    const runs = used * committedDays(keptShare);
    negations.set(pair, Math.max(runs, negations.get(pair) ?? 0));
    return runs * SPLIT_OVERHEAD + splits * committedDays(keptShare);
  });
  const negated = context.appetite === "none" ? 0 : total([...negations.values()]) * NEGATION_OVERHEAD;
  const weekly = total(rows) + negated;
  return (weekly / week.length) * month.days.length;
}

function upperScale(estimate: Estimate, wanted: number): number {
  let scale = 1;
  while (total(estimate(scale, 1)) < wanted) scale *= 2;
  return scale;
}

/** The largest value up to `upper` that still fits, by halving. */
function largest(upper: number, fits: (value: number) => boolean): number {
  let low = 0;
  let high = upper;
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (low + high) / 2;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** Splits the wanted rows over the months in proportion, without losing one to rounding. */
function shares(
  rows: number,
  months: readonly SampleMonth[],
  weights: readonly number[],
): ReadonlyMap<SampleMonth, number> {
  const sum = total(weights);
  let weightSoFar = 0;
  let rowsSoFar = 0;
  return new Map(
    months.map((month, index) => {
      weightSoFar += weights[index] ?? 0;
      const upTo = Math.round((rows * weightSoFar) / sum);
      const own = upTo - rowsSoFar;
      rowsSoFar = upTo;
      return [month, own];
    }),
  );
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
