import { useToast } from "@nuxt/ui/composables";
import { useRouter } from "vue-router";
import { useBackend } from "../backend/use-backend.ts";
import { failureOf } from "../backend/failure-of.ts";
import { problemOf } from "../format/failure.ts";
import { useProposalStore } from "../stores/proposal.ts";
import { useWorkspaceStore } from "../stores/workspace.ts";

const FIRST_WORKSPACE = "My AWS costs";

export type ImportFlow = {
  /** Offers paths for import; makes a workspace first where none is open. */
  readonly propose: (paths: readonly string[]) => Promise<void>;
  readonly chooseFiles: () => Promise<void>;
  readonly chooseFolder: () => Promise<void>;
};

/** The way in for files, however they arrive: dialog, drop, menu, command line. */
export function useImportFlow(): ImportFlow {
  const { host } = useBackend();
  const router = useRouter();
  const proposal = useProposalStore();
  const workspace = useWorkspaceStore();
  const toast = useToast();

  return {
    propose: (paths) => attempt(() => offer(paths)),
    chooseFiles: () => attempt(async () => offer(await host.dialogs.openFiles())),
    chooseFolder: () => attempt(async () => offer(await host.dialogs.openFolder())),
  };

  async function offer(paths: readonly string[]): Promise<void> {
    if (paths.length === 0) return;
    if (workspace.id === null) await workspace.create(await freeName());
    proposal.propose(paths);
    await router.push({ name: "import" });
  }

  async function freeName(): Promise<string> {
    const taken = new Set((await host.workspaces.list()).map(({ name }) => name));
    let name = FIRST_WORKSPACE;
    for (let number = 2; taken.has(name); number += 1) name = `${FIRST_WORKSPACE} ${number}`;
    return name;
  }

  async function attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const { title, advice } = problemOf(failureOf(error));
      toast.add({ title, description: advice, color: "error", icon: "i-lucide-circle-alert" });
    }
  }
}
