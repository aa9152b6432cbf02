import { resolve } from "node:path";
import { fail } from "#core/result/failure.ts";
import type { DatabaseOptions } from "../duckdb/database.ts";
import type { Jobs } from "../jobs/jobs.ts";
import { databaseAside } from "../recovery/open-sound.ts";
import { lookAtWorkspace, openWorkspace, type OpenWorkspace } from "./open-workspace.ts";

/** Holds the one open workspace. Opening and closing happen one after the other. */
export type Session = {
  /** The open workspace; fails with `workspace.not_open`. */
  current(): OpenWorkspace;
  /** The open workspace, if there is one that may be written. */
  find(): OpenWorkspace | null;
  /** Closes the former workspace and opens this one; opening the one that is open changes nothing and gives false. */
  open(directory: string): Promise<boolean>;
  /** Puts the database of the open workspace aside, for a reason, and opens the workspace with an empty one. */
  renew(cause: string): Promise<void>;
  /** As `open`, to be read only. */
  look(directory: string): Promise<void>;
  /** Cancels the jobs of the workspace, waits for them and closes it. */
  close(): Promise<void>;
};

export function createSession(jobs: Jobs, now: () => Date, options?: DatabaseOptions): Session {
  let workspace: OpenWorkspace | null = null;
  let isForReading = false;
  let last: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  }

  async function close(): Promise<void> {
    await jobs.cancelAll();
    const closing = workspace;
    workspace = null;
    await closing?.database.close();
  }

  return {
    find: () => (isForReading ? null : workspace),
    current: () => workspace ?? fail("workspace.not_open", {}),
    open: (directory) =>
      inTurn(async () => {
        if (workspace?.directory === resolve(directory)) return false;
        await close();
        workspace = await openWorkspace(directory, now(), options);
        isForReading = false;
        return true;
      }),
    renew: (cause) =>
      inTurn(async () => {
        const { directory } = workspace ?? fail("workspace.not_open", {});
        await close();
        await databaseAside(directory, cause);
        workspace = await openWorkspace(directory, now(), options);
      }),
    look: (directory) =>
      inTurn(async () => {
        await close();
        workspace = await lookAtWorkspace(directory, options);
        isForReading = true;
      }),
    close: () => inTurn(close),
  };
}
