import { findAnomalies } from "../anomalies/find-anomalies.ts";
import type { Parts } from "./parts.ts";

export function anomalyHandlers({ contract: { anomalies }, session }: Parts) {
  return anomalies.router({
    find: anomalies.find.handler(({ input, signal }) => findAnomalies(session.current(), input, signal)),
  });
}
