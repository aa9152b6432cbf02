import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { canonical } from "#core/money/decimal.ts";
import { closedOptions } from "#core/sample/world.ts";
import { bundleChild } from "../bundle-child.fixture.ts";
import { writeSample, type WrittenSample } from "../engine/sample/write-sample.ts";
import { cloudspend, type Ran } from "./cloudspend.fixture.ts";

const answer = z.object({
  columns: z.array(z.object({ name: z.string(), kind: z.string() })),
  rows: z.array(z.array(z.string().nullable())),
  cut: z.string().nullable(),
});

let directory: string;
let written: WrittenSample;
let child: Awaited<ReturnType<typeof bundleChild>>;

beforeAll(async () => {
  child = await bundleChild(new URL("../console/entry.ts", import.meta.url));
  directory = await mkdtemp(join(tmpdir(), "cloudspend-sql-"));
  written = await writeSample({
    directory: join(directory, "bills"),
    world: { ...closedOptions("2024-02", 2), rows: 1_500 },
    format: "cur2",
  });
  await cloudspend(["import", "bills", "--workspace", "ws"], { directory });
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
  await child.remove();
});

function sql(...argv: readonly string[]): Promise<Ran> {
  return cloudspend(["sql", "--workspace", "ws", ...argv], { directory, consoleProgram: child.program });
}

test("gives exact sums as JSON, those of the sample's own ledger", async () => {
  const { code, out, err } = await sql(
    "SELECT billing_period, sum(unblended) FROM line_items GROUP BY 1 ORDER BY 1",
    "--json",
  );
  expect([code, err]).toEqual([0, ""]);
  const { rows } = answer.parse(JSON.parse(out));
  const expected = Object.entries(written.totals.byPeriod).map(([period, { metrics }]) => [
    period,
    canonical(metrics["unblended"] ?? "0"),
  ]);
  expect(rows.map(([period, total]) => [period, canonical(total ?? "0")])).toEqual(expected);
});

test("gives CSV that a spreadsheet may open", async () => {
  const { code, out } = await sql("SELECT '=1+1' AS trap, 1.50 AS amount", "--csv");
  expect([code, out]).toEqual([0, "trap,amount\n'=1+1,1.5\n"]);
});

test("shows a table to people and says when it is cut", async () => {
  const { code, out, err } = await sql("SELECT service, amortized FROM daily", "--limit", "3");
  expect(code).toBe(0);
  expect(out.split("\n")).toHaveLength(6);
  expect(out).toMatch(/^service +amortized\n-+ +-+\n/);
  expect(err).toBe("Only the first 3 rows are shown; --limit raises that up to 10000.\n");
});

test("refuses what is no query, in one sentence, and leaves nothing behind", async () => {
  const before = await readdir(directory);
  const { code, out, err } = await sql(`COPY daily TO '${join(directory, "stolen.csv")}'`);
  expect([code, out]).toEqual([1, ""]);
  expect(err).toMatch(/^cloudspend: COPY is not a query; ask with SELECT, [^\n]+\.\n$/);
  expect(await readdir(directory)).toEqual(before);
});

test.each([
  [["SELECT 1", "SELECT 2"], "more than one statement"],
  [[], "the statement is missing"],
  [["SELECT 1", "--limit", "0"], "--limit"],
  [["SELECT 1", "--limit", "10001"], "--limit must be at most 10000"],
  [["SELECT 1", "--json", "--csv"], "exclude each other"],
])("%j is wrong usage", async (argv, words) => {
  const { code, out, err } = await sql(...argv);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain(words);
});
