import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { allocationAnswer } from "#core/contract/schema/allocation.ts";
import { canonical, scaledOf, sum } from "#core/money/decimal.ts";
import { closedOptions } from "#core/sample/world.ts";
import { writeSample, type WrittenSample } from "../engine/sample/write-sample.ts";
import { cloudspend, type Ran } from "./cloudspend.fixture.ts";

let directory: string;
let written: WrittenSample;

const command = (line: string): Promise<Ran> => cloudspend(line.split(" "), { directory });
const bill = (): string => canonical(written.totals.overall.metrics["unblended"] ?? "");

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "cloudspend-allocate-"));
  written = await writeSample({
    directory: join(directory, "bills"),
    world: { ...closedOptions("2024-02", 2), rows: 1_500 },
    format: "legacy",
  });
  const imported = await command("import bills --workspace ws --json");
  if (imported.code !== 0) throw new Error(imported.err);
  const model = {
    id: "m",
    name: "Units",
    units: [
      { id: "web", name: "Web", parentId: null, split: null },
      { id: "data", name: "Data", parentId: null, split: null },
      { id: "pool", name: "Shared", parentId: null, split: { kind: "even", to: null } },
    ],
    rules: [
      {
        id: "1",
        unitId: "pool",
        filters: [{ dimension: "lineItemType", mode: "include", values: ["Tax", "Fee"] }],
      },
      {
        id: "2",
        unitId: "web",
        filters: [{ dimension: "profile:stage", mode: "include", values: ["live"] }],
      },
      { id: "3", unitId: "data", filters: [{ dimension: "tag:team", mode: "include", values: ["data"] }] },
    ],
    profiles: [
      {
        id: "p",
        name: "stage",
        source: null,
        rules: [
          {
            id: "l",
            value: "live",
            filters: [{ dimension: "tag:env", mode: "include", values: ["prod", "Prod"] }],
          },
        ],
      },
    ],
  };
  await writeFile(join(directory, "units.json"), JSON.stringify(model));
});

afterAll(() => rm(directory, { recursive: true, force: true }));

test("as a table, with what is left and the coverage", async () => {
  const { code, out, err } = await command("allocate --workspace ws --model units.json");
  expect([code, err]).toEqual([0, ""]);
  expect(out).toMatch(/^unit +unblended \(USD\) before +after the split\n/);
  expect(out).toMatch(/\nUnallocated +/);
  expect(out).toMatch(/\nAllocated: \d+\.\d % of the money\n$/);
});

test("as JSON, all parts sum to the bill", async () => {
  const { out } = await command("allocate --workspace ws --model units.json --json");
  const answer = allocationAnswer.parse(JSON.parse(out));
  expect(answer.total).toBe(bill());
  const parts = [...answer.units.map(({ after }) => after.total), answer.unallocated.total];
  expect(sum(parts.map((part) => part ?? ""))).toBe(bill());
  expect(scaledOf(answer.units[0]?.received[0]?.amounts.total ?? "0.0")).not.toBe(0n);
});

test("as CSV, its rows sum to the bill", async () => {
  const { out } = await command("allocate --workspace ws --model units.json --csv");
  const rows = z
    .array(z.object({ unit: z.string(), total_cost: z.string() }))
    .parse(parse(out, { columns: true }));
  expect(sum(rows.map((row) => row.total_cost))).toBe(bill());
  expect(new Set(rows.map(({ unit }) => unit))).toEqual(new Set(["Web", "Data", "Shared", "Unallocated"]));
});

test.each([
  ["allocate --workspace ws", "--model is missing"],
  ["allocate --workspace ws --model none.json", "the model none.json cannot be read"],
  ["allocate --workspace ws --model bills", "the model bills cannot be read"],
  ["allocate --workspace ws --model units.json --json --csv", "--json and --csv exclude each other"],
  ["allocate --workspace ws --model units.json --metric usage-amount", "usage amounts have no common unit"],
])("%s", async (line, problem) => {
  const { code, err } = await command(line);
  expect(code).toBe(2);
  expect(err).toContain(problem);
});

test("a model that is none is told where", async () => {
  await writeFile(
    join(directory, "bad.json"),
    JSON.stringify({ id: "m", name: "x", units: [], rules: [{}] }),
  );
  const { code, err } = await command("allocate --workspace ws --model bad.json");
  expect(code).toBe(2);
  expect(err).toMatch(/bad\.json is no allocation model \(rules\.0\.id: /);
});
