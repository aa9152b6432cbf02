import { useToast } from "@nuxt/ui/composables";
import { useRouter } from "vue-router";
import { failureOf } from "../backend/failure-of.ts";
import { problemOf } from "../format/failure.ts";
import { useWorkspaceStore } from "../stores/workspace.ts";
import { useWorkspaces } from "./use-workspaces.ts";

/** Opens a workspace and shows its overview; a workspace that cannot be opened says why. */
export function useOpenWorkspace(): (id: string) => Promise<void> {
  const router = useRouter();
  const workspace = useWorkspaceStore();
  const { open } = useWorkspaces();
  const toast = useToast();

  return async (id) => {
    try {
      if (id !== workspace.id) await open(id);
      await router.push({ name: "overview" });
    } catch (error) {
      const { title, advice } = problemOf(failureOf(error));
      toast.add({ title, description: advice, color: "error", icon: "i-lucide-circle-alert" });
    }
  };
}
