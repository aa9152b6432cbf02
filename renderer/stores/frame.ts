import { defineStore } from "pinia";
import { ref } from "vue";

/** Which of the frame's own dialogs is open. */
export const useFrameStore = defineStore("frame", () => {
  const dialog = ref<FrameDialog | null>(null);
  return { dialog, show, close };

  function show(wanted: FrameDialog): void {
    dialog.value = wanted;
  }

  function close(): void {
    dialog.value = null;
  }
});

export type FrameDialog = "palette" | "shortcuts" | "newWorkspace" | "jobs";
