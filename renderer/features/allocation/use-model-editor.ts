import { useToast } from "@nuxt/ui/composables";
import { computed, ref, type ComputedRef } from "vue";
import type { AllocationModel } from "#core/allocation/model.ts";
import { useAllocationModels } from "../../queries/use-allocation-models.ts";
import { useAttempt } from "../../queries/use-attempt.ts";
import type { AsyncState } from "../../ui/async-state.ts";

export type ModelEditor = {
  readonly model: ComputedRef<AllocationModel | null>;
  readonly models: ComputedRef<readonly AllocationModel[]>;
  readonly state: ComputedRef<AsyncState<readonly AllocationModel[]>>;
  /** Saves a model, which puts it in force. */
  readonly save: (model: AllocationModel) => Promise<void>;
  readonly change: (work: (model: AllocationModel) => AllocationModel) => void;
  /** The same for something that is taken away: it can be had back for a while. */
  readonly takeAway: (what: string, work: (model: AllocationModel) => AllocationModel) => void;
  readonly remove: (model: AllocationModel) => Promise<void>;
};

/** The model in force, changed in place: every change is kept at once. */
export function useModelEditor(): ModelEditor {
  const { active, value, state, save, remove } = useAllocationModels();
  const attempt = useAttempt();
  const toast = useToast();
  /** What was changed and is on its way to be kept. */
  const changed = ref<AllocationModel | null>(null);
  const model = computed(() => changed.value ?? active.value);
  let running = 0;

  async function keep(next: AllocationModel): Promise<void> {
    changed.value = next;
    running += 1;
    await attempt(() => save(next));
    running -= 1;
    if (running === 0) changed.value = null;
  }

  function offerBack(what: string, back: () => Promise<void>): void {
    toast.add({
      title: `${what} deleted`,
      icon: "i-lucide-trash-2",
      actions: [{ label: "Undo", color: "neutral", variant: "outline", onClick: () => void back() }],
    });
  }

  return {
    model,
    models: computed(() => value.value ?? []),
    state,
    save: keep,
    change: (work) => {
      if (model.value !== null) void keep(work(model.value));
    },
    takeAway: (what, work) => {
      const before = model.value;
      if (before === null) return;
      void keep(work(before));
      offerBack(what, () => keep(before));
    },
    remove: async (gone) => {
      if (await attempt(() => remove(gone.id))) offerBack(`Model “${gone.name}”`, () => keep(gone));
    },
  };
}
