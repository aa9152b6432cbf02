import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatScaled, parseScaled, sum } from "#core/money/decimal.ts";
import type { WorldOptions } from "#core/sample/world.ts";
import { closedOptions, defaultOptions } from "#core/sample/world.ts";
import { invoiceKey, type Invoice } from "#core/tie-out/invoice.ts";
import type { TieOutLedger, TieOutMonth } from "#core/tie-out/tie-out.ts";
import { rangeOfPeriod } from "#core/time/period.ts";
import { queryCosts } from "../cost/query-costs.ts";
import type { Database } from "../duckdb/database.ts";
import { importPaths } from "../ingest/import.ts";
import { writeSample } from "../sample/write-sample.ts";
import { openWorkspace } from "../workspace/open-workspace.ts";
import { queryTieOut } from "./query-tie-out.ts";

type CsvRow = Readonly<Record<string, string>>;
type Opened = {
  readonly folder: string;
  readonly database: Database;
  readonly directory: string;
  readonly rows: readonly CsvRow[];
};
const SPLIT = ["EKSPod-EC2", "ECSTask-EC2"];

/** Invoices as AWS would print them, added up from the files alone. */
function invoicesOf(
  rows: readonly CsvRow[],
  { amount = "lineItem/UnblendedCost", leaveOut = () => false }: Partial<Printing> = {},
): readonly Invoice[] {
  const sums = new Map<string, { readonly row: CsvRow; total: bigint }>();
  for (const row of rows.filter((each) => text(each, "bill/InvoiceId") !== "" && !leaveOut(each))) {
    const place = `${text(row, "bill/PayerAccountId")}|${periodOf(row)}|${text(row, "bill/InvoiceId")}`;
    const held = sums.get(place) ?? { row, total: 0n };
    held.total += parseScaled(text(row, amount)) ?? 0n;
    sums.set(place, held);
  }
  return [...sums.values()].map(({ row, total }) => {
    const made = {
      payerAccountId: text(row, "bill/PayerAccountId"),
      billingPeriod: periodOf(row),
      entity: text(row, "bill/InvoicingEntity"),
      invoiceId: text(row, "bill/InvoiceId"),
      total: cents(total),
      tax: null,
      currency: text(row, "lineItem/CurrencyCode"),
      rate: null,
      note: "",
      source: "files",
    };
    return { id: invoiceKey(made), ...made };
  });
}

type Printing = { readonly amount: string; readonly leaveOut: (row: CsvRow) => boolean };

async function open(world: WorldOptions): Promise<Opened> {
  const folder = await mkdtemp(join(tmpdir(), "cloudspend-tie-out-"));
  const { files } = await writeSample({ directory: join(folder, "files"), world, format: "legacy" });
  const { database, directory } = await openWorkspace(join(folder, "workspace"), new Date(0));
  const paths = [join(folder, "files")];
  const report = await importPaths({ database, directory, paths, leaveOut: [], now: () => new Date(0) });
  if (report.skipped.length > 0) throw new Error(JSON.stringify(report.skipped));
  return {
    folder,
    database,
    directory,
    rows: await rowsOf(files.filter((file) => file.endsWith(".csv.gz"))),
  };
}

async function close({ database, folder }: Opened): Promise<void> {
  await database.close();
  await rm(folder, { recursive: true, force: true });
}

const ledger = ({ database, directory }: Opened, invoices: readonly Invoice[]): Promise<TieOutLedger> =>
  queryTieOut(database, directory, { invoices });

describe("the company's bills", () => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await open({ ...closedOptions("2026-10", 2), rows: 5_000 });
  });
  afterAll(() => close(opened));

  test("every invoice of the files ties, and every line item is in one line", async () => {
    const entered = invoicesOf(opened.rows);
    expect(entered.length).toBeGreaterThan(4);
    const { months } = await ledger(opened, entered);
    expect(months.flatMap(({ lines }) => lines.map(({ state }) => state))).toEqual(entered.map(() => "ties"));
    for (const month of months) {
      expect(month.finality).toBe("final");
      expect(month.sums.map(({ bill, unexplained }) => [bill, unexplained])).toEqual([
        [sumOf(opened.rows.filter((row) => periodOf(row) === month.billingPeriod)), "0.0000000000"],
      ]);
    }
  });

  test.each([
    ["tax", (row: CsvRow) => text(row, "lineItem/LineItemType") === "Tax"],
    ["credits", (row: CsvRow) => text(row, "lineItem/LineItemType") === "Credit"],
    [
      "support",
      (row: CsvRow) =>
        text(row, "lineItem/ProductCode").startsWith("AWSSupport") &&
        !["Tax", "Credit", "Refund"].includes(text(row, "lineItem/LineItemType")),
    ],
  ])("an invoice without %s is explained by exactly that, down to its line items", async (part, leaveOut) => {
    const { months } = await ledger(opened, invoicesOf(opened.rows, { leaveOut }));
    const explained = months.flatMap((month) =>
      month.lines.filter(({ state }) => state === "explained").map((line) => ({ month, line })),
    );
    expect(explained.length).toBeGreaterThan(0);
    for (const { month, line } of explained) {
      const [why] = line.why;
      if (why?.kind !== "leftOut") throw new Error(`explained by ${why?.kind ?? "nothing"}`);
      expect(why.part).toBe(part);
      const own = opened.rows.filter(
        (row) =>
          leaveOut(row) &&
          periodOf(row) === month.billingPeriod &&
          text(row, "bill/InvoiceId") === line.invoiceId,
      );
      expect([why.amount, why.lineItems]).toEqual([negative(sumOf(own)), own.length]);
      const costs = await queryCosts(opened.database, opened.directory, {
        metric: "unblended",
        granularity: "total",
        range: rangeOfPeriod(month.billingPeriod),
        groupBy: [],
        filters: why.narrow ?? [],
        currency: null,
        top: null,
      });
      expect([costs.total, costs.lineItems]).toEqual([sumOf(own), own.length]);
    }
  });
});

describe("other bills", () => {
  test("where discounts have columns only, the net cost is what is invoiced", async () => {
    const opened = await open({ ...closedOptions("2026-10", 1), rows: 3_000, discounts: "columns" });
    const { months } = await ledger(opened, invoicesOf(opened.rows, { amount: "lineItem/NetUnblendedCost" }));
    await close(opened);
    expect(months[0]?.deliveries.map(({ metric }) => metric)).toEqual(["netUnblended"]);
    expect(new Set(months.flatMap(({ lines }) => lines.map(({ state }) => state)))).toEqual(
      new Set(["ties"]),
    );
  });

  test("a month to date has charges without an invoice, and says so", async () => {
    const opened = await open({ ...defaultOptions("2026-11-18"), months: 2, rows: 4_000 });
    const { months } = await ledger(opened, []);
    const [newest, former] = months;
    const unbilled = opened.rows.filter(
      (row) => periodOf(row) === "2026-11" && text(row, "bill/InvoiceId") === "",
    );
    await close(opened);
    expect([newest?.finality, former?.finality]).toEqual([openOrClosing(newest), "final"]);
    expect(newest?.lines.find(({ state }) => state === "open")?.bill?.amount).toBe(sumOf(unbilled));
    expect(newest?.sums[0]?.open).toBe(sumOf(unbilled));
  });
});

/** A purchase within the month has its invoice at once. */
function openOrClosing(month: TieOutMonth | undefined): string {
  return month?.lines.some(({ invoiceId }) => invoiceId !== null) === true ? "closing" : "open";
}

async function rowsOf(files: readonly string[]): Promise<readonly CsvRow[]> {
  const parsed = await Promise.all(
    files.map(async (file) => parse<CsvRow>(gunzipSync(await readFile(file)), { columns: true })),
  );
  return parsed.flat().filter((row) => !SPLIT.includes(text(row, "lineItem/Operation")));
}

function periodOf(row: CsvRow): string {
  return text(row, "bill/BillingPeriodStartDate").slice(0, 7);
}

function text(row: CsvRow, name: string): string {
  return row[name] ?? "";
}

function sumOf(rows: readonly CsvRow[]): string {
  return sum(rows.map((row) => text(row, "lineItem/UnblendedCost") || "0.0"));
}

function negative(amount: string): string {
  return formatScaled(-(parseScaled(amount) ?? 0n));
}

/** As an invoice prints it: half away from zero. */
function cents(scaled: bigint): string {
  const cent = 10n ** 16n;
  const size = scaled < 0n ? -scaled : scaled;
  const rounded = ((size + cent / 2n) / cent) * cent;
  return formatScaled(scaled < 0n ? -rounded : rounded);
}
