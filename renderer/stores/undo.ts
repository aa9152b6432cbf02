import { defineStore } from "pinia";
import { computed, ref, shallowRef, watch } from "vue";
import { useWorkspaceStore } from "./workspace.ts";

/** A change to something the user keeps, both ways. */
export type KeptChange = {
  /** What happened: `Budget “Platform” deleted`. */
  readonly words: string;
  readonly undo: () => Promise<void>;
  readonly redo: () => Promise<void>;
};

const MOST = 100;

/**
 * The changes to what is kept with the open workspace, of all kinds in one order. Each is taken back from exactly the state
 * it left behind, since everything happens in turn and undoing goes backwards.
 */
export const useUndoStore = defineStore("undo", () => {
  const workspace = useWorkspaceStore();
  const done = shallowRef<readonly KeptChange[]>([]);
  const undone = shallowRef<readonly KeptChange[]>([]);
  /** The message that offers to undo the last change; any further change makes it untrue. */
  const notice = ref<string | number | null>(null);
  let last: Promise<unknown> = Promise.resolve();

  watch(
    () => workspace.id,
    () => {
      done.value = [];
      undone.value = [];
    },
  );

  return {
    notice,
    canUndo: computed(() => done.value.length > 0),
    canRedo: computed(() => undone.value.length > 0),
    inTurn,
    record,
    undo: () => inTurn(() => step(done, undone, "undo")),
    redo: () => inTurn(() => step(undone, done, "redo")),
  };

  /** Begins a work when the former one has ended, well or not. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  }

  function record(change: KeptChange): void {
    done.value = [...done.value, change].slice(-MOST);
    undone.value = [];
  }

  /** Gives the change that was taken back or made again; null where there is none. */
  async function step(from: typeof done, to: typeof done, way: "undo" | "redo"): Promise<KeptChange | null> {
    const change = from.value.at(-1);
    if (change === undefined) return null;
    await change[way]();
    from.value = from.value.filter((one) => one !== change);
    to.value = [...to.value, change];
    return change;
  }
});
