import { useRouter } from "vue-router";
import { FILE_EXTENSION } from "#core/workspace/file/manifest.ts";
import { useFrameStore } from "../stores/frame.ts";
import { useBackend } from "../backend/use-backend.ts";
import { useProposalStore } from "../stores/proposal.ts";
import { useAttempt } from "./use-attempt.ts";
import { useFirstWorkspace } from "./use-first-workspace.ts";

export type ImportFlow = {
  /** Offers paths for import; makes a workspace first where none is open. */
  readonly propose: (paths: readonly string[]) => Promise<boolean>;
  readonly chooseFiles: () => Promise<boolean>;
  readonly chooseFolder: () => Promise<boolean>;
};

/** The way in for files, however they arrive: dialog, drop, menu, command line. */
export function useImportFlow(): ImportFlow {
  const { host } = useBackend();
  const router = useRouter();
  const frame = useFrameStore();
  const proposal = useProposalStore();
  const makeWorkspace = useFirstWorkspace();
  const attempt = useAttempt();

  return {
    propose: (paths) => attempt(() => offer(paths)),
    chooseFiles: () => attempt(async () => offer(await host.dialogs.openFiles())),
    chooseFolder: () => attempt(async () => offer(await host.dialogs.openFolder())),
  };

  async function offer(paths: readonly string[]): Promise<void> {
    if (paths.length === 0) return;
    const [workspaceFile] = paths.filter((path) => path.toLowerCase().endsWith(`.${FILE_EXTENSION}`));
    if (workspaceFile !== undefined) return frame.showFile(workspaceFile);
    await makeWorkspace();
    proposal.propose(paths);
    await router.push({ name: "import" });
  }
}
