import type { Forecast, ForecastQuery } from "#core/forecast/forecast.ts";
import { useEngineQuestion, type EngineAnswer } from "./use-engine-query.ts";

/** The costs to come; `null` asks nothing. */
export function useForecast(query: () => ForecastQuery | null): EngineAnswer<Forecast> {
  return useEngineQuestion({
    question: query,
    key: (asked) => ["forecast", asked],
    ask: (engine, asked, signal) => engine.forecast.query(asked, { signal }),
  });
}
