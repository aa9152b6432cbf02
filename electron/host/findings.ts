import { findingAssumption, findingMark } from "#core/contract/schema/finding.ts";
import type { FindingAssumption, FindingMark } from "#core/finding/findings-query.ts";
import { createCollection, type Collection } from "./collection.ts";
import type { OpenWorkspace } from "./open-workspace.ts";
import { serveCollection } from "./serve-collection.ts";

/** What people made of the findings of a workspace folder. */
export function findingMarkCollection(directory: () => string): Collection<FindingMark> {
  return createCollection("findingMarks", findingMark, directory);
}

/** Assumptions of a workspace folder that are not the published ones. */
export function findingAssumptionCollection(directory: () => string): Collection<FindingAssumption> {
  return createCollection("findingAssumptions", findingAssumption, directory);
}

export function findingMarkHandlers(workspace: OpenWorkspace) {
  return serveCollection(findingMarkCollection(() => workspace.required().directory));
}

export function findingAssumptionHandlers(workspace: OpenWorkspace) {
  return serveCollection(findingAssumptionCollection(() => workspace.required().directory));
}
