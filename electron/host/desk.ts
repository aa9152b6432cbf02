import { dashboard } from "#core/contract/schema/dashboard.ts";
import { annotation, favourite } from "#core/contract/schema/desk.ts";
import { createCollection } from "./collection.ts";
import type { OpenWorkspace } from "./open-workspace.ts";
import { serveCollection } from "./serve-collection.ts";

export function dashboardHandlers(workspace: OpenWorkspace) {
  return serveCollection(createCollection("dashboards", dashboard, () => workspace.required().directory));
}

export function annotationHandlers(workspace: OpenWorkspace) {
  return serveCollection(createCollection("annotations", annotation, () => workspace.required().directory));
}

export function favouriteHandlers(workspace: OpenWorkspace) {
  return serveCollection(createCollection("favourites", favourite, () => workspace.required().directory));
}
