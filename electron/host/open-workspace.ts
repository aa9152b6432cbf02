import type { Workspace, WorkspaceRemoval } from "#core/workspace/workspace.ts";
import { fail } from "#core/result/failure.ts";
import type { EngineClient } from "../transport/client.ts";
import { oneAtATime } from "./one-at-a-time.ts";
import type { WorkspaceRegistry } from "./workspace-registry.ts";

/** What of the engine this needs. */
type WorkspaceEngine = { readonly workspace: Pick<EngineClient["workspace"], "open" | "close"> };

/** The one workspace the engine has open. Opening, closing and deleting happen one after the other. */
export type OpenWorkspace = {
  /** Waits for an opening that is under way. */
  current(): Promise<Workspace | null>;
  required(): Workspace;
  open(id: string): Promise<Workspace>;
  /** Tells whenever a workspace was opened in the place of another. */
  onOpened(listener: () => void): void;
  /** Opens the workspace used last, at the start of the app. */
  restore(): Promise<void>;
  /** Makes a new engine open what the former one had open. */
  reopen(): Promise<void>;
  /** Leaves it first if it is open; gives what was taken away. */
  delete(id: string): Promise<WorkspaceRemoval>;
  /** Works with another workspace, which is neither opened nor deleted meanwhile. */
  beside<T>(id: string, work: (workspace: Workspace) => Promise<T>): Promise<T>;
};

export function createOpenWorkspace(
  registry: WorkspaceRegistry,
  engine: () => WorkspaceEngine,
  /** Stops what works for the open workspace, before the engine leaves it. */
  leave: () => Promise<void> = () => Promise.resolve(),
  /** Takes what the workspace keeps in the keychain out of it, before its folder goes. */
  forget: (directory: string) => Promise<number> = () => Promise.resolve(0),
): OpenWorkspace {
  const inTurn = oneAtATime();
  const listeners = new Set<() => void>();
  let currentId: string | null = null;
  const current = (): Workspace | null => (currentId === null ? null : registry.find(currentId));
  const open = async (id: string): Promise<Workspace> => {
    const { directory } = registry.find(id);
    if (id !== currentId) {
      await leave();
      currentId = null;
      await engine().workspace.open({ directory });
    }
    const opened = await registry.markOpened(id);
    const isAnother = currentId !== id;
    currentId = id;
    if (isAnother) for (const tell of listeners) tell();
    return opened;
  };
  return {
    current: () => inTurn(async () => current()),
    onOpened: (listener) => void listeners.add(listener),
    required: () => current() ?? fail("workspace.not_open", {}),
    open: (id) => inTurn(() => open(id)),
    restore: () =>
      inTurn(async () => {
        const last = registry.list().find(({ openedAt }) => openedAt !== null);
        if (last !== undefined) await open(last.id);
      }),
    reopen: () =>
      inTurn(async () => {
        const workspace = current();
        if (workspace !== null) await engine().workspace.open({ directory: workspace.directory });
      }),
    delete: (id) =>
      inTurn(async () => {
        if (id === currentId) {
          await leave();
          currentId = null;
          await engine().workspace.close();
        }
        const secrets = await forget(registry.find(id).directory);
        return { ...(await registry.remove(id)), secrets };
      }),
    beside: (id, work) => inTurn(() => work(registry.find(id))),
  };
}
