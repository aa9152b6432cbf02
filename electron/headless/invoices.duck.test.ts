import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { canonical, sum } from "#core/money/decimal.ts";
import { tieOutLedger } from "#core/contract/schema/tie-out.ts";
import { closedOptions } from "#core/sample/world.ts";
import { writeSample, type WrittenSample } from "../engine/sample/write-sample.ts";
import { cloudspend, type Ran } from "./cloudspend.fixture.ts";

const answered = tieOutLedger
  .unwrap()
  .extend({ refused: z.array(z.object({ row: z.number(), problems: z.array(z.string()) })) });

let directory: string;
let written: WrittenSample;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "cloudspend-invoices-"));
  written = await writeSample({
    directory: join(directory, "bills"),
    world: { ...closedOptions("2024-01", 1), rows: 1_500 },
    format: "legacy",
  });
  await command("import bills --workspace ws --json");
});

afterAll(() => rm(directory, { recursive: true, force: true }));

function command(line: string): Promise<Ran> {
  return cloudspend(line.split(" "), { directory });
}

async function ledger(line: string) {
  const ran = await command(`invoices --workspace ws --json ${line}`.trim());
  return { code: ran.code, err: ran.err, ...answered.parse(JSON.parse(ran.out)) };
}

test("without invoices every one of the bill is listed, and the sums are what the generator wrote", async () => {
  const { code, months } = await ledger("");
  const [month] = months;
  expect(code).toBe(0);
  expect(month?.finality).toBe("final");
  expect(month?.sums[0]?.bill).toBe(canonical(written.totals.overall.metrics["unblended"] ?? ""));
  expect(new Set(month?.lines.map(({ state }) => state))).toEqual(new Set(["notEntered"]));
});

test("a file of invoices is held against the bill, kept when asked, and its errors are told by row", async () => {
  const before = await ledger("");
  const lines = before.months[0]?.lines ?? [];
  const payer = before.months[0]?.payerAccountId ?? "";
  const [first, ...others] = lines;
  const file = [
    "Month;Payer;Invoice ID;Total;Currency",
    ...others.map(
      ({ invoiceId, bill }) => `2024-01;${payer};${invoiceId};${bill?.amount.replace(".", ",")};USD`,
    ),
    `2024-01;${payer};${first?.invoiceId};${sum([first?.bill?.amount ?? "0.0", "7.77"]).replace(".", ",")};USD`,
    "2024-01;none;5;x;USD",
  ];
  await writeFile(join(directory, "invoices.csv"), file.join("\n"));
  const { code, months, refused, err } = await ledger("--file invoices.csv --keep");
  expect(code).toBe(1);
  expect(refused).toEqual([
    { row: lines.length + 2, problems: ['"none" is no account id of 12 digits', '"x" is no amount'] },
  ]);
  expect(err).toContain(`row ${lines.length + 2} was left out`);
  const states = months[0]?.lines.map(({ state }) => state) ?? [];
  expect(states.filter((state) => state === "ties")).toHaveLength(others.length);
  const off = months[0]?.lines.find(({ state }) => state === "unexplained");
  expect(off?.why).toEqual([{ kind: "unexplained", amount: "7.7700000000" }]);
  const again = await ledger("");
  expect(again.months[0]?.lines.map(({ state }) => state)).toEqual(states);
});

test("the table has a line for every invoice, and wrong usage is told", async () => {
  const { out } = await command("invoices --workspace ws");
  expect(out).toMatch(/^Month +Payer +Invoice +Currency +Bill +Invoiced +Variance +State +Why\n/);
  expect(out).toContain("unexplained 7.7700000000");
  expect((await command("invoices --workspace ws --keep")).code).toBe(2);
  expect((await command("invoices --workspace ws --payer 12")).code).toBe(2);
});
