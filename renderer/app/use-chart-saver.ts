import { useToast } from "@nuxt/ui/composables";
import { provide } from "vue";
import { useBackend } from "../backend/use-backend.ts";
import { CHART_SAVER } from "../charts/chart-file.ts";
import { useAttempt } from "../queries/use-attempt.ts";

/** Lets every chart below be saved where the user chooses. */
export function useChartSaver(): void {
  const { host } = useBackend();
  const attempt = useAttempt();
  const toast = useToast();
  provide(CHART_SAVER, async (make) => {
    await attempt(async () => {
      const { name, content } = await make();
      const path = await host.dialogs.saveImage({ suggestedName: name, content });
      if (path === null) return;
      toast.add({
        title: "Chart saved",
        description: path,
        icon: "i-lucide-file-check",
        actions: [
          {
            label: "Show in folder",
            color: "neutral",
            variant: "outline",
            onClick: () => void host.dialogs.reveal({ path }),
          },
        ],
      });
    });
  });
}
