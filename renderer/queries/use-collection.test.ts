// @vitest-environment jsdom
import { defineComponent, h } from "vue";
import { afterEach, expect, test } from "vitest";
import type { Budget } from "#core/budget/budget.ts";
import { openScreen, type OpenScreen } from "../backend/fake/open-screen.ts";
import { useUndoStore } from "../stores/undo.ts";
import { useWorkspaceStore } from "../stores/workspace.ts";
import { useBudgets } from "./use-budgets.ts";
import type { KeptCollection } from "./use-collection.ts";
import { useSavedViews, type SavedView } from "./use-saved-views.ts";
import { useSqlHistory, type SqlHistory } from "./use-sql.ts";
import { useUndo, type Undo } from "./use-undo.ts";

type Parts = {
  readonly budgets: KeptCollection<Budget>;
  readonly views: ReturnType<typeof useSavedViews>;
  readonly runs: SqlHistory;
  readonly steps: Undo;
  readonly history: ReturnType<typeof useUndoStore>;
  readonly workspace: ReturnType<typeof useWorkspaceStore>;
};

let screen: OpenScreen;

afterEach(() => screen.close());

async function open(): Promise<Parts> {
  let parts: Parts | null = null;
  screen = await openScreen(
    defineComponent(() => {
      parts = {
        budgets: useBudgets(),
        views: useSavedViews(),
        runs: useSqlHistory(),
        steps: useUndo(),
        history: useUndoStore(),
        workspace: useWorkspaceStore(),
      };
      return () => h("p");
    }),
  );
  if (parts === null) throw new Error("not set up");
  return parts;
}

const budgetIds = async (): Promise<readonly string[]> =>
  (await screen.backend.host.budgets.list()).map(({ id }) => id);
const views = (): Promise<readonly SavedView[]> => screen.backend.host.views.list();

test("goes back and forth through changes of several kinds in their order", async () => {
  const { budgets, views: kept, steps, history } = await open();
  const before = await screen.backend.host.budgets.list();
  const [, second] = before;
  if (second === undefined) throw new Error("the fake has several budgets");

  await budgets.save({ ...second, name: "Renamed" });
  const saved = await kept.save({ name: "EC2", link: "/explorer" });
  await budgets.remove(second.id);
  const after = await screen.backend.host.budgets.list();

  await steps.undo();
  expect((await screen.backend.host.budgets.list())[0]).toMatchObject({ id: second.id, name: "Renamed" });
  await steps.undo();
  expect(await views()).toEqual([]);
  await steps.undo();
  expect(await screen.backend.host.budgets.list()).toEqual(before);
  expect(history.canUndo).toBe(false);

  for (let step = 0; step < 3; step += 1) await steps.redo();
  expect(await screen.backend.host.budgets.list()).toEqual(after);
  expect(await views()).toEqual([saved]);
  expect(history.canRedo).toBe(false);
});

test("what was deleted goes back to its place, offered by a message", async () => {
  const { budgets } = await open();
  const before = await budgetIds();
  await budgets.remove(before[1] ?? "");
  await screen.settle();
  expect(screen.text()).toMatch(/Budget “.+” deleted/);
  screen.find("button", "Undo").click();
  await screen.settle();
  expect(await budgetIds()).toEqual(before);
  expect(screen.text()).toMatch(/Undone: Budget “.+” deleted/);
  screen.find("button", "Redo").click();
  await screen.settle();
  expect(await budgetIds()).toEqual(before.filter((id) => id !== before[1]));
});

test("a new change ends what could be made again, and takes the older offer back", async () => {
  const { budgets, views: kept, steps, history } = await open();
  const [first] = await budgetIds();
  await budgets.remove(first ?? "");
  await screen.settle();
  await kept.save({ name: "EC2", link: "/explorer" });
  await screen.settle();
  await new Promise((resolve) => setTimeout(resolve, 250));
  expect(screen.has("button", "Undo")).toBe(false);
  await steps.undo();
  expect(history.canRedo).toBe(true);
  await kept.save({ name: "RDS", link: "/explorer?f=rds" });
  expect(history.canRedo).toBe(false);
});

test("undo waits for a change that is still being kept", async () => {
  const { views: kept, steps } = await open();
  const saving = kept.save({ name: "EC2", link: "/explorer" });
  await steps.undo();
  await saving;
  expect(await views()).toEqual([]);
});

test("nothing is remembered of what the app keeps by itself, of what changes nothing, and of another workspace", async () => {
  const { views: kept, budgets, runs, history, workspace } = await open();
  await runs.remember({ text: "SELECT 1", ranAt: "2026-10-01T08:00:00Z", rows: 1, elapsedMs: 1 });
  const [first] = await screen.backend.host.budgets.list();
  if (first !== undefined) await budgets.save(first);
  expect(history.canUndo).toBe(false);
  await kept.save({ name: "EC2", link: "/explorer" });
  expect(history.canUndo).toBe(true);
  await workspace.open("w-2");
  await screen.settle();
  expect(history.canUndo).toBe(false);
});
