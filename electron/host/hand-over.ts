import { implement } from "@orpc/server";
import { hostContract } from "#core/contract/host.ts";
import { readWorkspaceFile } from "#core/contract/schema/workspace-file.ts";
import type { Workspace } from "#core/workspace/workspace.ts";
import { FILE_EXTENSION, KEY_EXTENSION } from "#core/workspace/file/manifest.ts";
import { putDownAccounts } from "../hand-over/accounts-to-connect.ts";
import { jobResult } from "../hand-over/job-result.ts";
import { keptWith } from "../hand-over/kept-documents.ts";
import type { EngineClient } from "../transport/client.ts";
import type { Dialogs } from "./dialogs.ts";
import { placeFor } from "./place-for.ts";
import type { OpenWorkspace } from "./open-workspace.ts";
import type { WorkspaceRegistry } from "./workspace-registry.ts";

export type HandOverParts = {
  readonly registry: WorkspaceRegistry;
  readonly workspace: OpenWorkspace;
  readonly engine: () => Pick<EngineClient, "jobs" | "workspaceFile">;
  readonly dialogs: Dialogs;
  readonly about: () => { readonly version: string; readonly dataDirectory: string };
  readonly now: () => Date;
};

const { handOver } = implement(hostContract);

export function handOverHandlers(parts: HandOverParts) {
  const { workspace, engine, dialogs, about } = parts;
  return handOver.router({
    export: handOver.export.handler(async ({ input: { name, sourceNames, redaction } }) => {
      const { directory } = workspace.required();
      const chosen = await placeFor(dialogs, name, FILE_EXTENSION);
      if (chosen === null) return null;
      // The key never goes where the copy goes by itself: its place is asked for on its own.
      const keyPath =
        redaction === null ? null : (redaction.key ?? (await placeFor(dialogs, name, KEY_EXTENSION)));
      if (redaction !== null && keyPath === null) return null;
      const { version, dataDirectory } = about();
      const kept = await keptWith(directory, dataDirectory);
      const wish =
        redaction === null || keyPath === null
          ? null
          : { hidden: redaction.hidden, keyPath, goOn: redaction.key !== null };
      const contents = { app: version, name, sourceNames, redaction: wish, ...kept };
      const jobId = await engine().workspaceFile.export({ path: chosen, contents });
      return { jobId, path: chosen, keyPath };
    }),
    chooseKey: handOver.chooseKey.handler(() => dialogs.openKeyFile()),
    choose: handOver.choose.handler(async () => {
      const path = await dialogs.openWorkspaceFile();
      return path === null ? null : engine().workspaceFile.inspect({ path });
    }),
    inspect: handOver.inspect.handler(({ input }) => engine().workspaceFile.inspect(input)),
    import: handOver.import.handler(({ input }) => receive(parts, input)),
  });
}

/** The engine fills a folder nobody lists; only when every total in it is right does it become a workspace. */
async function receive(
  { registry, engine, now }: HandOverParts,
  { path, name }: { readonly path: string; readonly name: string },
): Promise<Workspace> {
  return registry.receive(name, async (directory) => {
    const id = await engine().workspaceFile.import({ path, directory });
    const { accounts } = readWorkspaceFile.parse(await jobResult(engine(), id));
    await putDownAccounts(directory, accounts, now());
  });
}
