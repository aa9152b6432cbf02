import { implement } from "@orpc/server";
import { hostContract } from "#core/contract/host.ts";
import { acknowledgeIncident, listIncidents } from "../disk/set-aside.ts";
import type { OpenWorkspace } from "./open-workspace.ts";

const { incidents } = implement(hostContract);

/** What was found damaged, in the workspace that is open and in the app's own data folder. */
export function incidentHandlers(workspace: OpenWorkspace, dataDirectory: () => string) {
  const folders = async (): Promise<readonly string[]> => {
    const open = await workspace.current();
    return open === null ? [dataDirectory()] : [open.directory, dataDirectory()];
  };
  return incidents.router({
    list: incidents.list.handler(async () => {
      const found = await Promise.all((await folders()).map(listIncidents));
      return found.flat();
    }),
    acknowledge: incidents.acknowledge.handler(async ({ input }) => {
      for (const folder of await folders()) for (const id of input.ids) await acknowledgeIncident(folder, id);
    }),
  });
}
