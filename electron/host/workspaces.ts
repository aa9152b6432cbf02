import { implement } from "@orpc/server";
import { hostContract } from "#core/contract/host.ts";
import type { OpenWorkspace } from "./open-workspace.ts";
import type { WorkspaceRegistry } from "./workspace-registry.ts";

const { workspaces } = implement(hostContract);

export function workspaceHandlers(registry: WorkspaceRegistry, open: OpenWorkspace) {
  return workspaces.router({
    list: workspaces.list.handler(() => registry.list()),
    create: workspaces.create.handler(({ input }) => registry.create(input.name, input.sample)),
    open: workspaces.open.handler(({ input }) => open.open(input.id)),
    current: workspaces.current.handler(() => open.current()),
    rename: workspaces.rename.handler(({ input }) => registry.rename(input.id, input.name)),
    delete: workspaces.delete.handler(({ input }) => open.delete(input.id)),
  });
}
