import { useToast } from "@nuxt/ui/composables";
import { useRouter } from "vue-router";
import { failureOf } from "../backend/failure-of.ts";
import { problemOf } from "../format/failure.ts";
import { useFrameStore } from "../stores/frame.ts";
import { useJobsStore } from "../stores/jobs.ts";
import { useWorkspaceStore } from "../stores/workspace.ts";
import { useWorkspaces } from "./use-workspaces.ts";

/** Opens a workspace and shows its overview, after asking where that stops an import; one that cannot be opened says why. */
export function useOpenWorkspace(): (id: string) => Promise<void> {
  const router = useRouter();
  const workspace = useWorkspaceStore();
  const { open } = useWorkspaces();
  const frame = useFrameStore();
  const jobs = useJobsStore();
  const toast = useToast();

  return async (id) => {
    if (id !== workspace.id && jobs.wanted.length > 0) return frame.askToLeave(id);
    try {
      if (id !== workspace.id) await open(id);
      await router.push({ name: "overview" });
    } catch (error) {
      const { title, advice } = problemOf(failureOf(error));
      toast.add({ title, description: advice, color: "error", icon: "i-lucide-circle-alert" });
    }
  };
}
