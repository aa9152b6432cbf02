import { useToast } from "@nuxt/ui/composables";
import type { BusinessMetric } from "#core/unit-economics/business-metric.ts";
import { useAttempt } from "../../queries/use-attempt.ts";
import type { KeptCollection } from "../../queries/use-collection.ts";
import { useUndo } from "../../queries/use-undo.ts";

/** Keeps figures and takes them away, each with a way back. */
export function useMetricKeeper(kept: KeptCollection<BusinessMetric>) {
  const toast = useToast();
  const attempt = useAttempt();
  const { tell } = useUndo();
  return {
    /** True when all are kept. */
    keep: async (metrics: readonly BusinessMetric[]): Promise<boolean> => {
      const isKept = await attempt(async () => {
        for (const metric of metrics.toReversed()) await kept.save(metric);
      });
      if (!isKept) return false;
      const title = `Figures of ${metrics.map(({ name }) => name).join(", ")} are kept`;
      if (metrics.length === 1) tell(title);
      else
        toast.add({
          title,
          description: "Undo takes them back one after the other.",
          icon: "i-lucide-check",
        });
      return true;
    },
    remove: (metric: BusinessMetric): Promise<boolean> => attempt(() => kept.remove(metric.id)),
  };
}
