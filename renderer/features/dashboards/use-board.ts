import { computed, ref, type ComputedRef } from "vue";
import type { Dashboard } from "#core/dashboard/dashboard.ts";
import { useAttempt } from "../../queries/use-attempt.ts";
import { useDashboards } from "../../queries/use-dashboards.ts";
import { useUndo } from "../../queries/use-undo.ts";

/** One dashboard, changed in place: every change is kept at once. */
export function useBoard(id: () => string | null): {
  readonly dashboard: ComputedRef<Dashboard | null>;
  readonly dashboards: ComputedRef<readonly Dashboard[]>;
  readonly state: ReturnType<typeof useDashboards>["state"];
  readonly keep: (dashboard: Dashboard) => Promise<boolean>;
  /** The same, saying that it can be undone. */
  readonly keepAndTell: (dashboard: Dashboard, words: string) => Promise<void>;
  readonly remove: (id: string) => Promise<boolean>;
} {
  const { named, state, save, remove } = useDashboards();
  const attempt = useAttempt();
  const { tell } = useUndo();
  /** What was changed and is on its way to be kept. */
  const changed = ref<Dashboard | null>(null);
  let running = 0;

  async function keep(next: Dashboard): Promise<boolean> {
    changed.value = next;
    running += 1;
    const isKept = await attempt(() => save(next));
    running -= 1;
    if (running === 0) changed.value = null;
    return isKept;
  }

  return {
    dashboard: computed(() => {
      const wanted = id();
      if (changed.value !== null && changed.value.id === wanted) return changed.value;
      return named.value.find((one) => one.id === wanted) ?? null;
    }),
    dashboards: named,
    state,
    keep,
    keepAndTell: async (next, words) => {
      if (await keep(next)) tell(words, "i-lucide-trash-2");
    },
    remove: (gone) => attempt(() => remove(gone)),
  };
}
