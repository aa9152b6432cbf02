import type { Forecast, ForecastQuery } from "#core/forecast/forecast.ts";
import { useEngineQuery, type EngineAnswer } from "./use-engine-query.ts";

/** The costs to come; `null` asks nothing. */
export function useForecast(query: () => ForecastQuery | null): EngineAnswer<Forecast> {
  return useEngineQuery({
    key: () => ["forecast", query()],
    ask: (engine, signal) => {
      const asked = query();
      if (asked === null) throw new Error("asked without a question");
      return engine.forecast.query(asked, { signal });
    },
    isEnabled: () => query() !== null,
  });
}
