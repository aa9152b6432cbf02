import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Definitions } from "#core/allocation/definitions.ts";
import type { Budget } from "#core/budget/budget.ts";
import { evaluateBudget } from "#core/budget/evaluate.ts";
import type { JobKind, JobSnapshot } from "#core/job/job.ts";
import type { Workspace } from "#core/workspace/workspace.ts";
import type { EngineClient } from "../transport/client.ts";
import { budgetCollection } from "./budgets.ts";
import { allocationModel } from "#core/contract/schema/allocation.ts";
import { createCollection } from "./collection.ts";
import { startBudgetWatch, type BudgetWatch } from "./budget-watch.ts";
import type { OpenWorkspace } from "./open-workspace.ts";
import type { Notice } from "./refresh.ts";

const BUDGET: Budget = {
  id: "b1",
  name: "Data",
  scope: { kind: "all" },
  metric: "unblended",
  currency: null,
  rhythm: { kind: "monthly" },
  amount: { kind: "same", amount: "1000.0" },
  thresholds: [
    { on: "actual", percent: 50 },
    { on: "actual", percent: 100 },
  ],
};

let directory: string;
let watch: BudgetWatch | null = null;
let spent = { day: "2026-10-20", amount: "400.0" };
let notices: Notice[] = [];
let bugs: unknown[] = [];
let tell: (job: JobSnapshot) => void;
let open: () => void;
let told: readonly Definitions[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "cloudspend-watch-"));
  spent = { day: "2026-10-20", amount: "400.0" };
  notices = [];
  bugs = [];
});
afterEach(async () => {
  watch?.stop();
  await rm(directory, { recursive: true, force: true });
});

function start(): BudgetWatch {
  const folder: Workspace = { id: "w", name: "W", directory, createdAt: "", openedAt: null, sample: false };
  const workspace: Pick<OpenWorkspace, "current" | "onOpened"> = {
    current: () => Promise.resolve(folder),
    onOpened: (listener) => {
      open = listener;
    },
  };
  const engine: unknown = {
    budgets: {
      evaluate: ({
        budgets,
        definitions,
      }: {
        readonly budgets: readonly Budget[];
        readonly definitions: Definitions;
      }) => {
        told = [...told, definitions];
        return Promise.resolve(
          budgets.map((budget) =>
            evaluateBudget(budget, {
              currency: "USD",
              lastDay: spent.day,
              months: [{ month: spent.day.slice(0, 7), amount: spent.amount }],
              forecast: {
                kind: "none",
                reason: "shortHistory",
                currency: "USD",
                daysKnown: 3,
                daysNeeded: 28,
                dropped: [],
                missing: [],
              },
            }),
          ),
        );
      },
      changes: () => Promise.reject(new Error("not now")),
    },
    jobs: {
      async *watch() {
        for (;;) yield await new Promise<JobSnapshot>((resolve) => (tell = resolve));
      },
    },
  };
  watch = startBudgetWatch({
    workspace: workspace as OpenWorkspace,
    engine: () => engine as EngineClient,
    notify: (notice) => notices.push(notice),
    wait: () => new Promise(() => undefined),
    reportBug: (error) => bugs.push(error),
  });
  return watch;
}

const job = (kind: JobKind, state: JobSnapshot["state"]): JobSnapshot => ({
  id: "j1",
  job: kind,
  title: "costs",
  startedAt: "",
  state,
});
const titles = (): readonly string[] => notices.map(({ title }) => title);

test("each threshold is told of once a period, the highest of several at once", async () => {
  await budgetCollection(() => directory).save(BUDGET);
  const { look } = start();
  await look();
  expect(titles()).toEqual([]);
  spent = { day: "2026-10-21", amount: "600.0" };
  await look();
  await look();
  expect(notices).toEqual([{ title: "Data has passed 50%", body: "600 USD of 1,000 USD." }]);
  spent = { day: "2026-10-22", amount: "1200.0" };
  await look();
  expect(titles()).toEqual(["Data has passed 50%", "Data has passed 100%"]);
  watch?.stop();
  await start().look();
  expect(titles()).toHaveLength(2);
  spent = { day: "2026-11-02", amount: "1100.0" };
  await start().look();
  expect(titles().slice(2)).toEqual(["Data has passed 100%"]);
  expect(bugs).toEqual([]);
});

test("it looks when an import has brought new costs, and not when a job was done before or exported something", async () => {
  await budgetCollection(() => directory).save(BUDGET);
  await start().look();
  spent = { day: "2026-10-21", amount: "600.0" };
  const running = { kind: "queued" } as const;
  const done = { kind: "succeeded", result: null } as const;
  for (const each of [job("export", running), job("export", done), job("import", done)]) {
    tell(each);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(titles()).toEqual([]);
  tell(job("sync", running));
  await new Promise((resolve) => setTimeout(resolve, 10));
  tell(job("sync", done));
  await expect.poll(titles).toEqual(["Data has passed 50%"]);
  expect(bugs).toEqual([]);
});

test("another workspace is looked at when it is opened, with its own business units", async () => {
  await start().look();
  const model = { id: "m", name: "Units", units: [], rules: [] };
  await createCollection("allocationModels", allocationModel, () => directory).save(model);
  await budgetCollection(() => directory).save({
    ...BUDGET,
    scope: { kind: "unit", unitId: "u", name: "Retail" },
  });
  spent = { day: "2026-10-21", amount: "600.0" };
  told = [];
  open();
  await expect.poll(titles).toEqual(["Data has passed 50%"]);
  expect(told).toEqual([{ model, profiles: [] }]);
});
