import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { canonical, subtract, sum } from "#core/money/decimal.ts";
import { closedOptions } from "#core/sample/world.ts";
import { writeSample, type WrittenSample } from "../engine/sample/write-sample.ts";
import { cloudspend, type Ran } from "./cloudspend.fixture.ts";

const period = z.object({ total: z.string(), days: z.number(), currency: z.string() });
const answered = z.object({
  before: period,
  now: period,
  change: z.string(),
  effects: z.record(z.string(), z.string()),
  groups: z.array(z.object({ key: z.array(z.string().nullable()), change: z.string() })),
  products: z.array(z.object({ change: z.string() })),
});

let directory: string;
let written: readonly WrittenSample[];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "cloudspend-compare-"));
  const samples = [];
  for (const [name, seed] of [
    ["ours", "ours"],
    ["theirs", "theirs"],
  ] as const) {
    const world = { ...closedOptions("2024-02", 2), rows: 1_500, seed };
    samples.push(await writeSample({ directory: join(directory, name), world, format: "legacy" }));
    await command(`import ${name} --workspace ws-${name} --json`);
  }
  written = samples;
}, 60_000);

afterAll(() => rm(directory, { recursive: true, force: true }));

function command(line: string): Promise<Ran> {
  return cloudspend(line.split(" "), { directory });
}

function totalOf(at: number, month: string): string {
  return canonical(written[at]?.totals.byPeriod[month]?.metrics["unblended"] ?? "absent");
}

test("the last two months are compared without being told which", async () => {
  const { code, out, err } = await command("compare --workspace ws-ours --products 3 --json");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const answer = answered.parse(JSON.parse(out));
  expect(answer.before).toMatchObject({ total: totalOf(0, "2024-01"), days: 31 });
  expect(answer.now).toMatchObject({ total: totalOf(0, "2024-02"), days: 29 });
  expect(sum(Object.values(answer.effects))).toBe(answer.change);
  expect(answer.products).toHaveLength(3);
});

test("two workspaces are compared", async () => {
  const line = "compare --workspace ws-ours --other ws-theirs --now 2024-02 --before 2024-01 --json";
  const answer = answered.parse(JSON.parse((await command(line)).out));
  expect(answer.before.total).toBe(totalOf(1, "2024-01"));
  expect(answer.change).toBe(subtract(totalOf(0, "2024-02"), totalOf(1, "2024-01")));
});

test("the table shows the way from one total to the other", async () => {
  const { out } = await command(
    "compare --workspace ws-ours --now 2024-02-01..2024-02-10 --before 2024-01-01..2024-01-10 --by region --effect volume",
  );
  expect(out).toMatch(/^ +USD\n-+ +-+\nBefore \(2024-01-01\.\.2024-01-10, 10 days\)/);
  expect(out).toMatch(/\n {2}volume +-?[\d,.]+\n/);
  expect(out).toMatch(/\nregion +Before +Now +Change +calendar +new/);
  expect(out).toMatch(/\nProduct +Amount before/);
});

test("wrong usage and missing months are told", async () => {
  expect(await command("compare --workspace ws-ours --metric usage-amount")).toMatchObject({ code: 2 });
  expect(await command("compare --workspace ws-ours --now lately")).toMatchObject({
    code: 2,
    err: expect.stringContaining("--now must be a month like 2024-01"),
  });
  expect(await command("compare --workspace ws-ours --before 2020-01")).toMatchObject({
    code: 1,
    err: "cloudspend: nothing is held of 2020-01-01 to 2020-01-31.\n",
  });
});
