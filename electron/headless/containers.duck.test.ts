import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { ratio, sum } from "#core/money/decimal.ts";
import { splitLedger } from "#core/sample/split-ledger.ts";
import { closedOptions, createWorld } from "#core/sample/world.ts";
import { writeSample } from "../engine/sample/write-sample.ts";
import { cloudspend, type Ran } from "./cloudspend.fixture.ts";

const WORLD = { ...closedOptions("2024-02", 1), rows: 6_000, splitCosts: true };
const answer = z.object({
  total: z.object({ split: z.string(), unused: z.string(), cost: z.string() }),
  nodes: z.array(z.object({ kind: z.string(), cost: z.string(), share: z.number().nullable() })),
  reconciliation: z.array(z.object({ instances: z.string(), leftOver: z.string() })),
});

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "cloudspend-cli-containers-"));
  await writeSample({ directory: join(directory, "bills"), world: WORLD, format: "legacy" });
  await command("import bills --workspace ws --json");
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** No argument in these tests holds a space. */
function command(line: string): Promise<Ran> {
  return cloudspend(line.split(" "), { directory });
}

test("containers cost what their instances cost", async () => {
  const { code, out, err } = await command("containers --workspace ws --json");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const { total, nodes, reconciliation } = answer.parse(JSON.parse(out));
  const instances = sum(Object.values(splitLedger(createWorld(WORLD)).instances["2024-02"] ?? {}));
  expect(sum([total.split, total.unused])).toBe(instances);
  expect(reconciliation).toEqual([{ instances, leftOver: "0.0000000000" }]);
  expect(sum(nodes.filter(({ kind }) => kind === "workload").map(({ cost }) => cost))).toBe(total.cost);
});

test("people get an indented table, or the addition to the bill", async () => {
  const { out } = await command("containers --workspace ws");
  expect(out).toMatch(
    /^cluster, namespace, workload +platform +efficiency +split +unused +fargate +amortized \(USD\)/,
  );
  expect(out).toMatch(/^ {4}dispatch-api /m);
  const bill = await command("containers --workspace ws --reconcile");
  expect(bill.out).toMatch(/^The bill +[\d,.]+$/m);
  expect(bill.out).toMatch(/^left over +0\.00$/m);
});

test.each([
  ["--metric blended", "containers have no blended, only amortized, netAmortized, onDemandEquivalent"],
  ["--filter service=AmazonS3", "containers cannot be filtered by service"],
])("refuses %s in one sentence", async (options, sentence) => {
  const { code, err } = await command(`containers --workspace ws ${options}`);
  expect(code).toBe(2);
  expect(err).toContain(sentence);
});

test("says where there are none", async () => {
  const { code, out, err } = await command("containers --workspace ws --filter linkedAccount=000000000000");
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toContain("split cost allocation data");
});

const figure = z.object({
  figure: z.object({
    value: z.object({ amount: z.string() }),
    formula: z.object({ symbols: z.string() }),
    terms: z.array(z.object({ symbol: z.string(), value: z.object({ amount: z.string() }) })),
    notes: z.array(z.string()),
  }),
  base: z.object({ total: z.string(), recomputed: z.object({ isEqual: z.boolean() }) }),
});

test("a workload is explained by its parts, which are the ledger's, and held against its instances", async () => {
  const [record] = splitLedger(createWorld(WORLD)).workloads.filter(({ namespace }) => namespace !== null);
  const sums = record?.byPeriod["2024-02"];
  if (record === undefined || sums === undefined) throw new Error("no such workload in the ledger");
  const path = `${record.cluster}/${record.namespace ?? ""}/${record.workload}`;
  const { code, out, err } = await command(`explain containers ${path} --workspace ws --json`);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const told = figure.parse(JSON.parse(out));
  const terms = Object.fromEntries(told.figure.terms.map(({ symbol, value }) => [symbol, value.amount]));
  expect(told.figure.formula.symbols).toBe("S + U");
  expect(terms).toMatchObject({ S: sums.split, U: sums.unused });
  expect(Number(terms["I"])).toBeGreaterThanOrEqual(Number(told.figure.value.amount));
  expect(told.figure.value.amount).toBe(sum([sums.split, sums.unused]));
  expect(told.base).toEqual(
    expect.objectContaining({ total: told.figure.value.amount, recomputed: { isEqual: true } }),
  );
});

test("all containers on instances are their instances, to the last digit", async () => {
  const { out } = await command("explain containers --workspace ws");
  expect(out).toContain("S + U is I to the last digit");
  expect(out).toContain("splitLineItem/SplitCost");
  const { out: difference } = await command("explain containers --workspace ws --measure difference --json");
  expect(figure.parse(JSON.parse(difference)).figure.value.amount).toBe("0.0000000000");
});

test("what containers take of their instances is the ledger's, and the rest is what nobody used", async () => {
  const ledger = splitLedger(createWorld(WORLD));
  const instances = sum(Object.values(ledger.instances["2024-02"] ?? {}));
  const sums = ledger.workloads.flatMap(({ byPeriod }) => byPeriod["2024-02"] ?? []);
  const split = sum(sums.map((one) => one.split));
  const { out } = await command("explain containers --workspace ws --measure takenShare --json");
  const { figure: told } = z
    .object({
      figure: z.object({
        value: z.object({ ratio: z.number() }),
        terms: z.array(z.object({ symbol: z.string(), value: z.object({ amount: z.string() }) })),
      }),
    })
    .parse(JSON.parse(out));
  const terms = Object.fromEntries(told.terms.map(({ symbol, value }) => [symbol, sum([value.amount])]));
  expect(terms).toMatchObject({ S: split, I: instances, U: sum(sums.map(({ unused }) => unused)) });
  expect(told.value.ratio).toBe(ratio(split, instances));
});

test.each([
  ["nowhere", 2, 'there is no "nowhere"'],
  ["--metric unblended", 2, "containers have no unblended"],
  ["--measure luck", 2, 'there is no "luck"'],
  ["--from 2030-01-01 --to 2030-01-31", 1, "these days hold no containers"],
])("explain containers %s is refused", async (options, code, words) => {
  const ran = await command(`explain containers ${options} --workspace ws`);
  expect([ran.code, ran.out]).toEqual([code, ""]);
  expect(ran.err).toContain(words);
});
