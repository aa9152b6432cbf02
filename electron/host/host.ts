import { implement } from "@orpc/server";
import { hostContract } from "#core/contract/host.ts";
import { appHandlers } from "./app.ts";
import { dialogHandlers, type Dialogs } from "./dialogs.ts";
import type { OpenWorkspace } from "./open-workspace.ts";
import type { PreferenceStore } from "./preference-store.ts";
import { preferenceHandlers } from "./preferences.ts";
import { viewHandlers } from "./views.ts";
import type { WorkspaceRegistry } from "./workspace-registry.ts";
import { workspaceHandlers } from "./workspaces.ts";

export type HostParts = {
  readonly app: Parameters<typeof appHandlers>[0];
  readonly registry: WorkspaceRegistry;
  readonly workspace: OpenWorkspace;
  readonly dialogs: Dialogs;
  readonly preferences: PreferenceStore;
  readonly now: () => Date;
};

/** Everything the main process serves, as one router. */
export function createHost({ app, registry, workspace, dialogs, preferences, now }: HostParts) {
  return implement(hostContract).router({
    app: appHandlers(app),
    workspaces: workspaceHandlers(registry, workspace),
    views: viewHandlers(workspace, now),
    dialogs: dialogHandlers(dialogs),
    preferences: preferenceHandlers(preferences),
  });
}
