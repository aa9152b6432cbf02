import { implement } from "@orpc/server";
import { hostContract } from "#core/contract/host.ts";

/** What the system's dialogs can do; the real ones belong to the window. */
export type Dialogs = {
  openFiles(): Promise<readonly string[]>;
  openFolder(): Promise<readonly string[]>;
  saveFile(suggestedName: string): Promise<string | null>;
  reveal(path: string): void;
};

const { dialogs } = implement(hostContract);

export function dialogHandlers(system: Dialogs) {
  return dialogs.router({
    openFiles: dialogs.openFiles.handler(() => system.openFiles()),
    openFolder: dialogs.openFolder.handler(() => system.openFolder()),
    saveFile: dialogs.saveFile.handler(({ input }) => system.saveFile(input.suggestedName)),
    reveal: dialogs.reveal.handler(({ input }) => system.reveal(input.path)),
  });
}
