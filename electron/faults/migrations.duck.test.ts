import { existsSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { AppError } from "#core/result/failure.ts";
import { raw } from "#core/sql/sql.ts";
import { WORKSPACE_VERSION } from "#core/workspace/workspace.ts";
import { run } from "../engine/duckdb/run.ts";
import { openDatabase } from "../engine/duckdb/database.ts";
import { asFirstFormat } from "../engine/workspace/format-1.fixture.ts";
import {
  formerDatabase,
  formatOf,
  PRESENT_FORMAT,
  type WorkspaceFormat,
} from "../engine/workspace/migrate.ts";
import { openWorkspace } from "../engine/workspace/open-workspace.ts";
import { contentOf, hear, makeDamageWorld, repair, type DamageWorld } from "./damage.fixture.ts";
import { bundleChild } from "../bundle-child.fixture.ts";
import { runMigration } from "./migration.fixture.ts";
import { NEXT_FORMAT, SPOILING_FORMAT } from "./next-format.fixture.ts";

let world: DamageWorld;
let directory: string;
beforeAll(async () => {
  world = await makeDamageWorld();
  await asFirstFormat(world.closed);
});
beforeEach(async () => {
  directory = await world.copy(world.closed);
});
afterAll(() => world.remove());

const file = (): string => join(directory, "workspace.duckdb");

async function opened(format: WorkspaceFormat): Promise<string> {
  const workspace = await openWorkspace(directory, new Date(), { threads: 1 }, format);
  try {
    expect(await contentOf(workspace)).toEqual(world.content);
    const [row] = await workspace.database.read((connection) =>
      run(
        connection,
        raw("SELECT string_agg(column_name) AS names FROM duckdb_columns() WHERE table_name = 'label'"),
      ),
    );
    return String(row?.["names"]);
  } finally {
    await workspace.database.close();
  }
}

describe("a workspace of the first format", () => {
  it("opens with this version, equal to the last digit and without a fault", async () => {
    const { content, condition, incidents } = await hear(directory);
    expect({ content, condition, incidents }).toMatchObject({
      content: world.content,
      condition: { database: null, faults: [] },
      incidents: [],
    });
  });

  it("is rebuilt from its records when its database is gone", async () => {
    await rm(file());
    expect((await repair(directory)).told.content?.months).toEqual(world.content.months);
  });
});

describe("a migration", () => {
  it("is proven by a format that does not exist yet: sums equal, the former database kept, and done once", async () => {
    expect(await opened(NEXT_FORMAT)).toContain("is_new");
    expect(await readFile(join(directory, "workspace.json"), "utf8")).toContain('"version": 2');
    const former = formerDatabase(file(), WORKSPACE_VERSION);
    expect(await formatIn(former)).toBe(WORKSPACE_VERSION);
    const before = await readFile(former);
    expect(await opened(NEXT_FORMAT)).toContain("is_new");
    expect(await readFile(former)).toEqual(before);
    expect(await leftOvers()).toEqual([]);
  });

  it("that would change a sum is refused, and the database stays as it was", async () => {
    await expect(openWorkspace(directory, new Date(), { threads: 1 }, SPOILING_FORMAT)).rejects.toMatchObject(
      {
        failure: { code: "ingest.invariant_failed" },
      },
    );
    expect(await formatIn(file())).toBe(WORKSPACE_VERSION);
    expect(await leftOvers()).toEqual([]);
    expect(await opened(NEXT_FORMAT)).toContain("is_new");
  });

  it("of a newer version of the app is refused in words by this one", async () => {
    await opened(NEXT_FORMAT);
    for (const spoil of [false, true]) {
      if (spoil) await rm(join(directory, "workspace.json"));
      const error: unknown = await openWorkspace(directory, new Date(), { threads: 1 }, PRESENT_FORMAT).catch(
        (thrown: unknown) => thrown,
      );
      expect(error instanceof AppError ? error.failure : error).toMatchObject({
        code: "workspace.newer",
        params: { version: 2 },
      });
    }
  });

  it(
    "killed before or after each of its steps is the former database or the new one",
    { timeout: 300_000 },
    async () => {
      const child = await bundleChild(new URL("migration.child.ts", import.meta.url));
      try {
        const steps = await runMigration(child.program, await world.copy(world.closed), null);
        expect(steps).toBeGreaterThan(8);
        for (let step = 1; step <= steps; step += 1) {
          directory = await world.copy(world.closed);
          await runMigration(child.program, directory, step);
          expect([1, 2]).toContain(await formatIn(file()));
          expect(await opened(NEXT_FORMAT)).toContain("is_new");
          expect(await leftOvers()).toEqual([]);
        }
      } finally {
        await child.remove();
      }
    },
  );
});

async function formatIn(path: string): Promise<number> {
  const database = await openDatabase(path, { threads: 1 });
  try {
    return await database.read(formatOf);
  } finally {
    await database.close();
  }
}

async function leftOvers(): Promise<readonly string[]> {
  expect(existsSync(file())).toBe(true);
  return (await readdir(directory)).filter((name) => /migrating|\.part$/.test(name));
}
