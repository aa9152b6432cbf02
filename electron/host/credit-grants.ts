import { implement } from "@orpc/server";
import type { z } from "zod";
import { hostContract } from "#core/contract/host.ts";
import { creditGrant } from "#core/contract/schema/charges.ts";
import { createCollection, type Collection } from "./collection.ts";
import type { OpenWorkspace } from "./open-workspace.ts";

const { creditGrants } = implement(hostContract);

/** What credits of a workspace folder were granted at. */
export function creditGrantCollection(directory: () => string): Collection<z.output<typeof creditGrant>> {
  return createCollection("creditGrants", creditGrant, directory);
}

export function creditGrantHandlers(workspace: OpenWorkspace) {
  const kept = creditGrantCollection(() => workspace.required().directory);
  return creditGrants.router({
    list: creditGrants.list.handler(() => kept.list()),
    save: creditGrants.save.handler(({ input }) => kept.save(input)),
    remove: creditGrants.remove.handler(({ input }) => kept.remove(input.id)),
    place: creditGrants.place.handler(({ input }) => kept.place(input.item, input.at)),
  });
}
