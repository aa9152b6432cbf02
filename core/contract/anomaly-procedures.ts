import { anomalyQuery, anomalyReport } from "./schema/anomaly.ts";
import { procedure } from "./schema/common.ts";

/** Costs that are not like those before; rules and marks are kept by the host. */
export const anomalyProcedures = {
  find: procedure.input(anomalyQuery).output(anomalyReport),
};
