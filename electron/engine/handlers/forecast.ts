import { queryForecast } from "../forecast/answer-forecast.ts";
import type { Parts } from "./parts.ts";

export function forecastHandlers({ contract: { forecast }, session }: Parts) {
  return forecast.router({
    query: forecast.query.handler(({ input, signal }) => queryForecast(session.current(), input, signal)),
  });
}
