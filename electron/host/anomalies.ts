import { implement } from "@orpc/server";
import { hostContract } from "#core/contract/host.ts";
import type { AnomalyMark, AnomalyRules } from "#core/anomaly/anomaly.ts";
import { anomalyMark, anomalyRules } from "#core/contract/schema/anomaly.ts";
import { createCollection, type Collection } from "./collection.ts";
import type { OpenWorkspace } from "./open-workspace.ts";

const { anomalyMarks, anomalyRules: rules } = implement(hostContract);

/** What users made of the anomalies of a workspace folder. */
export function anomalyMarkCollection(directory: () => string): Collection<AnomalyMark> {
  return createCollection("anomalyMarks", anomalyMark, directory);
}

/** What counts as an anomaly in a workspace folder; at most one. */
export function anomalyRulesCollection(directory: () => string): Collection<AnomalyRules> {
  return createCollection("anomalyRules", anomalyRules, directory);
}

export function anomalyMarkHandlers(workspace: OpenWorkspace) {
  const kept = anomalyMarkCollection(() => workspace.required().directory);
  return anomalyMarks.router({
    list: anomalyMarks.list.handler(() => kept.list()),
    save: anomalyMarks.save.handler(({ input }) => kept.save(input)),
    remove: anomalyMarks.remove.handler(({ input }) => kept.remove(input.id)),
    place: anomalyMarks.place.handler(({ input }) => kept.place(input.item, input.at)),
  });
}

export function anomalyRulesHandlers(workspace: OpenWorkspace) {
  const kept = anomalyRulesCollection(() => workspace.required().directory);
  return rules.router({
    list: rules.list.handler(() => kept.list()),
    save: rules.save.handler(({ input }) => kept.save(input)),
    remove: rules.remove.handler(({ input }) => kept.remove(input.id)),
    place: rules.place.handler(({ input }) => kept.place(input.item, input.at)),
  });
}
