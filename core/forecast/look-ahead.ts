import type { MissingMetric } from "../cost/query/cost-query.ts";
import { type Decimal, formatScaled, SCALE } from "../money/decimal.ts";
import {
  addDays,
  addMonths,
  type BillingPeriod,
  type DateRange,
  lengthInDays,
  periodOf,
  rangeOfPeriod,
  type UsageDate,
} from "../time/period.ts";
import { backTest, bandOf, fitsOf } from "./back-test.ts";
import type { Charge, ChargeKind } from "./charge.ts";
import { FEWEST_DAYS, fitDaily } from "./daily-model.ts";
import {
  type CommitmentEnd,
  type DailyShape,
  type Forecast,
  FORECAST_PARTS,
  type ForecastDay,
  type ForecastMonth,
  type ForecastNote,
  type ForecastPart,
} from "./forecast.ts";
import { median } from "./robust.ts";

export type ForecastInput = {
  readonly charges: readonly Charge[];
  /** Days with data without a gap, unfinished ones left out. */
  readonly known: DateRange;
  readonly dropped: readonly UsageDate[];
  readonly currency: string | null;
  readonly missing: readonly MissingMetric[];
  /** As far as the reports tell. */
  readonly commitmentEnds: readonly CommitmentEnd[];
  /** Whether what ends is taken to be renewed. */
  readonly assumesRenewal: boolean;
};

const DAILY: readonly ChargeKind[] = ["usage", "plan"];
const MONTHS_AHEAD = 12;
const RECENT_MONTHS = 3;
const PLAN_DAYS = 14;
const UNIT = 10 ** SCALE;
/** Expected amounts are kept to the millionth: more digits would pretend. */
const MILLION = 1_000_000;
const MILLIONTH = 10n ** BigInt(SCALE - 6);

type Amounts = Readonly<Record<ForecastPart, number>>;

/** Looks ahead to the end of the month and twelve months on. */
export function forecastCosts(input: ForecastInput): Forecast {
  const { known, dropped, currency, missing } = input;
  const usage = dailyAmounts(input, ["usage"]);
  if (usage.length < FEWEST_DAYS)
    return {
      kind: "none",
      reason: usage.length === 0 ? "noData" : "shortHistory",
      currency,
      daysKnown: usage.length,
      daysNeeded: FEWEST_DAYS,
      dropped,
      missing,
    };
  const first = periodOf(known.to);
  const outlook = outlookOf(input, usage);
  const fits = fitsOf(usage);
  const band = bandOf(usage, fits);
  const renewal = { isAssumed: input.assumesRenewal, lossOf: lossesOf(input) };
  const months = Array.from({ length: MONTHS_AHEAD + 1 }, (_, ahead) =>
    monthAhead({
      month: addMonths(first, ahead),
      ahead,
      known,
      booked: input.charges,
      outlook,
      band,
      renewal,
    }),
  );
  return {
    kind: "made",
    currency,
    knownUntil: addDays(known.to, -1),
    dropped,
    months,
    daily: outlook.daily,
    days: daysAhead(months[0], known, { outlook, renewal }, band),
    backTest: backTest(usage, fits),
    missing,
    notes: notesOf(input, first),
  };
}

type Outlook = {
  /** Usage and hourly fees of the day that many days behind the last known one. */
  readonly usage: (ahead: number) => number;
  readonly daily: DailyShape;
  readonly planPerDay: number;
  readonly reservationPerDay: number;
  readonly perMonth: number;
  /** Part of all other charges that tax comes to. */
  readonly taxRate: number;
  readonly creditsOfLastMonth: number;
};

function outlookOf(input: ForecastInput, usage: readonly number[]): Outlook {
  const { known } = input;
  const model = fitDaily(usage);
  const closed = closedMonths(known);
  const of = (month: BillingPeriod, kinds: readonly ChargeKind[]): number =>
    bookedIn(input.charges, month, kinds);
  const usual = (kinds: readonly ChargeKind[], per: (month: BillingPeriod) => number = () => 1): number =>
    median(closed.map((month) => of(month, kinds) / per(month))) ?? 0;
  const taxed: readonly ChargeKind[] = ["usage", "plan", "reservation", "monthly", "fee", "marketplace"];
  const tax = closed.reduce((sum, month) => sum + of(month, ["tax"]), 0);
  const base = closed.reduce((sum, month) => sum + of(month, taxed), 0);
  const lastClosed = closed.at(-1);
  return {
    usage: (ahead) => model.expect(ahead),
    daily: {
      level: short(model.level),
      slope: short(model.slope),
      floor: short(model.floor),
      week: model.week.map(short),
    },
    planPerDay: median(dailyAmounts(input, ["plan"]).slice(-PLAN_DAYS)) ?? 0,
    reservationPerDay: usual(["reservation"], (month) => lengthInDays(rangeOfPeriod(month))),
    perMonth: usual(["monthly", "fee", "marketplace"]),
    taxRate: base > 0 ? Math.max(0, tax / base) : 0,
    creditsOfLastMonth: lastClosed === undefined ? 0 : of(lastClosed, ["credit"]),
  };
}

type MonthInput = {
  readonly month: BillingPeriod;
  readonly ahead: number;
  readonly known: DateRange;
  readonly booked: readonly Charge[];
  readonly outlook: Outlook;
  readonly band: (days: number) => number;
  readonly renewal: Renewal;
};

/** What changes in a range of days when the commitments that end before or in it are not renewed. */
type Loss = { readonly usage: number; readonly commitments: number };
type Renewal = { readonly isAssumed: boolean; readonly lossOf: (range: DateRange) => Loss };

const NO_LOSS: Loss = { usage: 0, commitments: 0 };

/** Every day behind the end of a commitment loses its fees and gains its usage at on-demand prices, each as in the last closed month. */
function lossesOf({ commitmentEnds, known }: ForecastInput): (range: DateRange) => Loss {
  const days = lengthInDays(rangeOfPeriod(addMonths(periodOf(known.to), -1)));
  const perDay = (amount: Decimal): number => Number(amount) / days;
  return (range) =>
    commitmentEnds.reduce((sum, { day, fees, covered, onDemand }) => {
      if (onDemand === null || day < known.to) return sum;
      const from = addDays(day, 1) > range.from ? addDays(day, 1) : range.from;
      const lost = Math.max(0, lengthInDays({ from, to: range.to }));
      return {
        usage: sum.usage + lost * (perDay(onDemand) - perDay(covered)),
        commitments: sum.commitments - lost * perDay(fees),
      };
    }, NO_LOSS);
}

function monthAhead(input: MonthInput): ForecastMonth {
  const { month, ahead, known, booked, outlook, band, renewal } = input;
  const range = rangeOfPeriod(month);
  const from = ahead === 0 ? known.to : range.from;
  const days = lengthInDays({ from, to: range.to });
  // What is counted by the day is expected anew for the days that are not finished.
  const actual = booked
    .filter(({ kind, day }) => periodOf(day) === month && (day < known.to || !DAILY.includes(kind)))
    .reduce((sum, charge) => sum + charge.amount, 0n);
  const left = { from, to: range.to };
  const sumOfParts = (amounts: Readonly<Record<ForecastPart, bigint>>): bigint =>
    FORECAST_PARTS.reduce((sum, part) => sum + amounts[part], 0n);
  const renewed = scaledParts(partsOf(input, left, NO_LOSS));
  const unrenewed = scaledParts(partsOf(input, left, renewal.lossOf(left)));
  const toCome = renewal.isAssumed ? renewed : unrenewed;
  const expected = actual + sumOfParts(toCome);
  // The level itself wanders: each month further on adds as much doubt as the one before.
  const half = scaled(band(days) * (1 + outlook.taxRate) * Math.sqrt(1 + ahead));
  const isFloor = expected >= actual && expected - half < actual;
  return {
    month,
    actual: formatScaled(actual),
    expected: formatScaled(expected),
    low: formatScaled(isFloor ? actual : expected - half),
    high: formatScaled(expected + half),
    unrenewed: formatScaled(sumOfParts(unrenewed) - sumOfParts(renewed)),
    toCome: {
      usage: formatScaled(toCome.usage),
      commitments: formatScaled(toCome.commitments),
      monthly: formatScaled(toCome.monthly),
      tax: formatScaled(toCome.tax),
      credits: formatScaled(toCome.credits),
    },
  };
}

function partsOf({ month, ahead, known, booked, outlook }: MonthInput, left: DateRange, loss: Loss): Amounts {
  const days = lengthInDays(left);
  const before = lengthInDays({ from: known.to, to: left.from });
  const of = (kinds: readonly ChargeKind[]): number =>
    bookedIn(
      booked.filter(({ kind, day }) => day < known.to || !DAILY.includes(kind)),
      month,
      kinds,
    );
  const length = lengthInDays(rangeOfPeriod(month));
  const usage = sumOf(days, (at) => outlook.usage(before + at + 1)) + loss.usage;
  const monthly = rest(outlook.perMonth, of(["monthly", "fee", "marketplace"]));
  const commitments =
    outlook.planPerDay * days +
    rest(outlook.reservationPerDay * length, of(["reservation"])) +
    loss.commitments;
  const taxable =
    usage + monthly + commitments + of(["usage", "plan", "reservation", "monthly", "fee", "marketplace"]);
  return {
    usage,
    monthly,
    commitments,
    tax: rest(outlook.taxRate * taxable, of(["tax"])),
    credits: ahead === 0 ? Math.min(0, outlook.creditsOfLastMonth - of(["credit"])) : 0,
  };
}

/** What is still expected of a monthly charge of which some is booked already. */
function rest(expected: number, booked: number): number {
  return Math.max(0, expected - booked);
}

/** The month's running sum, day by day: what comes once a month is taken to come on its last day. */
function daysAhead(
  month: ForecastMonth | undefined,
  known: DateRange,
  { outlook, renewal }: { readonly outlook: Outlook; readonly renewal: Renewal },
  band: (days: number) => number,
): readonly ForecastDay[] {
  if (month === undefined) return [];
  const { to } = rangeOfPeriod(month.month);
  const days = lengthInDays({ from: known.to, to });
  let running = Number(month.actual);
  return Array.from({ length: days }, (_, at) => {
    const loss = renewal.isAssumed
      ? NO_LOSS
      : renewal.lossOf({ from: addDays(known.to, at), to: addDays(known.to, at + 1) });
    running += outlook.usage(at + 1) + outlook.planPerDay + loss.usage + loss.commitments;
    const isLast = at === days - 1;
    const half = band(at + 1);
    return {
      day: addDays(known.to, at),
      expected: isLast ? month.expected : told(running),
      low: isLast ? month.low : told(Math.max(Number(month.actual), running - half)),
      high: isLast ? month.high : told(running + half),
    };
  });
}

function notesOf(
  { charges, known, commitmentEnds, assumesRenewal }: ForecastInput,
  first: BillingPeriod,
): readonly ForecastNote[] {
  const closed = closedMonths(known);
  const lastClosed = closed.at(-1);
  if (lastClosed === undefined) return [];
  const booked = (month: BillingPeriod, kinds: readonly ChargeKind[]): number =>
    bookedIn(charges, month, kinds);
  const credits = booked(lastClosed, ["credit"]);
  const lastCredit = charges
    .filter(({ kind, amount }) => kind === "credit" && amount !== 0n)
    .reduce<string | null>((latest, { day }) => (latest === null || day > latest ? day : latest), null);
  const fees = booked(lastClosed, ["plan", "reservation"]);
  return [
    ...(credits < 0
      ? [{ kind: "creditsEnd" as const, month: first, amount: formatScaled(scaled(credits)) }]
      : lastCredit === null || periodOf(lastCredit) >= first
        ? []
        : [{ kind: "creditsEnded" as const, month: periodOf(lastCredit) }]),
    ...commitmentEnds
      .filter(({ day }) => day >= known.to && day <= rangeOfPeriod(addMonths(first, MONTHS_AHEAD)).to)
      .map(({ arn, day, perMonth, onDemand }) => ({
        kind: "commitmentEnds" as const,
        arn,
        day,
        perMonth,
        onDemand,
        isRenewed: assumesRenewal || onDemand === null,
      })),
    ...(fees > 0 ? [{ kind: "commitmentsRenewed" as const, perMonth: formatScaled(scaled(fees)) }] : []),
  ];
}

/** The last three months that are known in full. */
function closedMonths({ from, to }: DateRange): readonly BillingPeriod[] {
  const open = periodOf(to);
  const months = Array.from({ length: RECENT_MONTHS }, (_, back) => addMonths(open, back - RECENT_MONTHS));
  return months.filter((month) => rangeOfPeriod(month).from >= from);
}

/** Amounts of the known days, oldest first; a day without charges is 0. */
function dailyAmounts({ charges, known }: ForecastInput, kinds: readonly ChargeKind[]): readonly number[] {
  const days = Math.max(0, lengthInDays(known));
  const byDay = new Map<UsageDate, bigint>();
  for (const { kind, day, amount } of charges)
    if (kinds.includes(kind)) byDay.set(day, (byDay.get(day) ?? 0n) + amount);
  const values = Array.from(
    { length: days },
    (_, at) => Number(byDay.get(addDays(known.from, at)) ?? 0n) / UNIT,
  );
  const begun = values.findIndex((value) => value !== 0);
  return begun < 0 ? [] : values.slice(begun);
}

function bookedIn(charges: readonly Charge[], month: BillingPeriod, kinds: readonly ChargeKind[]): number {
  return (
    Number(
      charges
        .filter(({ kind, day }) => kinds.includes(kind) && periodOf(day) === month)
        .reduce((sum, { amount }) => sum + amount, 0n),
    ) / UNIT
  );
}

function scaledParts(amounts: Amounts): Readonly<Record<ForecastPart, bigint>> {
  return {
    usage: scaled(amounts.usage),
    commitments: scaled(amounts.commitments),
    monthly: scaled(amounts.monthly),
    tax: scaled(amounts.tax),
    credits: scaled(amounts.credits),
  };
}

/** Without the zeros that fill up to the scale: it is read, not summed. */
function short(amount: number): Decimal {
  return told(amount).replace(/(\.\d+?)0+$/, "$1");
}

function told(amount: number): Decimal {
  return formatScaled(scaled(amount));
}

function scaled(amount: number): bigint {
  return BigInt(Math.round(amount * MILLION)) * MILLIONTH;
}

function sumOf(count: number, value: (at: number) => number): number {
  let sum = 0;
  for (let at = 0; at < count; at += 1) sum += value(at);
  return sum;
}
