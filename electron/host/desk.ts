import { implement } from "@orpc/server";
import { hostContract } from "#core/contract/host.ts";
import { dashboard } from "#core/contract/schema/dashboard.ts";
import { annotation, favourite } from "#core/contract/schema/desk.ts";
import { createCollection } from "./collection.ts";
import type { OpenWorkspace } from "./open-workspace.ts";

const { dashboards, annotations, favourites } = implement(hostContract);

export function dashboardHandlers(workspace: OpenWorkspace) {
  const kept = createCollection("dashboards", dashboard, () => workspace.required().directory);
  return dashboards.router({
    list: dashboards.list.handler(() => kept.list()),
    save: dashboards.save.handler(({ input }) => kept.save(input)),
    remove: dashboards.remove.handler(({ input }) => kept.remove(input.id)),
    place: dashboards.place.handler(({ input }) => kept.place(input.item, input.at)),
  });
}

export function annotationHandlers(workspace: OpenWorkspace) {
  const kept = createCollection("annotations", annotation, () => workspace.required().directory);
  return annotations.router({
    list: annotations.list.handler(() => kept.list()),
    save: annotations.save.handler(({ input }) => kept.save(input)),
    remove: annotations.remove.handler(({ input }) => kept.remove(input.id)),
    place: annotations.place.handler(({ input }) => kept.place(input.item, input.at)),
  });
}

export function favouriteHandlers(workspace: OpenWorkspace) {
  const kept = createCollection("favourites", favourite, () => workspace.required().directory);
  return favourites.router({
    list: favourites.list.handler(() => kept.list()),
    save: favourites.save.handler(({ input }) => kept.save(input)),
    remove: favourites.remove.handler(({ input }) => kept.remove(input.id)),
    place: favourites.place.handler(({ input }) => kept.place(input.item, input.at)),
  });
}
