import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { closedOptions } from "#core/sample/world.ts";
import { writeSample, type WrittenSample } from "../engine/sample/write-sample.ts";
import { canonical, sum } from "#core/money/decimal.ts";
import { cloudspend, type Ran } from "./cloudspend.fixture.ts";

let directory: string;
let written: WrittenSample;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "cloudspend-ahead-"));
  written = await writeSample({
    directory: join(directory, "bills"),
    world: { ...closedOptions("2024-02", 3), rows: 3_000 },
    format: "legacy",
  });
  await command("import", "bills", "--workspace", "ws");
});
afterAll(() => rm(directory, { recursive: true, force: true }));

function command(...args: readonly string[]): Promise<Ran> {
  return cloudspend(args, { directory });
}

function charged(period: string): string {
  return canonical(written.totals.byPeriod[period]?.metrics["unblended"] ?? "not written");
}

const statuses = z.object({
  budgets: z.array(
    z.object({
      name: z.string(),
      actual: z.string(),
      amount: z.string(),
      state: z.string(),
      range: z.object({ from: z.string(), to: z.string() }),
      thresholds: z.array(z.object({ percent: z.number(), isPassed: z.boolean() })),
      history: z.array(z.object({ actual: z.string() })),
    }),
  ),
});

test("a budget is added with flags, evaluated to the digit, and removed", async () => {
  const add = ["budgets", "add", "--workspace", "ws", "--name", "All of it", "--amount", "1,5"];
  expect(await command(...add)).toMatchObject({ code: 2 });
  const made = await command(...add.slice(0, -1), "10", "--threshold", "80", "--threshold", "forecast:100");
  expect(made).toMatchObject({ code: 0, out: "Kept All of it.\n" });
  const ran = await command("budgets", "--workspace", "ws", "--json");
  const [only] = statuses.parse(JSON.parse(ran.out)).budgets;
  expect(ran.code).toBe(1);
  expect(only).toMatchObject({
    name: "All of it",
    state: "passed",
    range: { from: "2024-02-01", to: "2024-03-01" },
    actual: charged("2024-02"),
  });
  expect(only?.history.map(({ actual }) => actual)).toEqual([charged("2024-01"), charged("2023-12")]);
  const text = await command("budgets", "--workspace", "ws");
  expect(text.out).toContain("actual 80%");
  expect((await command("budgets", "list", "--workspace", "ws")).out).toBe("All of it: all costs, monthly\n");
  expect(await command("budgets", "remove", "All of it", "--workspace", "ws")).toMatchObject({ code: 0 });
  expect((await command("budgets", "--workspace", "ws")).out).toContain("No budget is kept");
});

test("a budget of a business unit holds what the rules of the unit and those below it take", async () => {
  const unit = (id: string, name: string, parentId: string | null) => ({ id, name, parentId, split: null });
  const rule = (id: string, unitId: string, types: readonly string[]) => ({
    id,
    unitId,
    filters: [{ dimension: "lineItemType", mode: "include", values: types }],
  });
  const model = {
    id: "m",
    name: "Units",
    units: [unit("a", "Finance", null), unit("b", "Credits", "a"), unit("c", "Rest", null)],
    rules: [rule("1", "a", ["Tax"]), rule("2", "b", ["Credit"]), rule("3", "c", ["Refund"])],
  };
  const file = join(directory, "ws", "allocationModels.json");
  await writeFile(file, JSON.stringify({ version: 1, allocationModels: [model] }));
  const add = (name: string, ...rest: readonly string[]) =>
    command("budgets", "add", "--workspace", "ws", "--name", name, "--amount", "10", ...rest);
  expect((await add("Nobody", "--unit", "Sales")).err).toContain(
    'there is no unit "Sales"; name one of Finance',
  );
  expect((await add("Both", "--unit", "Finance", "--filter", "service=AmazonEC2")).code).toBe(2);
  expect(await add("Finance", "--unit", "finance")).toMatchObject({ code: 0 });
  expect((await command("budgets", "list", "--workspace", "ws")).out).toBe(
    "Finance: unit Finance, monthly\n",
  );
  const [only] = statuses.parse(
    JSON.parse((await command("budgets", "--workspace", "ws", "--json")).out),
  ).budgets;
  const taken = ["Tax", "Credit"].map(
    (type) => written.totals.byType[type]?.metrics["unblended"] ?? "not written",
  );
  const past = (only?.history ?? []).map(({ actual }) => actual);
  expect(sum([only?.actual ?? "", ...past])).toBe(sum(taken));
  await writeFile(
    file,
    JSON.stringify({ version: 1, allocationModels: [{ ...model, units: [], rules: [] }] }),
  );
  const gone = await command("budgets", "--workspace", "ws");
  expect(gone.code).toBe(1);
  expect(gone.err).toContain('The business unit "Finance" is not in the allocation model in force');
  await command("budgets", "remove", "Finance", "--workspace", "ws");
});

test("a budget from a file; what is wrong in it is named", async () => {
  const budget = {
    name: "Quarter",
    scope: { kind: "all" },
    metric: "unblended",
    currency: null,
    rhythm: { kind: "quarterly" },
    amount: { kind: "same", amount: "1000000.0" },
    thresholds: [],
  };
  await writeFile(join(directory, "budget.json"), JSON.stringify(budget));
  expect(await command("budgets", "add", "--workspace", "ws", "--file", "budget.json")).toMatchObject({
    code: 0,
  });
  const [only] = statuses.parse(
    JSON.parse((await command("budgets", "--workspace", "ws", "--json")).out),
  ).budgets;
  expect(only).toMatchObject({
    name: "Quarter",
    state: "ok",
    range: { from: "2024-01-01", to: "2024-04-01" },
  });
  await writeFile(join(directory, "wrong.json"), JSON.stringify({ ...budget, rhythm: { kind: "weekly" } }));
  const wrong = await command("budgets", "add", "--workspace", "ws", "--file", "wrong.json");
  expect(wrong).toMatchObject({ code: 2 });
  expect(wrong.err).toContain('"rhythm.kind" is wrong');
});

test("a forecast of thirteen months with its error beside it", async () => {
  const ran = await command("forecast", "--workspace", "ws", "--json");
  const made = z
    .object({
      kind: z.literal("made"),
      months: z.array(z.object({ month: z.string() })),
      backTest: z.object({}),
    })
    .parse(JSON.parse(ran.out));
  expect(ran.code).toBe(0);
  expect(made.months).toHaveLength(13);
  expect(made.months[0]?.month).toBe("2024-03");
  expect((await command("forecast", "--workspace", "ws")).out).toContain("a plain mean of 30 days");
});

test("anomalies answer, and wrong rules are refused", async () => {
  const ran = await command("anomalies", "--workspace", "ws", "--json", "--minimum", "1000000");
  expect(ran.code).toBe(0);
  expect(JSON.parse(ran.out)).toMatchObject({ kind: "made", anomalies: [] });
  expect((await command("anomalies", "--workspace", "ws", "--minimum", "1000000")).out).toBe(
    "Nothing stands out.\n",
  );
  const kinds = async (...options: readonly string[]) => {
    const told = await command("anomalies", "--workspace", "ws", "--json", "--minimum", "0", ...options);
    const schema = z.object({ anomalies: z.array(z.object({ kind: z.string() })) });
    return schema.parse(JSON.parse(told.out)).anomalies.map(({ kind }) => kind);
  };
  expect(await kinds("--sensitivity", "high")).not.toContain("drop");
  expect(await kinds("--sensitivity", "high", "--drops")).toContain("drop");
  for (const [option, value] of [
    ["--weeks", "9"],
    ["--sensitivity", "much"],
    ["--minimum", "few"],
  ] as const)
    expect(await command("anomalies", "--workspace", "ws", option, value)).toMatchObject({ code: 2 });
});

test("each explains itself, and says so when there is nothing to answer from", async () => {
  for (const name of ["budgets", "forecast", "anomalies"]) {
    expect((await command(name, "--help")).out).toContain(`cloudspend ${name} - `);
    expect(await command(name)).toMatchObject({ code: 2 });
  }
});
