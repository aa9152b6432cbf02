import { implement } from "@orpc/server";
import { hostContract } from "#core/contract/host.ts";
import { savedView } from "#core/contract/schema/workspace.ts";
import { createCollection } from "./collection.ts";
import type { OpenWorkspace } from "./open-workspace.ts";

const { views } = implement(hostContract);

export function viewHandlers(workspace: OpenWorkspace) {
  const kept = createCollection("views", savedView, () => workspace.required().directory);
  return views.router({
    list: views.list.handler(() => kept.list()),
    save: views.save.handler(({ input }) => kept.save(input)),
    remove: views.remove.handler(({ input }) => kept.remove(input.id)),
    place: views.place.handler(({ input }) => kept.place(input.item, input.at)),
  });
}
