import { defineStore } from "pinia";
import { readonly, ref } from "vue";

/** Paths the user wants to import and has not decided on yet. */
export const useProposalStore = defineStore("proposal", () => {
  const paths = ref<readonly string[]>([]);
  /** Counts proposals, so that the same paths are looked at anew each time. */
  const round = ref(0);
  return { paths: readonly(paths), round: readonly(round), propose, forget };

  function propose(chosen: readonly string[]): void {
    paths.value = [...new Set(chosen)];
    round.value += 1;
  }

  function forget(): void {
    paths.value = [];
  }
});
