import type { z } from "zod";
import { creditGrant } from "#core/contract/schema/charges.ts";
import { createCollection, type Collection } from "./collection.ts";
import type { OpenWorkspace } from "./open-workspace.ts";
import { serveCollection } from "./serve-collection.ts";

/** What credits of a workspace folder were granted at. */
export function creditGrantCollection(directory: () => string): Collection<z.output<typeof creditGrant>> {
  return createCollection("creditGrants", creditGrant, directory);
}

export function creditGrantHandlers(workspace: OpenWorkspace) {
  return serveCollection(creditGrantCollection(() => workspace.required().directory));
}
