import { useToast } from "@nuxt/ui/composables";
import type { Budget } from "#core/budget/budget.ts";
import { useAttempt } from "../../queries/use-attempt.ts";
import type { KeptCollection } from "../../queries/use-collection.ts";

/** Deletes a budget at once and offers to take it back. */
export function useDeleteBudget({
  save,
  remove,
}: Pick<KeptCollection<Budget>, "save" | "remove">): (budget: Budget) => Promise<boolean> {
  const toast = useToast();
  const attempt = useAttempt();
  return async (budget) => {
    const isGone = await attempt(() => remove(budget.id));
    if (isGone)
      toast.add({
        title: `${budget.name} is deleted`,
        icon: "i-lucide-trash-2",
        color: "neutral",
        actions: [{ label: "Undo", onClick: () => void attempt(() => save(budget)) }],
      });
    return isGone;
  };
}
