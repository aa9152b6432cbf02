import { z } from "zod";
import { restatementNotice } from "#core/restatement/restatement-notice.ts";
import { unacknowledged } from "#core/restatement/restatement.ts";
import type { EngineClient } from "../transport/client.ts";
import { createCollection } from "./collection.ts";
import { listenForCosts } from "./cost-news.ts";
import { oneAtATime } from "./one-at-a-time.ts";
import type { OpenWorkspace } from "./open-workspace.ts";
import type { Notice } from "./refresh.ts";
import { restatementMarkCollection } from "./restatements.ts";

/** What of the engine this needs. */
type RestatementEngine = {
  readonly restatements: Pick<EngineClient["restatements"], "list">;
  readonly jobs: Pick<EngineClient["jobs"], "watch">;
};

export type RestatementWatchParts = {
  readonly workspace: Pick<OpenWorkspace, "current">;
  readonly engine: () => RestatementEngine;
  readonly notify: (notice: Notice) => void;
  readonly wait: (ms: number) => Promise<void>;
  readonly reportBug: (error: unknown) => void;
};

export type RestatementWatch = {
  /** Tells of closed months that were changed since it last told. */
  look(): Promise<void>;
  stop(): void;
};

/** A restatement that was told of. */
const told = z.object({ id: z.string() });

/** Looks at the start and whenever a job has brought new costs; each restatement is told of once. */
export function startRestatementWatch(parts: RestatementWatchParts): RestatementWatch {
  const inTurn = oneAtATime();
  const ending = new AbortController();
  const look = (): Promise<void> => inTurn(() => lookAt(parts)).catch(parts.reportBug);
  const news = { jobs: () => parts.engine().jobs, wait: parts.wait };
  void listenForCosts(news, ending.signal, () => void look());
  void look();
  return { look, stop: () => ending.abort() };
}

async function lookAt({ workspace, engine, notify }: RestatementWatchParts): Promise<void> {
  const open = await workspace.current();
  if (open === null) return;
  const { restatements } = await engine().restatements.list();
  const marks = await restatementMarkCollection(() => open.directory).list();
  const notices = createCollection("restatementNotices", told, () => open.directory);
  const known = new Set((await notices.list()).map(({ id }) => id));
  const fresh = unacknowledged(restatements, marks).filter(({ id }) => !known.has(id));
  for (const { id } of fresh) await notices.save({ id });
  if (fresh.length > 0) notify(restatementNotice(fresh));
}
