import { computed, ref, type ComputedRef } from "vue";
import type { AllocationModel } from "#core/allocation/model.ts";
import { useAllocationModels } from "../../queries/use-allocation-models.ts";
import { useAttempt } from "../../queries/use-attempt.ts";
import { useUndo } from "../../queries/use-undo.ts";
import type { AsyncState } from "../../ui/async-state.ts";

export type ModelEditor = {
  readonly model: ComputedRef<AllocationModel | null>;
  readonly models: ComputedRef<readonly AllocationModel[]>;
  readonly state: ComputedRef<AsyncState<readonly AllocationModel[]>>;
  /** Saves a model, which puts it in force. */
  readonly save: (model: AllocationModel) => Promise<void>;
  readonly change: (work: (model: AllocationModel) => AllocationModel) => void;
  /** The same for something that is taken away: it can be had back for a while. */
  readonly takeAway: (what: string, work: (model: AllocationModel) => AllocationModel) => Promise<void>;
  readonly remove: (model: AllocationModel) => Promise<void>;
};

/** The model in force, changed in place: every change is kept at once. */
export function useModelEditor(): ModelEditor {
  const { active, value, state, save, remove } = useAllocationModels();
  const attempt = useAttempt();
  const { tell } = useUndo();
  /** What was changed and is on its way to be kept. */
  const changed = ref<AllocationModel | null>(null);
  const model = computed(() => changed.value ?? active.value);
  let running = 0;

  async function keep(next: AllocationModel): Promise<boolean> {
    changed.value = next;
    running += 1;
    const isKept = await attempt(() => save(next));
    running -= 1;
    if (running === 0) changed.value = null;
    return isKept;
  }

  return {
    model,
    models: computed(() => value.value ?? []),
    state,
    save: async (next) => void (await keep(next)),
    change: (work) => {
      if (model.value !== null) void keep(work(model.value));
    },
    takeAway: async (what, work) => {
      if (model.value !== null && (await keep(work(model.value))))
        tell(`${what} deleted`, "i-lucide-trash-2");
    },
    remove: async ({ id }) => void (await attempt(() => remove(id))),
  };
}
