import { useBackend } from "../backend/use-backend.ts";
import { useWorkspaces } from "./use-workspaces.ts";
import { useWorkspaceStore } from "../stores/workspace.ts";

const SAMPLE_NAME = "Sample company";

/** Opens the sample workspace, making and filling it the first time. */
export function useSample(): () => Promise<void> {
  const { host, engine } = useBackend();
  const workspace = useWorkspaceStore();
  const { open } = useWorkspaces();

  return async () => {
    const known = (await host.workspaces.list()).find(({ sample }) => sample);
    if (known === undefined) await workspace.create(SAMPLE_NAME, true);
    else await open(known.id);
    const [periods, jobs, app] = await Promise.all([
      engine.periods.list(),
      engine.jobs.list(),
      host.app.describe(),
    ]);
    const isFilling = jobs.some(({ job, state }) => job === "sample" && isActive(state.kind));
    if (periods.length === 0 && !isFilling) await engine.sample.start({ today: app.today });
  };
}

function isActive(kind: string): boolean {
  return kind === "queued" || kind === "running";
}
