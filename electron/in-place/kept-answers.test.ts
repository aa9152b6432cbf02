import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openKeptAnswers } from "./kept-answers.ts";

let directory: string;
let clock = 0;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "kept-answers-"));
  clock = Date.UTC(2026, 10, 26);
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const now = (): Date => new Date((clock += 1_000));
const ROWS = [
  ["2026-10", null],
  ["x".repeat(300), "1.5"],
];

test("rows come back for exactly what decided them", async () => {
  const kept = openKeptAnswers(directory, now);
  await kept.keep(["q", ["2026-10", "a"]], ROWS);
  expect(await kept.find(["q", ["2026-10", "a"]])).toMatchObject({
    keptAt: "2026-11-26T00:00:01.000Z",
    rows: ROWS,
  });
  expect(await kept.find(["q", ["2026-10", "b"]])).toBeNull();
  await kept.keep(["q", ["2026-11", "c"]], []);
  expect(await kept.find(["q", ["2026-11", "c"]])).toMatchObject({ rows: [] });
});

test("those looked at longest ago give way", async () => {
  const kept = openKeptAnswers(directory, now, 1_000);
  for (const name of ["a", "b"]) await kept.keep([name], ROWS);
  expect(await kept.find(["a"])).toMatchObject({ rows: ROWS });
  await kept.keep(["c"], ROWS);
  expect(await readdir(join(directory, "athena-answers"))).toHaveLength(2);
  expect(await kept.find(["b"])).toBeNull();
  expect(await kept.find(["a"])).toMatchObject({ rows: ROWS });
  expect(await kept.find(["c"])).toMatchObject({ rows: ROWS });
});
