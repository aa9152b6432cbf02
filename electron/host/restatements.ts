import { implement } from "@orpc/server";
import { hostContract } from "#core/contract/host.ts";
import { restatementMark } from "#core/contract/schema/restatement.ts";
import type { RestatementMark } from "#core/restatement/restatement.ts";
import { createCollection, type Collection } from "./collection.ts";
import type { OpenWorkspace } from "./open-workspace.ts";

const { restatementMarks } = implement(hostContract);

/** Restatements of a workspace folder that the user has acknowledged. */
export function restatementMarkCollection(directory: () => string): Collection<RestatementMark> {
  return createCollection("restatementMarks", restatementMark, directory);
}

export function restatementMarkHandlers(workspace: OpenWorkspace) {
  const kept = restatementMarkCollection(() => workspace.required().directory);
  return restatementMarks.router({
    list: restatementMarks.list.handler(() => kept.list()),
    save: restatementMarks.save.handler(({ input }) => kept.save(input)),
    remove: restatementMarks.remove.handler(({ input }) => kept.remove(input.id)),
    place: restatementMarks.place.handler(({ input }) => kept.place(input.item, input.at)),
  });
}
