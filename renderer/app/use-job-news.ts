import type { ButtonProps } from "@nuxt/ui";
import { useToast } from "@nuxt/ui/composables";
import { useRoute, useRouter } from "vue-router";
import type { JobSnapshot } from "#core/job/job.ts";
import { problemOf } from "../format/failure.ts";
import { exportedPathOf, importReportOf, repairedMonthsOf } from "../queries/job-result.ts";
import { useJobActions } from "../queries/use-job-actions.ts";
import { useJobWatch } from "../queries/use-job-watch.ts";
import { useFrameStore } from "../stores/frame.ts";
import { useWorkspaceStore } from "../stores/workspace.ts";

/** Watches the jobs and tells of those that end while the user looks at something else. */
export function useJobNews(): void {
  const route = useRoute();
  const router = useRouter();
  const frame = useFrameStore();
  const workspace = useWorkspaceStore();
  const toast = useToast();
  const { reveal } = useJobActions();

  useJobWatch((job) => {
    const isSeen = route.name === "import" || frame.dialog === "jobs";
    if (!isSeen && job.state.kind !== "cancelled") tell(job);
  });

  function tell(job: JobSnapshot): void {
    // Told by the dialog that waits for it.
    if (job.job === "importWorkspace") return;
    if (job.state.kind === "failed") {
      const { title, advice } = problemOf(job.state.failure);
      toast.add({ title, description: advice, color: "error", icon: "i-lucide-circle-alert", duration: 0 });
      return;
    }
    // The screens fill themselves; that is news enough.
    if (job.job === "sample" || job.job === "findings" || job.job === "prepare") return;
    if (job.job === "repair") {
      const lost = repairedMonthsOf(job).filter(({ outcome }) => outcome === "lost");
      // What is lost stands in the notice above the screens.
      if (lost.length === 0)
        toast.add({
          title: `${workspace.name} is whole again`,
          icon: "i-lucide-circle-check",
          color: "success",
        });
      return;
    }
    const skipped = importReportOf(job)?.skipped.length ?? 0;
    toast.add({
      title: job.job === "export" ? "The file is written" : `${workspace.name} is up to date`,
      description: skipped > 0 ? `${job.title}: ${skipped} files were skipped.` : job.title,
      icon: skipped > 0 ? "i-lucide-triangle-alert" : "i-lucide-circle-check",
      color: skipped > 0 ? "warning" : "success",
      actions: [actionOf(job)],
    });
  }
  function actionOf(job: JobSnapshot): ButtonProps {
    const path = exportedPathOf(job);
    const look = { color: "neutral", variant: "outline" } as const;
    return path === null
      ? { ...look, label: "Details", onClick: () => void router.push({ name: "import" }) }
      : { ...look, label: "Show in folder", onClick: () => void reveal(path) };
  }
}
