import { useToast } from "@nuxt/ui/composables";
import { onBeforeUnmount } from "vue";
import { useRouter } from "vue-router";
import type { AppEvent } from "#core/contract/schema/app-event.ts";
import { assertNever } from "#core/result/assert-never.ts";
import { useBackend } from "../backend/use-backend.ts";
import { useInvalidateEngine } from "../queries/use-workspace-facts.ts";
import { useFrameStore } from "../stores/frame.ts";
import { useJobsStore } from "../stores/jobs.ts";
import { useWorkspaceStore } from "../stores/workspace.ts";
import { usePreferencesStore } from "../stores/preferences.ts";
import { useOpenWorkspace } from "../queries/use-open-workspace.ts";
import { useImportFlow } from "../queries/use-import-flow.ts";

/** Answers what the menu, the command line, the system and the engine's supervisor want from the page. */
export function useAppEvents(): void {
  const { host } = useBackend();
  const router = useRouter();
  const frame = useFrameStore();
  const jobs = useJobsStore();
  const preferences = usePreferencesStore();
  const workspace = useWorkspaceStore();
  const { propose } = useImportFlow();
  const openWorkspace = useOpenWorkspace();
  const invalidate = useInvalidateEngine();
  const toast = useToast();
  const ending = new AbortController();

  void listen().catch(() => undefined);
  onBeforeUnmount(() => ending.abort());

  async function listen(): Promise<void> {
    for await (const event of await host.app.events(undefined, { signal: ending.signal })) answer(event);
  }

  function answer(event: AppEvent): void {
    switch (event.kind) {
      case "importPaths":
        void propose(event.paths);
        return;
      case "command":
        obey(event.command);
        return;
      case "openWorkspace":
        void openWorkspace(event.id);
        return;
      case "preferencesChanged":
        preferences.take(event.preferences);
        return;
      case "budgetPassed":
        toast.add({
          title: event.title,
          description: event.body,
          icon: "i-lucide-gauge",
          color: "warning",
          actions: [{ label: "Open budgets", onClick: () => void router.push({ name: "budgets" }) }],
        });
        return;
      case "monthRestated":
        toast.add({
          title: event.title,
          description: event.body,
          icon: "i-lucide-history",
          color: "warning",
          duration: 0,
          actions: [
            { label: "Show what changed", onClick: () => void router.push({ name: "restatements" }) },
          ],
        });
        return;
      case "engine":
        onEngine(event.state);
        return;
      default:
        assertNever(event);
    }
  }

  function obey(command: Extract<AppEvent, { kind: "command" }>["command"]): void {
    if (command === "showSettings") void router.push({ name: "settings" });
    else if (command === "showHelp") void router.push({ name: "help" });
    else if (command === "showCrashes") void router.push({ name: "help", params: { page: "crashes" } });
    else if (command === "showLicences") void router.push({ name: "help", params: { page: "licences" } });
    else if (command === "showShortcuts") frame.show("shortcuts");
    // There is nothing to export before a workspace is open.
    else if (command !== "exportWorkspace" || workspace.id !== null) frame.show(command);
  }

  function onEngine(state: "restarted" | "failed"): void {
    jobs.listenAnew();
    void invalidate();
    if (state === "restarted") {
      toast.add({
        title: "The data engine was restarted",
        description: "Jobs that were running have stopped; your data is as it was before them.",
        icon: "i-lucide-rotate-cw",
        color: "warning",
      });
      return;
    }
    toast.add({
      title: "The data engine stopped twice",
      description: "Quit and start the app again. Your workspaces are safe on disk.",
      icon: "i-lucide-circle-alert",
      color: "error",
      duration: 0,
    });
  }
}
