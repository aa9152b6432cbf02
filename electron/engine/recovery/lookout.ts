import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { WorkspaceCondition } from "#core/workspace/condition.ts";
import type { OpenWorkspace } from "../workspace/open-workspace.ts";
import { lookOver } from "./look-over.ts";

/** Says how the open workspace is. */
export type Lookout = (workspace: OpenWorkspace, signal?: AbortSignal) => Promise<WorkspaceCondition>;

/**
 * Looks a workspace over when it is first asked about it, and again only where a file that answers rely on has another size
 * or date than then, or a question has failed on damaged data since: it may be asked after every question.
 */
export function createLookout(now: () => Date): Lookout {
  let last: {
    readonly workspace: OpenWorkspace;
    readonly files: string;
    readonly failures: number;
    readonly condition: WorkspaceCondition;
  } | null = null;
  return async (workspace, signal) => {
    const files = await stampOf(workspace);
    const { database } = workspace;
    if (last?.workspace === workspace && last.files === files && last.failures === database.damageFailures())
      return last.condition;
    const condition = await lookOver(workspace, now(), signal);
    // What was damaged makes the look itself fail on it: that is no news.
    last = { workspace, files, failures: database.damageFailures(), condition };
    return condition;
  };
}

/** What a delivery consists of; sums that screens keep beside it come and go. */
const OWN = /^(\d+|daily-resource)\.parquet$|^delivery\.json$/;

/** Changes with the size, the date or the place of any file that answers rely on. */
async function stampOf({ directory, database }: OpenWorkspace): Promise<string> {
  const folder = join(directory, "line-items");
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const own = names.filter((name) => OWN.test(name.split(/[\\/]/).at(-1) ?? "")).toSorted();
  const parts = await Promise.all(
    own.map(async (name) => {
      const found = await stat(join(folder, name)).catch(() => null);
      return [name, found?.size, found?.mtimeMs, found?.ctimeMs];
    }),
  );
  const file = await stat(database.file).catch(() => null);
  return JSON.stringify([file?.ino ?? null, ...parts]);
}
