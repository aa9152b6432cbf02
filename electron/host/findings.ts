import { implement } from "@orpc/server";
import { hostContract } from "#core/contract/host.ts";
import { findingAssumption, findingMark } from "#core/contract/schema/finding.ts";
import type { FindingAssumption, FindingMark } from "#core/finding/findings-query.ts";
import { createCollection, type Collection } from "./collection.ts";
import type { OpenWorkspace } from "./open-workspace.ts";

const { findingMarks: marks, findingAssumptions: assumptions } = implement(hostContract);

/** What people made of the findings of a workspace folder. */
export function findingMarkCollection(directory: () => string): Collection<FindingMark> {
  return createCollection("findingMarks", findingMark, directory);
}

/** Assumptions of a workspace folder that are not the published ones. */
export function findingAssumptionCollection(directory: () => string): Collection<FindingAssumption> {
  return createCollection("findingAssumptions", findingAssumption, directory);
}

export function findingMarkHandlers(workspace: OpenWorkspace) {
  const kept = findingMarkCollection(() => workspace.required().directory);
  return marks.router({
    list: marks.list.handler(() => kept.list()),
    save: marks.save.handler(({ input }) => kept.save(input)),
    remove: marks.remove.handler(({ input }) => kept.remove(input.id)),
    place: marks.place.handler(({ input }) => kept.place(input.item, input.at)),
  });
}

export function findingAssumptionHandlers(workspace: OpenWorkspace) {
  const kept = findingAssumptionCollection(() => workspace.required().directory);
  return assumptions.router({
    list: assumptions.list.handler(() => kept.list()),
    save: assumptions.save.handler(({ input }) => kept.save(input)),
    remove: assumptions.remove.handler(({ input }) => kept.remove(input.id)),
    place: assumptions.place.handler(({ input }) => kept.place(input.item, input.at)),
  });
}
