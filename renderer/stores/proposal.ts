import { defineStore } from "pinia";
import { readonly, ref } from "vue";

/** Paths the user wants to import and has not decided on yet. */
export const useProposalStore = defineStore("proposal", () => {
  const paths = ref<readonly string[]>([]);
  return { paths: readonly(paths), propose, forget };

  function propose(chosen: readonly string[]): void {
    paths.value = [...new Set(chosen)];
  }

  function forget(): void {
    paths.value = [];
  }
});
