import { useToast } from "@nuxt/ui/composables";
import type { BusinessMetric } from "#core/unit-economics/business-metric.ts";
import { useAttempt } from "../../queries/use-attempt.ts";
import type { KeptCollection } from "../../queries/use-collection.ts";

/** Keeps figures and takes them away, each with a way back. */
export function useMetricKeeper(kept: KeptCollection<BusinessMetric>) {
  const toast = useToast();
  const attempt = useAttempt();

  async function restore(before: readonly BusinessMetric[], now: readonly BusinessMetric[]): Promise<void> {
    await attempt(async () => {
      for (const { id } of now) if (!before.some((one) => one.id === id)) await kept.remove(id);
      for (const metric of before) if (now.some(({ id }) => id === metric.id)) await kept.save(metric);
    });
  }

  function offerBack(title: string, icon: string, back: () => Promise<unknown>): void {
    toast.add({
      title,
      icon,
      color: "neutral",
      actions: [{ label: "Undo", color: "neutral", variant: "outline", onClick: () => void back() }],
    });
  }

  return {
    keep: async (metrics: readonly BusinessMetric[]): Promise<boolean> => {
      const before = kept.value.value ?? [];
      const isKept = await attempt(async () => {
        for (const metric of metrics.toReversed()) await kept.save(metric);
      });
      if (isKept) {
        const names = metrics.map(({ name }) => name).join(", ");
        offerBack(`${names}: figures are kept`, "i-lucide-check", () => restore(before, metrics));
      }
      return isKept;
    },
    remove: async (metric: BusinessMetric): Promise<void> => {
      if (await attempt(() => kept.remove(metric.id)))
        offerBack(`${metric.name} is deleted`, "i-lucide-trash-2", () => attempt(() => kept.save(metric)));
    },
  };
}
