import type { AnomalyMark, AnomalyRules } from "#core/anomaly/anomaly.ts";
import { anomalyMark, anomalyRules } from "#core/contract/schema/anomaly.ts";
import { createCollection, type Collection } from "./collection.ts";
import type { OpenWorkspace } from "./open-workspace.ts";
import { serveCollection } from "./serve-collection.ts";

/** What users made of the anomalies of a workspace folder. */
export function anomalyMarkCollection(directory: () => string): Collection<AnomalyMark> {
  return createCollection("anomalyMarks", anomalyMark, directory);
}

/** What counts as an anomaly in a workspace folder; at most one. */
export function anomalyRulesCollection(directory: () => string): Collection<AnomalyRules> {
  return createCollection("anomalyRules", anomalyRules, directory);
}

export function anomalyMarkHandlers(workspace: OpenWorkspace) {
  return serveCollection(anomalyMarkCollection(() => workspace.required().directory));
}

export function anomalyRulesHandlers(workspace: OpenWorkspace) {
  return serveCollection(anomalyRulesCollection(() => workspace.required().directory));
}
