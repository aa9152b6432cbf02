import { addDays, addMonths, periodOf, type BillingPeriod, type UsageDate } from "../time/period.ts";
import { dayNumberOf, sampleMonths, type SampleMonth, type Slot } from "./calendar.ts";
import { emptyLedger } from "./ledger.ts";
import type { LineItem } from "./line-item.ts";
import { monthCharges } from "./month-charges.ts";
import { freeItems } from "./free-items.ts";
import { portfolioOf } from "./portfolio.ts";
import { chance } from "./random.ts";
import { planSize } from "./size.ts";
import { committedSlot, plainSlot, type SlotContext } from "./slot-charges.ts";
import { trendLevels, usageLines, type UsageLine } from "./usage-line.ts";

/** What a world is made from; equal options make equal worlds, byte for byte. */
export type WorldOptions = {
  readonly seed: string;
  /** The newest billing period. */
  readonly lastPeriod: BillingPeriod;
  readonly months: number;
  /** Usage is known up to, not including, this day; the newest period is a month to date when it lies inside. */
  readonly until: UsageDate;
  /** Total number of rows to aim at; absent, the usual company. */
  readonly rows?: number;
  /** How many of the newest months come hour by hour. */
  readonly hourlyMonths: number;
};

/** A company and its bills. */
export type SampleWorld = {
  readonly options: WorldOptions;
  readonly months: readonly SampleMonth[];
  /** Line items of one month, made anew at every call and always the same. */
  readonly lineItems: (month: SampleMonth) => Generator<LineItem, void>;
};

export const DEFAULT_SEED = "larkfield";
export const DEFAULT_MONTHS = 13;

/** Options of the sample workspace: thirteen months up to yesterday, the newest one hour by hour. */
export function defaultOptions(today: UsageDate): WorldOptions {
  return {
    seed: DEFAULT_SEED,
    lastPeriod: periodOf(addDays(today, -1)),
    months: DEFAULT_MONTHS,
    until: today,
    hourlyMonths: 1,
  };
}

/** Options for a whole number of closed months, as tests and benchmarks want them. */
export function closedOptions(lastPeriod: BillingPeriod, months: number): WorldOptions {
  return {
    seed: DEFAULT_SEED,
    lastPeriod,
    months,
    until: `${addMonths(lastPeriod, 2)}-01`,
    hourlyMonths: 0,
  };
}

export function createWorld(options: WorldOptions): SampleWorld {
  const months = sampleMonths(options);
  const first = months[0];
  const last = months.at(-1);
  if (first === undefined || last === undefined) throw new Error("a sample world needs at least one month");
  const span = { firstDay: first.firstDay, lastDay: Math.min(last.endDay, dayNumberOf(options.until)) - 1 };
  const levels = trendLevels(span.lastDay);
  const size = planSize(options, months, span, levels);
  const lines = usageLines(options.seed, size.scale, span);
  const portfolio = portfolioOf(options.seed, months, lines, levels);
  const reserved = new Set(portfolio.reservations.map((reservation) => reservation.product));
  const isCommitted = (line: UsageLine) => line.product.planRate !== undefined || reserved.has(line.product);
  const runs = (line: UsageLine, slot: Slot) =>
    size.keptShare >= 1 || isCommitted(line) || chance(line.seed ^ 0x5a5a, slot.dayNumber) < size.keptShare;

  function* lineItems(month: SampleMonth): Generator<LineItem, void> {
    const context: SlotContext = { month, portfolio, levels, ledger: emptyLedger(), runs };
    let count = 0;
    for (const items of usageBySlot(context, lines, isCommitted)) {
      count += items.length;
      yield* items;
    }
    const charges = monthCharges({
      ...context,
      index: months.indexOf(month),
      monthCount: months.length,
      scale: size.scale * size.keptShare,
    });
    yield* charges;
    count += charges.length;
    yield* freeItems(options.seed, month, (size.rowsByMonth.get(month) ?? 0) - count);
  }

  return { options, months, lineItems };
}

function* usageBySlot(
  context: SlotContext,
  lines: readonly UsageLine[],
  isCommitted: (line: UsageLine) => boolean,
): Generator<LineItem[], void> {
  const { month } = context;
  const committed = lines.filter(isCommitted);
  const plain = lines.filter((line) => !isCommitted(line));
  const comesHourly = (line: UsageLine) => month.isHourly && line.group.offer.isHourly === true;
  const hourly = plain.filter(comesHourly);
  const daily = plain.filter((line) => !comesHourly(line));
  for (const day of month.days) {
    const ofDay: LineItem[] = [];
    for (const slot of month.isHourly ? day.hours : [day.slot]) {
      committedSlot(context, slot, committed, ofDay);
      plainSlot(context, slot, hourly, ofDay);
    }
    plainSlot(context, day.slot, daily, ofDay);
    yield ofDay;
  }
}
