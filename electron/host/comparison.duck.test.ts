import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRouterClient, implement } from "@orpc/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AcrossQuery } from "#core/compare/comparison.ts";
import { hostContract } from "#core/contract/host.ts";
import { canonical, subtract } from "#core/money/decimal.ts";
import { closedOptions } from "#core/sample/world.ts";
import { createEngine, type Engine } from "../engine/engine.ts";
import { importPaths } from "../engine/ingest/import.ts";
import { writeSample } from "../engine/sample/write-sample.ts";
import { openWorkspace } from "../engine/workspace/open-workspace.ts";
import { comparisonHandlers, type LookAtWorkspace } from "./comparison.ts";
import { createOpenWorkspace, type OpenWorkspace } from "./open-workspace.ts";
import { openWorkspaceRegistry, type WorkspaceRegistry } from "./workspace-registry.ts";

const OCTOBER = { from: "2026-10-01", to: "2026-11-01" };
const QUERY: Omit<AcrossQuery, "before" | "now"> = {
  metric: "unblended",
  filters: [],
  groupBy: ["service"],
  currency: null,
  byAccount: false,
  byDays: true,
  top: 100,
  products: { effect: null, limit: 5 },
};

let folder: string;
let registry: WorkspaceRegistry;
let workspace: OpenWorkspace;
let engine: Engine;
let ids: readonly string[];
let totals: readonly string[];
const open = new Set<Engine>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cloudspend-across-"));
  registry = await openWorkspaceRegistry(folder, () => new Date(0));
  const made = [];
  for (const [name, seed] of [
    ["Acme", "acme"],
    ["Northwind", "northwind"],
  ] as const) {
    const { id, directory } = await registry.create(name, false);
    const world = { ...closedOptions("2026-10", 1), rows: 1_500, seed };
    const written = await writeSample({ directory: join(folder, name), world, format: "legacy" });
    const opened = await openWorkspace(directory, new Date(0));
    await importPaths({ ...opened, paths: [join(folder, name)], leaveOut: [], now: () => new Date(0) });
    await opened.database.close();
    made.push({ id, total: canonical(written.totals.overall.metrics["unblended"] ?? "absent") });
  }
  ids = made.map(({ id }) => id);
  totals = made.map(({ total }) => total);
  engine = newEngine();
  workspace = createOpenWorkspace(registry, () => createRouterClient(engine.router));
  await workspace.open(ids[0] ?? "");
}, 60_000);

afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

function newEngine(): Engine {
  return createEngine({
    now: () => new Date(0),
    newId: () => "id",
    reportBug: ({ error }) => {
      throw error;
    },
    checkAnswers: true,
  });
}

const look: LookAtWorkspace = async (directory, work) => {
  const other = newEngine();
  open.add(other);
  const client = createRouterClient(other.router);
  await client.workspace.look({ directory });
  try {
    return await work(client);
  } finally {
    await other.close();
    open.delete(other);
  }
};

function host() {
  const handlers = comparisonHandlers({ engine: () => createRouterClient(engine.router), look }, workspace);
  return createRouterClient(implement(hostContract).comparison.router(handlers));
}

/** Every file below a folder with what is in it. */
async function contentsOf(directory: string): Promise<Readonly<Record<string, string>>> {
  const files = (await readdir(directory, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  );
  const hashed = await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [
        path,
        createHash("sha256")
          .update(await readFile(path))
          .digest("hex"),
      ] as const;
    }),
  );
  return Object.fromEntries(hashed.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

test("a period of another workspace is compared, and nothing of either is written anywhere", async () => {
  const before = await contentsOf(join(folder, "workspaces"));
  const answer = await host().across({
    ...QUERY,
    before: { workspaceId: ids[1] ?? "", range: OCTOBER },
    now: { workspaceId: null, range: OCTOBER },
  });
  expect(answer.before.total).toBe(totals[1]);
  expect(answer.now.total).toBe(totals[0]);
  expect(answer.change).toBe(subtract(totals[0] ?? "", totals[1] ?? ""));
  expect(answer.products.every(({ product }) => product === null || product[0] === null)).toBe(true);
  expect(await contentsOf(join(folder, "workspaces"))).toEqual(before);
  expect(open.size).toBe(0);
  expect((await workspace.current())?.id).toBe(ids[0]);
});

test("the open workspace by its own name is no other", async () => {
  const side = { workspaceId: ids[0] ?? "", range: OCTOBER };
  const answer = await host().across({ ...QUERY, before: side, now: { workspaceId: null, range: OCTOBER } });
  expect(answer.change).toBe("0.0000000000");
});

test("a workspace without anything, or that is not known, is told as such", async () => {
  const { id, directory } = await registry.create("Empty", false);
  const side = (workspaceId: string) => ({
    ...QUERY,
    before: { workspaceId, range: OCTOBER },
    now: { workspaceId: null, range: OCTOBER },
  });
  await expect(host().across(side(id))).rejects.toThrow("workspace.not_found");
  expect(await readdir(directory)).toEqual([]);
  await expect(host().across(side("nobody"))).rejects.toThrow("workspace.not_found");
});
