import { savedView } from "#core/contract/schema/workspace.ts";
import { createCollection } from "./collection.ts";
import type { OpenWorkspace } from "./open-workspace.ts";
import { serveCollection } from "./serve-collection.ts";

export function viewHandlers(workspace: OpenWorkspace) {
  return serveCollection(createCollection("views", savedView, () => workspace.required().directory));
}
