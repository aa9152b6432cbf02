import { collection } from "./schema/collection.ts";
import { procedure } from "./schema/common.ts";
import { businessMetric, figureSource, figureTable } from "./schema/unit-economics.ts";

export const businessMetricProcedures = {
  ...collection(businessMetric),
  /** The cells of a table of figures, line by line; nothing is kept. */
  readTable: procedure.input(figureSource).output(figureTable),
};
