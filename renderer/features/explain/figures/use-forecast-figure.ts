import { computed } from "vue";
import type { ExplainedFigure, ForecastFigure } from "#core/cost/explain/figure.ts";
import type { ExplainNames } from "#core/cost/explain/filter-words.ts";
import { forecastFigure } from "#core/forecast/explain-forecast.ts";
import { forecastFacts } from "../../../format/forecast.ts";
import { useForecast } from "../../../queries/use-forecast.ts";
import { useFormat } from "../../../stores/use-format.ts";

/** Looks ahead again. */
export function useForecastFigure(figure: () => ForecastFigure | null, names: () => ExplainNames) {
  const format = useFormat();
  const forecast = useForecast(() => {
    const asked = figure();
    if (asked === null) return null;
    const { metric, currency, assumesRenewal } = asked;
    return { metric, filters: [], currency, assumesRenewal };
  });
  const told = computed((): ExplainedFigure | null => {
    const asked = figure();
    const ahead = forecast.value.value;
    if (asked === null || ahead?.kind !== "made") return null;
    return forecastFigure(asked, ahead, forecastFacts(format.value, ahead), names());
  });
  return { told, state: forecast.state };
}
