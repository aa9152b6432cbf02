import { floorTo, ONE } from "./amount.ts";
import { ORGANISATIONS, type Organisation, type OrganisationKey } from "./organisation.ts";
import { chance } from "./random.ts";
import { addDays, addMonths, periodOf, type BillingPeriod, type UsageDate } from "../time/period.ts";
import { dayNumberOf, sampleMonths, type SampleMonth } from "./calendar.ts";
import { podsOf, withClusterTag, type Pod } from "./containers.ts";
import { emptyLedger, enter } from "./ledger.ts";
import type { LineItem } from "./line-item.ts";
import { monthCharges } from "./month-charges.ts";
import { freeItems } from "./free-items.ts";
import { isCommitted, portfolioOf, type Appetite, type Portfolio } from "./portfolio.ts";
import { dayRule, keptLines, planSize } from "./size.ts";
import { committedSlot, plainSlot, type SlotContext } from "./slot-charges.ts";
import { trendLevels, usageLines, type UsageLine } from "./usage-line.ts";
import { wasteItems } from "./waste/waste.ts";

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
  /** Without Savings Plans and reservations their columns stay empty. */
  readonly commitments?: boolean;
  /** With split cost allocation data of its containers, which FOCUS has no rows for. */
  readonly splitCosts?: boolean;
  /** How the private discount is told: as rows of its own (without this), or in columns of the rows it is taken off. */
  readonly discounts?: "rows" | "columns";
  /** Payer whose bills these are; that of the company's home without this. */
  readonly organisation?: OrganisationKey;
  /** Size against the usual company, where no number of rows is asked for. */
  readonly scale?: number;
  /** With waste of every kind that findings know, and with look-alikes. */
  readonly waste?: boolean;
  /** Months in a second delivery, with what AWS corrected after their invoice. */
  readonly restated?: readonly BillingPeriod[];
};

/** A company and its bills. */
export type SampleWorld = {
  readonly options: WorldOptions;
  readonly organisation: Organisation;
  readonly months: readonly SampleMonth[];
  /** Its Savings Plans and reservations. */
  readonly portfolio: Portfolio;
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
    splitCosts: true,
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

/** Fewer rows than this in a month leave no room for every kind of charge. */
const ROWS_PER_MONTH = 600;

/** Every plan has a fee on every day: that many rows in a month leave room for all of them. */
const ROWS_FOR_ALL_COMMITMENTS = 1_200;

const CORRECTION = 55;
const WRONGLY_CHARGED_SHARE = 0.01;
const CORRECTED_SHARE = 0.05;
/** A restatement comes some days after everything else is known. */
const RESTATED_AFTER_DAYS = 9;

/** As many months as a number of rows can fill, where nobody asked for a number of months. */
export function monthsFor(rows: number | null): number {
  if (rows === null) return DEFAULT_MONTHS;
  return Math.min(DEFAULT_MONTHS, Math.max(1, Math.floor(rows / ROWS_PER_MONTH)));
}

/** Day on which a month's delivery was made. */
export function deliveredOn({ options }: SampleWorld, { billingPeriod }: SampleMonth): UsageDate {
  const isRestated = options.restated?.includes(billingPeriod) === true;
  return isRestated ? addDays(options.until, RESTATED_AFTER_DAYS) : options.until;
}

export function createWorld(options: WorldOptions): SampleWorld {
  const organisation = ORGANISATIONS[options.organisation ?? "america"];
  const hasDiscountColumns = options.discounts === "columns";
  const months = sampleMonths({ ...options, organisation, hasDiscountColumns });
  const first = months[0];
  const last = months.at(-1);
  if (first === undefined || last === undefined) throw new Error("a sample world needs at least one month");
  const span = { firstDay: first.firstDay, lastDay: Math.min(last.endDay, dayNumberOf(options.until)) - 1 };
  const levels = trendLevels(span.lastDay);
  const { seed } = options;
  const appetite = appetiteOf(options);
  const splitCosts = options.splitCosts ?? false;
  const fleet = { seed, organisation, span };
  const size = planSize({ ...fleet, months, levels, appetite, splitCosts }, options.rows, options.scale);
  const kept = keptLines(usageLines(fleet, size.scale), size.keptShare);
  const lines = splitCosts ? kept.map(withClusterTag) : kept;
  const portfolio = portfolioOf({ ...fleet, appetite, months, lines, levels });
  const runs = dayRule(lines, size.keptShare);
  const pods = splitCosts ? containersOn(lines) : new Map<UsageLine, readonly Pod[]>();
  const scale = Math.max(size.scale, 0.2) * size.keptShare;

  function* lineItems(month: SampleMonth): Generator<LineItem, void> {
    const isRestated = options.restated?.includes(month.billingPeriod) === true;
    const corrected = isRestated ? correctedAmount : unchanged;
    const context: SlotContext = { month, portfolio, levels, ledger: emptyLedger(), runs, corrected, pods };
    let count = 0;
    for (const items of usageBySlot(context, lines)) {
      count += items.length;
      yield* items;
    }
    if (options.waste === true)
      for (const item of wasteItems(month)) {
        enter(context.ledger, item);
        count += 1;
        yield item;
      }
    const charges = monthCharges({
      ...context,
      isRestated,
      index: months.indexOf(month),
      monthCount: months.length,
      scale,
    });
    yield* charges;
    count += charges.length;
    yield* freeItems(seed, month, (size.rowsByMonth.get(month) ?? 0) - count);
  }

  return { options, organisation, months, portfolio, lineItems };
}

function appetiteOf({ commitments, rows, months }: WorldOptions): Appetite {
  if (commitments === false) return "none";
  return rows === undefined || rows / months >= ROWS_FOR_ALL_COMMITMENTS ? "all" : "few";
}

function unchanged(_line: UsageLine, amount: bigint): bigint {
  return amount;
}

/** Some meters had counted too little, and a few had counted what was not there. */
function correctedAmount(line: UsageLine, amount: bigint): bigint {
  if (amount === 0n) return 0n;
  const draw = chance(line.seed, CORRECTION);
  if (draw < WRONGLY_CHARGED_SHARE) return 0n;
  return draw < WRONGLY_CHARGED_SHARE + CORRECTED_SHARE ? floorTo((amount * 103n) / 100n, 2) + ONE : amount;
}

function containersOn(lines: readonly UsageLine[]): ReadonlyMap<UsageLine, readonly Pod[]> {
  return new Map(lines.map((line) => [line, podsOf(line)] as const).filter(([, pods]) => pods.length > 0));
}

function* usageBySlot(context: SlotContext, lines: readonly UsageLine[]): Generator<LineItem[], void> {
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
