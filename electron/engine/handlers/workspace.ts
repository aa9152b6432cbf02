import { describeWorkspace } from "../cost/describe.ts";
import { resumeSample } from "../jobs/start-sample.ts";
import { lookOver } from "../recovery/look-over.ts";
import { createLookout } from "../recovery/lookout.ts";
import { repairWorkspace } from "../recovery/repair.ts";
import type { Parts } from "./parts.ts";

export function workspaceHandlers({
  contract: { workspace },
  session,
  jobs,
  now,
  prepare,
  writeSample,
}: Parts) {
  const conditionOf = createLookout(now);
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
    condition: workspace.condition.handler(({ signal }) => conditionOf(session.current(), signal)),
    repair: workspace.repair.handler(async ({ signal }) => {
      const { database } = await lookOver(session.current(), now(), signal);
      if (database !== null) await session.renew(database);
      const repaired = session.current();
      return jobs.start({
        job: "repair",
        title: "Repair",
        writes: true,
        run: (context) => repairWorkspace({ ...repaired, ...context, now }),
      });
    }),
  });
}
