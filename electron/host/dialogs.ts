import { implement } from "@orpc/server";
import { hostContract } from "#core/contract/host.ts";
import { writeFileWhole } from "./write-file.ts";

/** What the system's dialogs can do; the real ones belong to the window. */
export type Dialogs = {
  openFiles(): Promise<readonly string[]>;
  openFolder(): Promise<readonly string[]>;
  saveFile(suggestedName: string): Promise<string | null>;
  /** A workspace that was exported as one file; null when the user thought better of it. */
  openWorkspaceFile(): Promise<string | null>;
  /** The key file of a redacted copy. */
  openKeyFile(): Promise<string | null>;
  /** A PNG, JPEG or SVG file; null when the user thought better of it. */
  openPicture(): Promise<string | null>;
  reveal(path: string): void;
};

const { dialogs } = implement(hostContract);

export function dialogHandlers(system: Dialogs) {
  return dialogs.router({
    openFiles: dialogs.openFiles.handler(() => system.openFiles()),
    openFolder: dialogs.openFolder.handler(() => system.openFolder()),
    saveFile: dialogs.saveFile.handler(({ input }) => system.saveFile(input.suggestedName)),
    saveImage: dialogs.saveImage.handler(async ({ input: { suggestedName, content } }) => {
      const path = await system.saveFile(suggestedName);
      const data = content.kind === "svg" ? content.text : Buffer.from(content.base64, "base64");
      if (path !== null) await writeFileWhole(path, data);
      return path;
    }),
    reveal: dialogs.reveal.handler(({ input }) => system.reveal(input.path)),
  });
}
