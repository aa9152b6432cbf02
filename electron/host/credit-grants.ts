import { implement } from "@orpc/server";
import { hostContract } from "#core/contract/host.ts";
import { creditGrant } from "#core/contract/schema/charges.ts";
import { createCollection } from "./collection.ts";
import type { OpenWorkspace } from "./open-workspace.ts";

const { creditGrants } = implement(hostContract);

export function creditGrantHandlers(workspace: OpenWorkspace) {
  const kept = createCollection("creditGrants", creditGrant, () => workspace.required().directory);
  return creditGrants.router({
    list: creditGrants.list.handler(() => kept.list()),
    save: creditGrants.save.handler(({ input }) => kept.save(input)),
    remove: creditGrants.remove.handler(({ input }) => kept.remove(input.id)),
    place: creditGrants.place.handler(({ input }) => kept.place(input.item, input.at)),
  });
}
