import { app } from "electron";
import { FILE_EXTENSION } from "#core/workspace/file/manifest.ts";

/** Workspace files that were opened are among the system's recent documents, where it has such a list (macOS, Windows). */
export function rememberDocuments(paths: readonly string[]): void {
  for (const path of paths)
    if (path.toLowerCase().endsWith(`.${FILE_EXTENSION}`)) app.addRecentDocument(path);
}
