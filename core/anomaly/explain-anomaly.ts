import { type CostCell, wholeCell } from "../cost/explain/cost-cell.ts";
import {
  added,
  type AnomalyFigure,
  type ExplainedFigure,
  type FigureTerm,
  type MadeOf,
  money,
  numbered,
} from "../cost/explain/figure.ts";
import type { ExplainNames } from "../cost/explain/filter-words.ts";
import type { Filter } from "../cost/filter/filter.ts";
import type { MetricId } from "../cost/metric/metric-id.ts";
import { MARKETPLACE, NEVER_USAGE } from "../forecast/charge-sql.ts";
import { type Decimal, formatScaled, SCALE, scaledOf, sum } from "../money/decimal.ts";
import { addDays, type DateRange } from "../time/period.ts";
import { type Anomaly, type AnomalyDay, seriesFilters } from "./anomaly.ts";

const WEEK = 7;
/** Medians are taken of numbers of this many digits at least. */
const LEAST_RHYTHM = 10n ** BigInt(SCALE - 5);

/** What an anomaly was looked for in. */
type Looked = { readonly metric: MetricId; readonly currency: string | null };

/** What an anomaly cost, what was usual, or the difference, with the numbers it was judged by. */
export function anomalyFigure(
  question: AnomalyFigure,
  anomaly: Anomaly,
  { metric, currency }: Looked,
  names: ExplainNames,
): ExplainedFigure {
  const isLeak = anomaly.kind === "leak";
  const counted = anomaly.days.filter(({ expected }) => expected !== null);
  const days = isLeak && question.measure === "expected" ? anomaly.days.slice(0, counted.length) : counted;
  const range = rangeOf(days, anomaly.range);
  const named = anomaly.series.map(({ dimension, value }) => names.value(dimension, value)).join(", ");
  const told = partsOf(question.measure, anomaly, days, names);
  return {
    question,
    name: NAMES[question.measure][isLeak ? "leak" : "days"],
    about: [named, `${names.metric(metric)} of usage, ${names.range(range)}`],
    value: money(anomaly[question.measure]),
    currency,
    ...told,
    notes: [...notesOf(question.measure, isLeak), USAGE_NOTE],
    base: {
      name: `Usage in ${names.range(range)}, with what is priced by the month`,
      cell: usageCell({ metric, range, currency, filters: seriesFilters(anomaly.series) }),
    },
    differences: [
      "Cost Anomaly Detection of AWS learns with a model of its own, looks at net unblended costs of usage, and gives other expected amounts.",
    ],
  };
}

const NAMES = {
  actual: { days: "Charged", leak: "Charged in the last four weeks" },
  expected: { days: "Usual for these days", leak: "Charged in the first four weeks" },
  impact: { days: "Impact", leak: "Impact of twelve weeks of growth" },
} as const;

const USAGE_NOTE =
  "Anomalies are looked for in usage: tax, credits, fees, commitments' fees and the Marketplace take no part, nor does what is charged on one or two days of each month. No filter tells the latter from other usage, so that the costs behind it can come to more.";

function notesOf(measure: AnomalyFigure["measure"], isLeak: boolean): readonly string[] {
  if (measure !== "expected" || isLeak) return [];
  return [
    "Usual is the median of the same weekday in the weeks before. What came on the same day of both months before besides is a rhythm, and is added: the lesser of the two.",
  ];
}

type Told = Pick<ExplainedFigure, "formula" | "terms">;

function partsOf(
  measure: AnomalyFigure["measure"],
  anomaly: Anomaly,
  days: readonly AnomalyDay[],
  names: ExplainNames,
): Told {
  const isLeak = anomaly.kind === "leak";
  if (measure === "impact")
    return {
      formula: {
        symbols: "C − U",
        words: isLeak
          ? "What the last four of twelve weeks cost more than the first four."
          : "What was charged, less what is usual for these days.",
      },
      terms: [
        { symbol: "C", name: NAMES.actual[isLeak ? "leak" : "days"], value: money(anomaly.actual) },
        { symbol: "U", name: NAMES.expected[isLeak ? "leak" : "days"], value: money(anomaly.expected) },
      ],
    };
  const terms =
    isLeak || measure === "actual"
      ? chunked(days, isLeak ? WEEK : 1).map((part, at) => charged(part, at, names))
      : days.map((day, at) => usual(day, at, names));
  const words = isLeak
    ? "What each week was charged."
    : measure === "actual"
      ? "What each day was charged."
      : "What is usual for each day.";
  return { formula: { symbols: added(terms.map(({ symbol }) => symbol)), words }, terms };
}

function charged(days: readonly AnomalyDay[], at: number, names: ExplainNames): FigureTerm {
  return {
    symbol: numbered(days.length === 1 ? "D" : "W", at + 1),
    name: names.range(rangeOf(days)),
    value: money(sum(days.map(({ actual }) => actual))),
  };
}

function usual(day: AnomalyDay, at: number, names: ExplainNames): FigureTerm {
  return {
    symbol: numbered("U", at + 1),
    name: `Usual for ${names.range(rangeOf([day]))}`,
    value: money(day.expected),
    madeOf: madeOf(day),
  };
}

function madeOf({ weekdays = [], expected }: AnomalyDay): MadeOf | undefined {
  if (weekdays.length === 0 || expected === null) return undefined;
  const rhythm = scaledOf(expected) - medianOf(weekdays);
  const isRhythm = rhythm > LEAST_RHYTHM || rhythm < -LEAST_RHYTHM;
  return {
    rule: "median",
    values: weekdays.map(money),
    plus: isRhythm ? money(formatScaled(rhythm)) : null,
  };
}

function medianOf(amounts: readonly Decimal[]): bigint {
  const sorted = amounts.map(scaledOf).toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0n;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0n) + upper) / 2n;
}

/** What filters can tell of the usage that anomalies are looked for in. */
function usageCell(
  asked: Looked & { readonly range: DateRange; readonly filters: readonly Filter[] },
): CostCell {
  return wholeCell({
    ...asked,
    filters: [
      ...asked.filters,
      { dimension: "lineItemType", mode: "exclude", values: NEVER_USAGE },
      { dimension: "billingEntity", mode: "exclude", values: [MARKETPLACE] },
    ],
  });
}

function chunked<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, (at + 1) * size),
  );
}

function rangeOf(days: readonly AnomalyDay[], otherwise: DateRange = { from: "", to: "" }): DateRange {
  const [first, last] = [days.at(0), days.at(-1)];
  if (first === undefined || last === undefined) return otherwise;
  return { from: first.day, to: addDays(last.day, 1) };
}
