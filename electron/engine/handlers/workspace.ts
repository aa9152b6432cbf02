import { describeWorkspace } from "../cost/describe.ts";
import type { Parts } from "./parts.ts";

export function workspaceHandlers({ contract: { workspace }, session }: Parts) {
  return workspace.router({
    open: workspace.open.handler(({ input }) => session.open(input.directory)),
    close: workspace.close.handler(() => session.close()),
    schema: workspace.schema.handler(() => {
      const { database, directory } = session.current();
      return describeWorkspace(database, directory);
    }),
  });
}
