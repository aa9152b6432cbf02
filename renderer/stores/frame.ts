import { defineStore } from "pinia";
import { readonly, ref } from "vue";

export type FrameDialog = "palette" | "shortcuts" | "newWorkspace" | "jobs";

/** Which of the frame's own dialogs is open; one at a time. */
export const useFrameStore = defineStore("frame", () => {
  const dialog = ref<FrameDialog | null>(null);
  /** A screen that fills the window, without the rail. */
  const isPresenting = ref(false);
  return { dialog: readonly(dialog), isPresenting: readonly(isPresenting), show, close, present };

  function present(isOn: boolean): void {
    isPresenting.value = isOn;
  }

  function show(wanted: FrameDialog): void {
    dialog.value = wanted;
  }

  /** Closes it if it is still the one that is open. */
  function close(closed: FrameDialog): void {
    if (dialog.value === closed) dialog.value = null;
  }
});
