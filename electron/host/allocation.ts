import { implement } from "@orpc/server";
import type { Definitions } from "#core/allocation/definitions.ts";
import { hostContract } from "#core/contract/host.ts";
import { allocationModel } from "#core/contract/schema/allocation.ts";
import { tagProfile } from "#core/contract/schema/cost.ts";
import { createCollection } from "./collection.ts";
import type { OpenWorkspace } from "./open-workspace.ts";

/** What virtual tags and business units mean in a workspace folder. */
export async function keptDefinitions(directory: string): Promise<Definitions> {
  const models = createCollection("allocationModels", allocationModel, () => directory);
  const profiles = createCollection("tagProfiles", tagProfile, () => directory);
  const [model = null] = await models.list();
  return { model, profiles: await profiles.list() };
}

const { allocationModels, tagProfiles } = implement(hostContract);

export function allocationModelHandlers(workspace: OpenWorkspace) {
  const kept = createCollection("allocationModels", allocationModel, () => workspace.required().directory);
  return allocationModels.router({
    list: allocationModels.list.handler(() => kept.list()),
    save: allocationModels.save.handler(({ input }) => kept.save(input)),
    remove: allocationModels.remove.handler(({ input }) => kept.remove(input.id)),
    place: allocationModels.place.handler(({ input }) => kept.place(input.item, input.at)),
  });
}

export function tagProfileHandlers(workspace: OpenWorkspace) {
  const kept = createCollection("tagProfiles", tagProfile, () => workspace.required().directory);
  return tagProfiles.router({
    list: tagProfiles.list.handler(() => kept.list()),
    save: tagProfiles.save.handler(({ input }) => kept.save(input)),
    remove: tagProfiles.remove.handler(({ input }) => kept.remove(input.id)),
    place: tagProfiles.place.handler(({ input }) => kept.place(input.item, input.at)),
  });
}
