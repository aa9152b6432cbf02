import { restatementMark } from "#core/contract/schema/restatement.ts";
import type { RestatementMark } from "#core/restatement/restatement.ts";
import { createCollection, type Collection } from "./collection.ts";
import type { OpenWorkspace } from "./open-workspace.ts";
import { serveCollection } from "./serve-collection.ts";

/** Restatements of a workspace folder that the user has acknowledged. */
export function restatementMarkCollection(directory: () => string): Collection<RestatementMark> {
  return createCollection("restatementMarks", restatementMark, directory);
}

export function restatementMarkHandlers(workspace: OpenWorkspace) {
  return serveCollection(restatementMarkCollection(() => workspace.required().directory));
}
