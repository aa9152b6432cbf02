import { useBackend } from "../backend/use-backend.ts";
import { useWorkspaceStore } from "../stores/workspace.ts";

const NAME = "My AWS costs";

/** Makes a workspace where none is open, so that the first step needs no decision about one. */
export function useFirstWorkspace(): () => Promise<void> {
  const { host } = useBackend();
  const workspace = useWorkspaceStore();

  return async () => {
    if (workspace.id === null) await workspace.create(await freeName());
  };

  async function freeName(): Promise<string> {
    const taken = new Set((await host.workspaces.list()).map(({ name }) => name));
    let name = NAME;
    for (let number = 2; taken.has(name); number += 1) name = `${NAME} ${number}`;
    return name;
  }
}
