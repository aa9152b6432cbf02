import type { Definitions } from "#core/allocation/definitions.ts";
import { allocationModel } from "#core/contract/schema/allocation.ts";
import { tagProfile } from "#core/contract/schema/cost.ts";
import { createCollection } from "./collection.ts";
import type { OpenWorkspace } from "./open-workspace.ts";
import { serveCollection } from "./serve-collection.ts";

/** What virtual tags and business units mean in a workspace folder. */
export async function keptDefinitions(directory: string): Promise<Definitions> {
  const models = createCollection("allocationModels", allocationModel, () => directory);
  const profiles = createCollection("tagProfiles", tagProfile, () => directory);
  const [model = null] = await models.list();
  return { model, profiles: await profiles.list() };
}

export function allocationModelHandlers(workspace: OpenWorkspace) {
  return serveCollection(
    createCollection("allocationModels", allocationModel, () => workspace.required().directory),
  );
}

export function tagProfileHandlers(workspace: OpenWorkspace) {
  return serveCollection(createCollection("tagProfiles", tagProfile, () => workspace.required().directory));
}
