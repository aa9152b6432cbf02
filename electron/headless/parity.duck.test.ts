import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { parityAnswer, parityLineAnswer } from "#core/contract/schema/parity.ts";
import { canonical, subtract, sum } from "#core/money/decimal.ts";
import { foldCells } from "#core/parity/explain-parity.ts";
import { closedOptions } from "#core/sample/world.ts";
import { writeSample, type WrittenSample } from "../engine/sample/write-sample.ts";
import { cloudspend, type Ran } from "./cloudspend.fixture.ts";

const answered = z.object({
  pairs: z.array(
    z.object({ billingPeriod: z.string(), answer: parityAnswer, lines: parityLineAnswer.nullable() }),
  ),
});

let directory: string;
let legacy: WrittenSample;
let focus: WrittenSample;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "cloudspend-parity-cli-"));
  const world = { ...closedOptions("2024-01", 2), rows: 2_400 };
  legacy = await writeSample({ directory: join(directory, "legacy"), world, format: "legacy" });
  focus = await writeSample({ directory: join(directory, "focus"), world, format: "focus" });
});

afterAll(() => rm(directory, { recursive: true, force: true }));

function command(line: string): Promise<Ran> {
  return cloudspend(line.split(" "), { directory });
}

test("two folders of the same months are held against each other, and leave nothing behind", async () => {
  const before = (await readdir(tmpdir())).filter((name) => name.startsWith("cloudspend-parity-"));
  const { code, err, out } = await command("parity legacy focus --json");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const { pairs } = answered.parse(JSON.parse(out));
  expect(pairs.map(({ billingPeriod }) => billingPeriod)).toEqual(["2024-01", "2023-12"]);
  for (const { billingPeriod, answer } of pairs) {
    const of = (written: WrittenSample, metric: string) =>
      canonical(written.totals.byPeriod[billingPeriod]?.metrics[metric] ?? "");
    expect([answer.left, answer.right]).toEqual([of(legacy, "netUnblended"), of(focus, "billedCost")]);
  }
  const after = (await readdir(tmpdir())).filter((name) => name.startsWith("cloudspend-parity-"));
  expect(after.length).toBeLessThanOrEqual(before.length);
});

test("the table names the rules that explain", async () => {
  const { code, out } = await command("parity legacy focus --metric unblended --by group");
  expect(code).toBe(0);
  expect(out).toMatch(/^2024-01: larkfield-cur \(legacy, [\d,]+ line items\) and larkfield-focus \(focus/);
  expect(out).toContain("privateDiscounts");
});

test("a row is taken apart into its line items, which sum to its difference", async () => {
  const { code, out } = await command(
    "parity legacy focus --metric unblended --by group --rows discount --limit 1000 --json",
  );
  expect(code).toBe(0);
  const { pairs } = answered.parse(JSON.parse(out));
  for (const { answer, lines } of pairs) {
    const row = foldCells(answer.cells, "group").find(({ value }) => value === "discount");
    expect(lines?.lines.length).toBe(lines?.count);
    expect(lines?.total.difference).toBe(row?.difference);
    expect(sum(lines?.lines.map(({ difference }) => difference) ?? [])).toBe(row?.difference);
    for (const { left, right, difference } of lines?.lines ?? [])
      expect(subtract(right, left)).toBe(difference);
  }
  const text = await command("parity legacy focus --metric unblended --by group --rows discount --limit 3");
  expect(text.out).toMatch(/Line items of discount: [\d,]+ differ, [\d,]+ are alike/);
  const [, table = ""] = text.out.split("Line items of discount");
  expect(table.split("\n").filter((line) => line.startsWith("2024-01-"))).toHaveLength(3);
});

test("a row that is not there is told with those that are, and a limit needs a row", async () => {
  const gone = await command("parity legacy focus --by group --rows nothing");
  expect(gone).toMatchObject({ code: 2, err: expect.stringContaining("there is no row") });
  expect((await command("parity legacy focus --limit 3")).code).toBe(2);
  expect((await command("parity legacy focus --rows AmazonEC2 --limit 1001")).code).toBe(2);
});

test("one format alone, a metric that one lacks, and wrong usage are told", async () => {
  expect(await command("parity legacy legacy")).toMatchObject({
    code: 1,
    err: expect.stringContaining("no month of the same payer is there in two formats"),
  });
  expect(await command("parity legacy focus --metric blended")).toMatchObject({
    code: 1,
    out: expect.stringContaining("focus has no line_item_blended_cost"),
  });
  expect((await command("parity legacy")).code).toBe(2);
  expect((await command("parity legacy focus --by region")).code).toBe(2);
  expect((await command("parity legacy focus --metric usageAmount")).code).toBe(2);
});
