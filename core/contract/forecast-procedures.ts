import { procedure } from "./schema/common.ts";
import { forecast, forecastQuery } from "./schema/forecast.ts";

/** Looking ahead from the costs that are there. */
export const forecastProcedures = {
  /** To the end of the month and twelve months on, with a band and how far off the method has been. */
  query: procedure.input(forecastQuery).output(forecast),
};
