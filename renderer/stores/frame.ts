import { defineStore } from "pinia";
import { readonly, ref } from "vue";

export type FrameDialog =
  | "palette"
  | "shortcuts"
  | "newWorkspace"
  | "exportWorkspace"
  | "importWorkspace"
  | "leaveWorkspace"
  | "translate"
  | "jobs";

/** Which of the frame's own dialogs is open; one at a time. */
export const useFrameStore = defineStore("frame", () => {
  const dialog = ref<FrameDialog | null>(null);
  /** A screen that fills the window, without the rail. */
  const isPresenting = ref(false);
  /** The workspace file that was dropped or named, to be looked into by the dialog. */
  const workspaceFile = ref<string | null>(null);
  /** The workspace to open once the user has said that what is running may be stopped. */
  const wantedWorkspace = ref<string | null>(null);
  return {
    dialog: readonly(dialog),
    isPresenting: readonly(isPresenting),
    workspaceFile: readonly(workspaceFile),
    wantedWorkspace: readonly(wantedWorkspace),
    show,
    askToLeave,
    showFile,
    close,
    present,
  };

  function present(isOn: boolean): void {
    isPresenting.value = isOn;
  }

  function show(wanted: FrameDialog): void {
    dialog.value = wanted;
  }

  /** Asks before another workspace is opened. */
  function askToLeave(forWorkspace: string): void {
    wantedWorkspace.value = forWorkspace;
    dialog.value = "leaveWorkspace";
  }

  /** Offers a workspace file for import. */
  function showFile(path: string): void {
    workspaceFile.value = path;
    dialog.value = "importWorkspace";
  }

  /** Closes it if it is still the one that is open. */
  function close(closed: FrameDialog): void {
    if (dialog.value !== closed) return;
    dialog.value = null;
    workspaceFile.value = null;
    wantedWorkspace.value = null;
  }
});
