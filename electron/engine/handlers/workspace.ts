import { describeWorkspace } from "../cost/describe.ts";
import { resumeSample } from "../jobs/start-sample.ts";
import type { Parts } from "./parts.ts";

export function workspaceHandlers({
  contract: { workspace },
  session,
  jobs,
  now,
  prepare,
  writeSample,
}: Parts) {
  return workspace.router({
    open: workspace.open.handler(async ({ input }) => {
      const isNew = await session.open(input.directory);
      if (!isNew) return;
      await resumeSample({ jobs, workspace: session.current(), now, write: writeSample });
      void prepare();
    }),
    look: workspace.look.handler(({ input }) => session.look(input.directory)),
    close: workspace.close.handler(() => session.close()),
    schema: workspace.schema.handler(() => {
      const { database, directory } = session.current();
      return describeWorkspace(database, directory);
    }),
  });
}
