import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { parityAnswer } from "#core/contract/schema/parity.ts";
import { canonical } from "#core/money/decimal.ts";
import { closedOptions } from "#core/sample/world.ts";
import { writeSample, type WrittenSample } from "../engine/sample/write-sample.ts";
import { cloudspend, type Ran } from "./cloudspend.fixture.ts";

const answered = z.object({
  pairs: z.array(z.object({ billingPeriod: z.string(), answer: parityAnswer })),
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
