import { resolve } from "node:path";
import { fail } from "#core/result/failure.ts";
import { isWorkspace } from "../engine/workspace/workspace-file.ts";
import type { EngineClient } from "../transport/client.ts";
import { withEngine } from "./local-engine.ts";
import type { Terminal } from "./terminal.ts";

/** Opens a workspace that must be there already: asking a question never makes a folder. */
export async function withWorkspace<T>(
  path: string,
  terminal: Terminal,
  work: (client: EngineClient) => Promise<T>,
): Promise<T> {
  const directory = resolve(terminal.directory, path);
  if (!(await isWorkspace(directory))) fail("workspace.not_found", { path: directory });
  return withEngine(terminal, async (client) => {
    await client.workspace.open({ directory });
    return work(client);
  });
}
