import { defineStore } from "pinia";
import { computed, ref } from "vue";
import type { Workspace, WorkspaceRemoval } from "#core/workspace/workspace.ts";
import { useBackend } from "../backend/use-backend.ts";
import { useExplorationStore } from "./exploration.ts";
import { useJobsStore } from "./jobs.ts";

/** Which workspace is open. */
export const useWorkspaceStore = defineStore("workspace", () => {
  const { host } = useBackend();
  const exploration = useExplorationStore();
  const jobs = useJobsStore();
  const current = ref<Workspace | null>(null);

  const id = computed(() => current.value?.id ?? null);
  const name = computed(() => current.value?.name ?? "");

  return { current, id, name, load, open, create, importFile, rename, remove };

  async function load(): Promise<void> {
    current.value = await host.workspaces.current();
  }

  async function open(workspaceId: string): Promise<Workspace> {
    const opened = await host.workspaces.open({ id: workspaceId });
    if (opened.id !== current.value?.id) {
      exploration.reset();
      jobs.dismissAll();
    }
    current.value = opened;
    return opened;
  }

  /** Makes a workspace and opens it. */
  async function create(workspaceName: string, isSample = false): Promise<Workspace> {
    const made = await host.workspaces.create({ name: workspaceName, sample: isSample });
    return open(made.id);
  }

  /** Makes a workspace of a workspace file and opens it. */
  async function importFile(path: string, workspaceName: string): Promise<Workspace> {
    const made = await host.handOver.import({ path, name: workspaceName });
    return open(made.id);
  }

  async function rename(workspaceId: string, workspaceName: string): Promise<void> {
    const renamed = await host.workspaces.rename({ id: workspaceId, name: workspaceName });
    if (renamed.id === current.value?.id) current.value = renamed;
  }

  async function remove(workspaceId: string): Promise<WorkspaceRemoval> {
    const removal = await host.workspaces.delete({ id: workspaceId });
    if (workspaceId !== current.value?.id) return removal;
    exploration.reset();
    current.value = null;
    return removal;
  }
});
