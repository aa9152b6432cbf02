import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { DEFAULT_RULES } from "#core/anomaly/anomaly.ts";
import { canonical, ratio, subtract, sum } from "#core/money/decimal.ts";
import { closedOptions } from "#core/sample/world.ts";
import { writeSample, type WrittenSample } from "../engine/sample/write-sample.ts";
import { cloudspend, type Ran } from "./cloudspend.fixture.ts";
import { amountOf, amounts, tellFigure } from "./explain-figure.fixture.ts";

const unit = (id: string, name: string, split: unknown = null) => ({ id, name, parentId: null, split });
const rule = (id: string, unitId: string, type: string) => ({
  id,
  unitId,
  filters: [{ dimension: "lineItemType", mode: "include", values: [type] }],
});
const MODEL = {
  id: "m",
  name: "Units",
  units: [unit("a", "Finance"), unit("b", "Platform"), unit("s", "Shared", { kind: "even", to: ["a", "b"] })],
  rules: [rule("1", "a", "Tax"), rule("2", "b", "SavingsPlanRecurringFee"), rule("3", "s", "RIFee")],
};

let directory: string;
let written: WrittenSample;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "cloudspend-figure-"));
  written = await writeSample({
    directory: join(directory, "bills"),
    world: { ...closedOptions("2024-02", 3), rows: 3_000 },
    format: "legacy",
  });
  await command("import", "bills", "--workspace", "ws");
  await keep("allocationModels", MODEL);
  await keep("anomalyRules", { ...DEFAULT_RULES, minimum: "0.0", sensitivity: "high", withDrops: true });
});
afterAll(() => rm(directory, { recursive: true, force: true }));

function keep(name: string, item: unknown): Promise<void> {
  return writeFile(join(directory, "ws", `${name}.json`), JSON.stringify({ version: 1, [name]: [item] }));
}

function command(...args: readonly string[]): Promise<Ran> {
  return cloudspend(args, { directory });
}

const tell = (...args: readonly string[]) => tellFigure(directory, ...args);

/** As the generator of the bills kept it. */
function charged(...types: readonly string[]): string {
  return sum(types.map((type) => written.totals.byType[type]?.metrics["unblended"] ?? "not written"));
}

describe("units", () => {
  test("own cost and shares are what the bills were written with, and sum to the figure", async () => {
    const { figure, base } = await tell("unit", "finance");
    const terms = amounts(figure);
    expect(canonical(terms["D"] ?? "")).toBe(charged("Tax"));
    expect(amountOf(figure)).toBe(sum(Object.values(terms)));
    expect(base?.total).toBe(charged("Tax"));
    expect(base?.recomputed).toEqual({ total: charged("Tax"), isEqual: true });
    const other = (await tell("unit", "Platform")).figure;
    expect(sum([amountOf(figure), amountOf(other)])).toBe(charged("Tax", "SavingsPlanRecurringFee", "RIFee"));
  });

  test("what is shared is the figure without its own cost", async () => {
    const after = (await tell("unit", "Finance")).figure;
    const shared = (await tell("unit", "Finance", "--measure", "shared")).figure;
    expect(amountOf(shared)).toBe(subtract(amountOf(after), charged("Tax")));
  });

  test("coverage is what rules take over the bill", async () => {
    const { figure } = await tell("coverage");
    const bill = canonical(written.totals.overall.metrics["unblended"] ?? "");
    const taken = charged("Tax", "SavingsPlanRecurringFee", "RIFee");
    expect(
      Object.fromEntries(Object.entries(amounts(figure)).map(([key, one]) => [key, canonical(one)])),
    ).toEqual({
      A: taken,
      B: bill,
    });
    expect(figure.value).toEqual({ kind: "ratio", ratio: ratio(taken, bill) });
  });
});

describe("commitments", () => {
  const listed = z.object({
    all: z.object({ netSavings: z.string(), effectiveSavingsRate: z.number() }),
    commitments: z.array(
      z.object({ arn: z.string(), measures: z.object({ netSavings: z.string().nullable() }) }),
    ),
  });

  test("net savings of all and of one are the terms put into the formula", async () => {
    const { out } = await command("commitments", "--workspace", "ws", "--json");
    const { all, commitments } = listed.parse(JSON.parse(out));
    const { figure, base } = await tell("commitments");
    const { L = "", C = "", N = "" } = amounts(figure);
    expect(figure.formula.symbols).toBe("L − C − N");
    expect([amountOf(figure), canonical(amountOf(figure))]).toEqual([
      subtract(subtract(L, C), N),
      canonical(all.netSavings),
    ]);
    expect(base?.recomputed.isEqual).toBe(true);
    const one = commitments.find(({ measures }) => measures.netSavings !== null);
    const own = await tell("commitments", one?.arn ?? "none", "--measure", "netsavings");
    expect(canonical(amountOf(own.figure))).toBe(canonical(one?.measures.netSavings ?? ""));
  });

  test("a rate is its terms in turn", async () => {
    const { figure } = await tell("commitments", "--measure", "effectiveSavingsRate");
    const { L = "", C = "", N = "", D = "" } = amounts(figure);
    expect(figure.value).toEqual({ kind: "ratio", ratio: ratio(subtract(subtract(L, C), N), sum([L, D])) });
  });
});

test("a forecast is what is charged and what is to come", async () => {
  const ahead = z.object({ months: z.array(z.object({ expected: z.string() })) });
  const { out } = await command("forecast", "--workspace", "ws", "--json");
  const { figure } = await tell("forecast");
  expect(amountOf(figure)).toBe(ahead.parse(JSON.parse(out)).months[0]?.expected);
  expect(amountOf(figure)).toBe(sum(Object.values(amounts(figure))));
});

test("a budget is told by its own name: what is left, used and expected", async () => {
  const add = ["budgets", "add", "--workspace", "ws", "--name", "All of it", "--amount", "1000"];
  expect((await command(...add)).code).toBe(0);
  const actual = canonical(written.totals.byPeriod["2024-02"]?.metrics["unblended"] ?? "not written");
  const { figure, base } = await tell("budget", "All of it", "--measure", "left");
  expect(amountOf(figure)).toBe(subtract("1000.0", actual));
  expect(base?.recomputed).toEqual({ total: actual, isEqual: true });
  const used = (await tell("budget", "All of it", "--measure", "used")).figure;
  expect("ratio" in used.value ? used.value.ratio : null).toBeCloseTo(ratio(actual, "1000.0") ?? 0, 12);
  const expected = (await tell("budget", "All of it")).figure;
  expect(amountOf(expected)).toBe(sum(Object.values(amounts(expected))));
});

test("an anomaly's impact and days are those it was found by", async () => {
  const found = z.object({
    anomalies: z.array(z.object({ id: z.string(), kind: z.string(), impact: z.string() })),
  });
  const { out } = await command("anomalies", "--workspace", "ws", "--all", "--json");
  const [first] = found.parse(JSON.parse(out)).anomalies.filter(({ kind }) => kind !== "leak");
  const id = first?.id ?? "none";
  const impact = (await tell("anomaly", id)).figure;
  const { C = "", U = "" } = amounts(impact);
  expect([amountOf(impact), subtract(C, U)]).toEqual([first?.impact, first?.impact]);
  const actual = (await tell("anomaly", id, "--measure", "actual")).figure;
  expect([amountOf(actual), sum(Object.values(amounts(actual)))]).toEqual([C, C]);
  const usual = (await tell("anomaly", id, "--measure", "expected")).figure;
  expect([amountOf(usual), sum(Object.values(amounts(usual)))]).toEqual([U, U]);
});

test("for people: formula, numbers put in, terms, and the costs behind it", async () => {
  const { code, out } = await command("explain", "commitments", "--workspace", "ws");
  expect(code).toBe(0);
  for (const words of [
    "Net savings; Savings Plans and reservations; 2023-12-01 to 2024-02-29.",
    "\nL − C − N\n",
    "pricing/publicOnDemandCost",
    "The costs behind it: All that the commitments cost, amortized",
    "the line items give the same to the last digit",
  ])
    expect(out).toContain(words);
});

test.each([
  [["ratio"], 2, "there is no figure"],
  [["unit"], 2, "the name of the unit is missing"],
  [["unit", "Sales"], 2, 'there is no unit "Sales"; name one of Finance, Platform, Shared'],
  [["coverage", "Finance"], 2, "one argument too many"],
  [["forecast", "--from", "2024-01-01"], 2, "takes no --from"],
  [["commitments", "--measure", "luck"], 2, 'there is no "luck"'],
  [["commitments", "arn:none"], 1, "these days hold nothing of arn:none"],
  [["budget", "None"], 2, 'there is no budget "None"'],
  [["anomaly", "none"], 1, 'there is no anomaly "none"'],
  [["--metric", "unblended", "--measure", "after"], 2, "--measure needs a figure"],
])("%j is refused", async (args, code, words) => {
  const ran = await command("explain", ...args, "--workspace", "ws");
  expect([ran.code, ran.out]).toEqual([code, ""]);
  expect(ran.err).toContain(words);
});

describe("findings", () => {
  const listed = z.object({
    total: z.string(),
    findings: z.array(z.object({ finding: z.string(), kept: z.string().nullable(), cost: z.string() })),
  });

  test("savings of all and of single rules are those that are listed", async () => {
    const { total, findings } = listed.parse(
      JSON.parse((await command("findings", "--workspace", "ws", "--month", "2024-01", "--json")).out),
    );
    const { figure } = await tell("finding", "--month", "2024-01");
    expect(canonical(amountOf(figure))).toBe(canonical(total));
    const known = findings.filter(({ kept }) => kept !== null);
    expect(known.length).toBeGreaterThan(0);
    for (const { finding, kept } of known.slice(0, 3)) {
      const one = await tell("finding", finding, "--month", "2024-01");
      expect(canonical(amountOf(one.figure)), finding).toBe(canonical(kept ?? ""));
    }
  });

  test("a rule that there is none of is refused", async () => {
    const { code, err } = await command("explain", "finding", "no-rule", "--workspace", "ws");
    expect([code, err]).toEqual([2, expect.stringContaining('there is no rule "no-rule"')]);
  });
});

describe("invoices", () => {
  test("a month's bill is the sum of its invoices, each of which is told too", async () => {
    const { out } = await command("invoices", "--workspace", "ws", "--json");
    const ledger = z
      .object({
        months: z.array(
          z.object({
            billingPeriod: z.string(),
            lines: z.array(
              z.object({
                invoiceId: z.string().nullable(),
                bill: z.object({ amount: z.string() }).nullable(),
              }),
            ),
          }),
        ),
      })
      .parse(JSON.parse(out));
    const lines = ledger.months.find(({ billingPeriod }) => billingPeriod === "2024-02")?.lines ?? [];
    const bills = lines.map(({ bill }) => bill?.amount ?? "0");
    const { figure } = await tell("invoice", "--month", "2024-02", "--measure", "bill");
    expect(canonical(amountOf(figure))).toBe(sum(bills));
    const [first] = lines;
    if (first?.invoiceId == null) throw new Error("the bills name no invoice");
    const one = await tell("invoice", first.invoiceId, "--month", "2024-02", "--measure", "bill");
    expect(canonical(amountOf(one.figure))).toBe(canonical(first.bill?.amount ?? ""));
  });
});

test("what a later delivery changed is the difference of what both were written with", async () => {
  const bill = async (name: string, rows: number) => {
    const { totals } = await writeSample({
      directory: join(directory, name),
      world: { ...closedOptions("2024-02", 1), rows },
      format: "legacy",
    });
    await command("import", name, "--workspace", "restated/ws");
    return totals.overall.metrics["unblended"] ?? "";
  };
  const [before, after] = [await bill("first", 800), await bill("second", 900)];
  const told = async (measure: string) => {
    const asked = ["restatement", "--month", "2024-02", "--measure", measure];
    return canonical(amountOf((await tellFigure(join(directory, "restated"), ...asked)).figure));
  };
  expect(await told("before")).toBe(canonical(before));
  expect(await told("after")).toBe(canonical(after));
  expect(await told("difference")).toBe(subtract(after, before));
  const never = await command("explain", "restatement", "--workspace", "restated/ws", "--month", "2024-01");
  expect([never.code, never.err]).toEqual([1, "cloudspend: 2024-01 was not delivered twice.\n"]);
});
