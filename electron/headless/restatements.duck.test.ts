import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { restatementReport } from "#core/contract/schema/restatement.ts";
import { canonical, subtract, sum } from "#core/money/decimal.ts";
import { cloudspend, type Ran } from "./cloudspend.fixture.ts";

const written = z.object({
  deliveries: z.array(
    z.object({
      totals: z.object({
        byPeriod: z.record(z.string(), z.object({ metrics: z.record(z.string(), z.string()) })),
      }),
    }),
  ),
});
const compared = z.object({
  difference: z.object({
    groups: z.array(z.object({ difference: z.string() })),
    total: z.object({ before: z.string(), after: z.string(), difference: z.string() }),
  }),
});

let directory: string;
let sample: z.infer<typeof written>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "cloudspend-restatements-"));
  const { out } = await command(
    "sample bills --rows 1500 --months 2 --last 2023-12 --with restatement --json",
  );
  sample = written.parse(JSON.parse(out));
  await command("import bills/first --workspace ws --json");
  await command("import bills/second --workspace ws --json");
});

afterAll(() => rm(directory, { recursive: true, force: true }));

function command(line: string): Promise<Ran> {
  return cloudspend(line.split(" "), { directory });
}

const costOf = (delivery: number): string =>
  canonical(sample.deliveries[delivery]?.totals.byPeriod["2023-11"]?.metrics["unblended"] ?? "");

test("the second delivery of the sample is listed with the totals the generator wrote", async () => {
  const { code, out } = await command("restatements --workspace ws --json");
  expect(code).toBe(0);
  const { restatements } = restatementReport.parse(JSON.parse(out));
  expect(restatements.map(({ billingPeriod, totals }) => [billingPeriod, totals])).toEqual([
    [
      "2023-11",
      [{ currency: "USD", before: costOf(0), after: costOf(1), difference: subtract(costOf(1), costOf(0)) }],
    ],
  ]);
  expect((await command("restatements --workspace ws")).out).toMatch(/^Month +Report +Currency +Before/);
});

test.each(["--by linkedAccount", "--by lineItemType"])(
  "compared %s it sums to the difference",
  async (by) => {
    const { out } = await command(`restatements --workspace ws --month 2023-11 ${by} --json`);
    const { difference } = compared.parse(JSON.parse(out));
    expect(difference.total).toMatchObject({ before: costOf(0), after: costOf(1) });
    expect(sum(difference.groups.map((group) => group.difference))).toBe(difference.total.difference);
  },
);

test("down to line items, as a table", async () => {
  const { code, out } = await command("restatements --workspace ws --month 2023-11 --rows --limit 5");
  expect(code).toBe(0);
  expect(out).toMatch(/^Line item \(USD\) +Before +After +Difference\n/);
  expect(out).toMatch(/more rows are in the total/);
});

test("wrong usage is told", async () => {
  expect((await command("restatements --workspace ws --by service")).code).toBe(2);
  expect((await command("restatements --workspace ws --month soon")).code).toBe(2);
  expect(await command("restatements --workspace ws --month 2020-01")).toMatchObject({ code: 1 });
});
