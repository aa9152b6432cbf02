import type { ExplainedFigure } from "#core/cost/explain/figure.ts";
import { forecastFigure } from "#core/forecast/explain-forecast.ts";
import type { Forecast } from "#core/forecast/forecast.ts";
import { rangeOfPeriod } from "#core/time/period.ts";
import { NAMES } from "../explain-answer.ts";
import { backTestWords, forecastNoteWords, noForecastWords } from "../forecast-words.ts";
import { UsageError } from "../usage.ts";
import { type Asked, type FigureKind, netMetric, NOTHING_HELD } from "./figure-kind.ts";

export const FORECAST = {
  takes: ["metric", "currency", "no-renewal"],
  takesName: false,
  help: `  forecast               what the month that goes on comes to; --metric, --currency, --no-renewal`,
  answer: forecast,
} as const satisfies FigureKind;

async function forecast(asked: Asked): Promise<ExplainedFigure | string> {
  const { client, currency, options, signal } = asked;
  const metric = netMetric(asked);
  if (metric === "usageAmount") throw new UsageError("usage amounts have no common unit, only costs add up");
  const assumesRenewal = options["no-renewal"] !== true;
  const ahead = await client.forecast.query({ metric, filters: [], currency, assumesRenewal }, { signal });
  if (ahead.kind === "none") return noForecastWords(ahead);
  const [first] = ahead.months;
  if (first === undefined) return NOTHING_HELD;
  const range = rangeOfPeriod(first.month);
  const facts = factsOf(ahead);
  const question = { kind: "forecast", metric, assumesRenewal, range, currency } as const;
  return forecastFigure(question, ahead, facts, NAMES) ?? NOTHING_HELD;
}

/** What a forecast assumes and how well it did, a sentence each. */
export function factsOf({
  backTest,
  notes,
  currency,
}: Extract<Forecast, { kind: "made" }>): readonly string[] {
  return [
    ...(backTest === null ? [] : [backTestWords(backTest)]),
    ...notes.map((note) => forecastNoteWords(note, currency)),
  ];
}
