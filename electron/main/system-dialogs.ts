import { dialog, shell, type BrowserWindow, type OpenDialogOptions } from "electron";
import { FILE_EXTENSION, KEY_EXTENSION } from "#core/workspace/file/manifest.ts";
import type { Dialogs } from "../host/dialogs.ts";

const REPORT_FILES = [
  { name: "AWS cost files", extensions: ["csv", "gz", "zip", "parquet", "json"] },
  { name: "All files", extensions: ["*"] },
];

/** The system's own dialogs, on top of the window. */
export function systemDialogs(window: () => BrowserWindow | null): Dialogs {
  const open = async (options: OpenDialogOptions): Promise<readonly string[]> => {
    const owner = window();
    const { filePaths } = await (owner === null
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(owner, options));
    return filePaths;
  };
  return {
    openFiles: () =>
      open({
        title: "Open AWS cost files",
        properties: ["openFile", "multiSelections"],
        filters: REPORT_FILES,
      }),
    openFolder: () => open({ title: "Open a folder of AWS cost files", properties: ["openDirectory"] }),
    async openWorkspaceFile() {
      const [path] = await open({
        title: "Open a workspace file",
        properties: ["openFile"],
        filters: [
          { name: "CloudSpend workspaces", extensions: [FILE_EXTENSION] },
          { name: "All files", extensions: ["*"] },
        ],
      });
      return path ?? null;
    },
    async openKeyFile() {
      const [path] = await open({
        title: "Open the key of a redacted copy",
        properties: ["openFile"],
        filters: [
          { name: "Keys of redacted copies", extensions: [KEY_EXTENSION] },
          { name: "All files", extensions: ["*"] },
        ],
      });
      return path ?? null;
    },
    async openPicture() {
      const [path] = await open({
        title: "Choose a logo",
        properties: ["openFile"],
        filters: [
          { name: "Pictures", extensions: ["png", "jpg", "jpeg", "svg"] },
          { name: "All files", extensions: ["*"] },
        ],
      });
      return path ?? null;
    },
    async saveFile(suggestedName) {
      const owner = window();
      const options = { defaultPath: suggestedName };
      const { filePath } = await (owner === null
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(owner, options));
      return filePath || null;
    },
    reveal: (path) => shell.showItemInFolder(path),
  };
}
