import { z } from "zod";
import type { Definitions } from "#core/allocation/definitions.ts";
import type { Budget } from "#core/budget/budget.ts";
import { budgetNotice, newlyPassed, thresholdKey } from "#core/budget/budget-notice.ts";
import type { BudgetStatus, ThresholdState } from "#core/budget/evaluate.ts";
import type { EngineClient } from "../transport/client.ts";
import { keptDefinitions } from "./allocation.ts";
import { budgetCollection } from "./budgets.ts";
import { createCollection } from "./collection.ts";
import { listenForCosts } from "./cost-news.ts";
import { oneAtATime } from "./one-at-a-time.ts";
import type { OpenWorkspace } from "./open-workspace.ts";
import type { Notice } from "./refresh.ts";

/** What of the engine this needs. */
type BudgetEngine = {
  readonly budgets: Pick<EngineClient["budgets"], "evaluate" | "changes">;
  readonly jobs: Pick<EngineClient["jobs"], "watch">;
};

export type BudgetWatchParts = {
  readonly workspace: OpenWorkspace;
  readonly engine: () => BudgetEngine;
  readonly notify: (notice: Notice) => void;
  readonly wait: (ms: number) => Promise<void>;
  readonly reportBug: (error: unknown) => void;
};

export type BudgetWatch = {
  /** Holds the budgets of the open workspace against its costs and tells of thresholds newly passed. */
  look(): Promise<void>;
  stop(): void;
};

/** A threshold of one period that was told of; its id is the key. */
const told = z.object({ id: z.string() });

/** Looks at the start, at the opening of another workspace and whenever a job has brought new costs, once per threshold and period. */
export function startBudgetWatch(parts: BudgetWatchParts): BudgetWatch {
  const inTurn = oneAtATime();
  const ending = new AbortController();
  const look = (): Promise<void> => inTurn(() => lookAt(parts)).catch(parts.reportBug);
  const news = { jobs: () => parts.engine().jobs, wait: parts.wait };
  void listenForCosts(news, ending.signal, () => void look());
  parts.workspace.onOpened(() => void look());
  void look();
  return { look, stop: () => ending.abort() };
}

async function lookAt({ workspace, engine, notify }: BudgetWatchParts): Promise<void> {
  const open = await workspace.current();
  if (open === null) return;
  const budgets = await budgetCollection(() => open.directory).list();
  const watched = budgets.filter(({ thresholds }) => thresholds.length > 0);
  if (watched.length === 0) return;
  const notices = createCollection("budgetNotices", told, () => open.directory);
  const known = new Set((await notices.list()).map(({ id }) => id));
  const definitions = await keptDefinitions(open.directory);
  for (const status of await engine().budgets.evaluate({ budgets: watched, definitions })) {
    const budget = watched.find(({ id }) => id === status.id);
    if (status.kind === "failed" || budget === undefined) continue;
    const passed = newlyPassed(status, known);
    const [highest] = passed;
    if (highest === undefined) continue;
    for (const threshold of passed) await notices.save({ id: thresholdKey(status, threshold) });
    notify(await noticeOf(engine(), { budget, status, highest, definitions }));
  }
}

type Told = {
  readonly budget: Budget;
  readonly status: Extract<BudgetStatus, { kind: "evaluated" }>;
  readonly highest: ThresholdState;
  readonly definitions: Definitions;
};

async function noticeOf(
  engine: BudgetEngine,
  { budget, status, highest, definitions }: Told,
): Promise<Notice> {
  const changes = await engine.budgets.changes({ budget, definitions }).catch(() => null);
  return budgetNotice(budget, status, { threshold: highest, changes });
}
