import { wholeCell } from "../cost/explain/cost-cell.ts";
import { type ExplainedFigure, type FigureTerm, type ForecastFigure, money } from "../cost/explain/figure.ts";
import type { ExplainNames } from "../cost/explain/filter-words.ts";
import { scaledOf } from "../money/decimal.ts";
import { addDays, periodOf, rangeOfPeriod, weekdayOf } from "../time/period.ts";
import { DAMPING } from "./daily-model.ts";
import { type Forecast, FORECAST_PARTS, type ForecastMonth, type ForecastPart } from "./forecast.ts";

const PARTS: Readonly<Record<ForecastPart, { readonly symbol: string; readonly name: string }>> = {
  usage: { symbol: "U", name: "Usage still to come" },
  commitments: { symbol: "C", name: "Fees of commitments still to come" },
  monthly: { symbol: "M", name: "Charged by the month, still to come" },
  tax: { symbol: "T", name: "Tax still to come" },
  credits: { symbol: "K", name: "Credits still to come" },
};

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** What a month still brings, by what it is. */
export function termsToCome({ toCome }: ForecastMonth): readonly FigureTerm[] {
  return FORECAST_PARTS.filter((part) => scaledOf(toCome[part]) !== 0n).map((part) => ({
    ...PARTS[part],
    value: money(toCome[part]),
  }));
}

/** How the usage of a day to come is worked out, with every number it takes. */
export function usageToComeNotes(
  { daily, knownUntil, currency }: Extract<Forecast, { kind: "made" }>,
  names: ExplainNames,
): readonly string[] {
  const { level, slope, floor, week } = daily;
  const weekdays = week.map((effect, at) => {
    const name = WEEKDAYS[weekdayOf(addDays(knownUntil, at + 1))] ?? "";
    return `${name} ${names.amount(effect, currency)}`;
  });
  return [
    "Usage to come is, day by day, the median of the last two weeks carried on with the median slope of thirteen weeks, which fades by 1.5% a day, and with the usual distance of the weekday; spikes move none of the three.",
    `The k-th day to come: ${names.amount(level, currency)} + ${names.amount(slope, currency)} × (${DAMPING} + … + ${DAMPING}ᵏ) + what its weekday adds: ${weekdays.join(", ")}; not below ${names.amount(floor, currency)}.`,
  ];
}

/** What a month comes to: charged so far and what is still to come, part by part; null where it is not looked ahead at. */
export function forecastFigure(
  question: ForecastFigure,
  forecast: Forecast,
  facts: readonly string[],
  names: ExplainNames,
): ExplainedFigure | null {
  if (forecast.kind === "none") return null;
  const month = forecast.months.find((each) => each.month === periodOf(question.range.from));
  if (month === undefined) return null;
  const { metric } = question;
  const { currency, knownUntil } = forecast;
  const charged = { from: rangeOfPeriod(month.month).from, to: addDays(knownUntil, 1) };
  const known = charged.from < charged.to ? charged : null;
  const terms: readonly FigureTerm[] = [
    {
      symbol: "A",
      name: known === null ? "Charged so far" : `Charged so far, ${names.range(known)}`,
      value: money(month.actual),
    },
    ...termsToCome(month),
  ];
  return {
    question,
    name: "Forecast to month end",
    about: [`${names.metric(metric)}, ${names.range(rangeOfPeriod(month.month))}`],
    value: money(month.expected),
    currency,
    formula: {
      symbols: terms.map(({ symbol }) => symbol).join(" + "),
      words: "What is charged so far, and what is still to come by what it is.",
    },
    terms,
    notes: [
      ...usageToComeNotes(forecast, names),
      ...(scaledOf(month.toCome.tax) === 0n
        ? []
        : ["Tax is the share of all other charges that it came to in the months that are closed."]),
      `80 of 100 such months end between ${names.amount(month.low, currency)} and ${names.amount(month.high, currency)}.`,
      ...facts,
    ],
    base:
      known === null
        ? null
        : {
            name: "The costs of the days that are known",
            cell: wholeCell({ metric, range: known, filters: [], currency }),
          },
    differences: [
      "Cost Explorer forecasts with a model of its own from at least a month of costs, and leaves out some credits and refunds.",
    ],
  };
}
