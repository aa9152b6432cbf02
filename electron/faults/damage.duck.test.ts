import { rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { randomFrom } from "../../build/mutate.ts";
import {
  DAMAGES,
  damageFile,
  filesUnder,
  hear,
  makeDamageWorld,
  repair,
  type Content,
  type Damage,
  type DamageWorld,
  type Told,
} from "./damage.fixture.ts";
import { atOnce, batches, figure } from "./extent.fixture.ts";

/** How often each kind of file is damaged as usual, 204 times in all. */
const EXTENT = figure("FAULT_DAMAGES", 1);
const LANES = 2;

type Target = {
  readonly what: string;
  readonly of: "closed" | "killed";
  readonly usual: number;
  readonly isOne: (path: string) => boolean;
};

const named =
  (name: string) =>
  (path: string): boolean =>
    basename(path) === name;
const TARGETS: readonly Target[] = [
  { what: "a database", of: "closed", usual: 50, isOne: named("workspace.duckdb") },
  { what: "a database with a log", of: "killed", usual: 15, isOne: named("workspace.duckdb") },
  { what: "a log", of: "killed", usual: 45, isOne: named("workspace.duckdb.wal") },
  {
    what: "line items",
    of: "closed",
    usual: 32,
    isOne: (path) => /line-items.*[\\/]\d+\.parquet$/.test(path),
  },
  { what: "sums per resource", of: "closed", usual: 25, isOne: named("daily-resource.parquet") },
  { what: "a record", of: "closed", usual: 25, isOne: named("delivery.json") },
  { what: "the copy of the catalogue", of: "closed", usual: 12, isOne: named("catalogue-copy.json") },
];

let world: DamageWorld;
beforeAll(async () => {
  world = await makeDamageWorld();
});
afterAll(() => world.remove());

describe.each(TARGETS)("$what, damaged in every way", ({ what, of, usual, isOne }) => {
  it.each(batches(usual * EXTENT, usual))(
    "is never passed over: $cases times (FAULT_SEED=$seed) the workspace opens, tells, and is as before after one repair",
    { timeout: 30 * 60_000 },
    async ({ seed, cases }) => {
      const random = randomFrom(seed + what.length);
      const wrong: string[] = [];
      let number = 0;
      await atOnce(LANES, async () => {
        while (number < cases) {
          const damage = DAMAGES[number % DAMAGES.length] ?? "flip";
          number += 1;
          const directory = await world.copy(world[of]);
          const candidates = (await filesUnder(directory, ".")).filter(isOne);
          const path = candidates[Math.floor(random() * candidates.length)] ?? "";
          const at = random();
          await damageFile(path, damage, at);
          const problem = await problemOf(directory, damage).catch((error: unknown) => String(error));
          if (problem !== null)
            wrong.push(`${damage} at ${at} of ${path.slice(directory.length)}: ${problem}`);
          await rm(directory, { recursive: true, force: true });
        }
      });
      expect(wrong).toEqual([]);
    },
  );
});

/** What is not as promised; null where all is. */
async function problemOf(directory: string, damage: Damage): Promise<string | null> {
  const told = await hear(directory);
  if (!isSame(told.content, world.content) && !hasTold(told)) return `nothing is said of other numbers`;
  const { report, told: after } = await repair(directory);
  if (after.condition.faults.length > 0) return `faults are left: ${JSON.stringify(after.condition.faults)}`;
  if (!isSame(after.content, world.content))
    return `${damage}: other numbers after ${JSON.stringify({ report, content: after.content })}`;
  return report.months.some(({ outcome }) => outcome === "lost") ? "something is called lost" : null;
}

function hasTold({ condition, incidents }: Told): boolean {
  return condition.database !== null || condition.faults.length > 0 || incidents.length > 0;
}

function isSame(a: Content | null, b: Content): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

describe("what cannot be had from anywhere", () => {
  it("is named with its month and its line items, and the other months stay to the last digit", async () => {
    const directory = await world.copy(world.closed);
    const hidden = `${world.bills}-hidden`;
    const [path = ""] = (await filesUnder(directory, "line-items")).filter((file) =>
      /2024-02.*1\.parquet$/.test(file),
    );
    await damageFile(path, "flip", 0.5);
    await rename(world.bills, hidden);
    try {
      const { report, told } = await repair(directory);
      expect(report.months).toMatchObject([{ billingPeriod: "2024-02", outcome: "lost" }]);
      const { "2024-02": lost, ...rest } = world.content.months;
      expect(lost).toContain('"rows":35');
      expect(told.content?.months).toEqual(rest);
      const [incident] = told.incidents;
      expect(incident?.lost).toMatchObject({ billingPeriod: "2024-02", rows: 35 });
      const kept = await filesUnder(incident?.folder ?? "", ".");
      expect(kept.map((file) => basename(file))).toContain("1.parquet");
    } finally {
      await rename(hidden, world.bills);
    }
  });

  it("is told without a word of the other files: a database and line items damaged at once", async () => {
    const directory = await world.copy(world.closed);
    const [path = ""] = (await filesUnder(directory, "line-items")).filter((file) =>
      /2024-03.*1\.parquet$/.test(file),
    );
    await damageFile(path, "cut", 0.9);
    await damageFile(join(directory, "workspace.duckdb"), "cut", 0.5);
    const { report, told } = await repair(directory);
    expect(told.content).toEqual(world.content);
    const outcomes = Object.fromEntries(report.months.map((month) => [month.billingPeriod, month.outcome]));
    expect(outcomes).toEqual({ "2024-01": "rebuilt", "2024-02": "rebuilt", "2024-03": "readAgain" });
  });
});

it("a workspace without its database remembers what accounts were called", async () => {
  const directory = await world.copy(world.closed);
  await rm(join(directory, "workspace.duckdb"));
  expect((await repair(directory)).told.content?.names).toContain("Shop");
});
