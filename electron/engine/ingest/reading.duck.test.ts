import { gzipSync } from "node:zlib";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { raw } from "#core/sql/sql.ts";
import { listDeliveries, listQuality } from "../catalogue/catalogue.ts";
import { openTestWorkspace, type TestWorkspace } from "./ingest.fixture.ts";
import { csv, HEADERS, lineItem, lineItems, put, putGzip } from "./report-files.fixture.ts";

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await openTestWorkspace();
});
afterEach(() => workspace.close());

const path = (name: string) => join(workspace.sources, name);
const importText = async (name: string, text: string) => workspace.import([await put(path(name), text)]);
const quality = async () => (await workspace.database.read(listQuality))[0];
const repairs = async () => (await quality())?.repairs ?? [];

it("keeps every cell: leading zeros, commas, quotes, line ends, columns that differ only in case or a blank", async () => {
  const rows = [
    lineItem(1, {
      "resourceTags/user:team": 'a,"b"\nc',
      "resourceTags/user:Team": "upper",
      "resourceTags/user: team": "blank",
      "resourceTags/user:None": "None",
    }),
    lineItem(2, { "resourceTags/user:team": "NULL" }),
  ];
  const report = await importText("cur.csv", csv(rows));
  expect(report.skipped).toEqual([]);
  const [delivery] = await workspace.database.read(listDeliveries);
  const tags = delivery?.columns.filter(({ name }) => name.startsWith("resourceTags/")) ?? [];
  expect(tags.map(({ name }) => name)).toEqual([
    "resourceTags/user:team",
    "resourceTags/user:Team",
    "resourceTags/user: team",
    "resourceTags/user:None",
  ]);
  expect(new Set(tags.map(({ id }) => id.toLowerCase())).size).toBe(4);
  const [first, second] = await workspace.lineItems();
  expect(tags.map(({ id }) => first?.[id])).toEqual(['a,"b"\nc', "upper", "blank", "None"]);
  expect(second?.[tags[0]?.id ?? ""]).toBe("NULL");
  expect(first?.["line_item_usage_account_id"]).toBe("012345678901");
  expect(first?.["bill_payer_account_id"]).toBe("000000000012");
});

it.each([
  ["a byte order mark and CRLF", (text: string) => `\uFEFF${text.replaceAll("\n", "\r\n")}`],
  ["no final line end", (text: string) => text.trimEnd()],
  ["blank lines at the end", (text: string) => `${text}\n\n`],
  ["every cell quoted", (text: string) => text.replaceAll(/[^,\n]+/g, '"$&"')],
])("reads %s", async (_, change) => {
  const report = await importText("cur.csv", change(csv(lineItems(3))));
  expect(report.skipped).toEqual([]);
  expect(report.periods).toMatchObject([
    { rows: 3, unblended: "0.0300000000", billingPeriod: "2024-01", format: "legacy" },
  ]);
});

it("reads numbers exactly in whatever form they are written, and says so", async () => {
  const costs = [
    "8.0E-7",
    "1.5e-05",
    "-12345678901234.5678",
    "0.000000000000000001",
    "1",
    "",
    "None",
    "12,5",
  ];
  const rows = costs.map((cost, index) => lineItem(index, { "lineItem/UnblendedCost": cost }));
  const report = await importText("cur.csv", csv(rows));
  expect(report.periods[0]?.unblended).toBe("-12345678901233.567784199999999999");
  expect(
    (await workspace.lineItems("line_item_unblended_cost AS cost, unreadable")).map((row) => [
      row["cost"],
      row["unreadable"],
    ]),
  ).toEqual([
    ["0.0000008000", null],
    ["0.0000150000", null],
    ["-12345678901234.5678000000", null],
    ["0.000000000000000001", null],
    ["1.0000000000", null],
    [null, null],
    [null, "line_item_unblended_cost=None"],
    [null, "line_item_unblended_cost=12,5"],
  ]);
  const found = (await repairs()).filter(({ column }) => column === "line_item_unblended_cost");
  expect(found.map(({ kind, cells }) => [kind, cells])).toEqual(
    expect.arrayContaining([
      ["eNotation", 2],
      ["nullText", 1],
      ["unreadableNumber", 1],
      ["blankNumber", 1],
    ]),
  );
  expect(report.warnings.map(({ code }) => code)).toContain("unreadable_numbers");
});

it("reads times of all forms as UTC instants", async () => {
  const times = [
    "2024-01-05T02:00:00+02:00",
    "2024-01-05T00:00:00.000Z",
    "2024-01-05 00:00:00",
    "2024-01-05 00:00:00+00:00",
    "soon",
  ];
  const rows = times.map((time, index) => lineItem(index, { "lineItem/UsageStartDate": time }));
  await importText("cur.csv", csv(rows));
  expect((await workspace.lineItems("line_item_usage_start_date AS at")).map((row) => row["at"])).toEqual([
    "2024-01-05T00:00:00Z",
    "2024-01-05T00:00:00Z",
    "2024-01-05T00:00:00Z",
    "2024-01-05T00:00:00Z",
    null,
  ]);
  expect((await repairs()).map(({ kind, cells }) => [kind, cells])).toEqual(
    expect.arrayContaining([
      ["timeForm", 4],
      ["unreadableTime", 1],
    ]),
  );
});

it("keeps rows that are one cell short and counts them", async () => {
  const text = csv(lineItems(4), HEADERS).split("\n");
  const short = text.map((line, index) => (index === 2 ? line.replace(/,$/, "") : line)).join("\n");
  const report = await importText("cur.csv", short);
  expect(report.periods).toMatchObject([{ rows: 4, unblended: "0.0400000000", quality: "notes" }]);
  expect(await repairs()).toContainEqual({ kind: "shortRow", column: "", cells: 1, example: null });
});

it("refuses a row that is cut off, naming it", async () => {
  const report = await importText("cur.csv", csv(lineItems(4), HEADERS).slice(0, -120));
  expect(report.periods).toEqual([]);
  expect(report.skipped).toMatchObject([{ failure: { code: "cur.bad_row", params: { row: 4 } } }]);
});

it("refuses a row with more cells than the header, naming it", async () => {
  const text = csv(lineItems(3), HEADERS).split("\n");
  text[2] += ",more,cells";
  const report = await importText("cur.csv", text.join("\n"));
  expect(report.skipped).toMatchObject([
    { failure: { code: "cur.bad_row", params: { row: 2, path: path("cur.csv") } } },
  ]);
});

it("does not lose a value in a column that looked empty", async () => {
  const rows = lineItems(30_000).map((row, index) =>
    index === 29_990 ? { ...row, "bill/InvoiceId": "INV-1", "resourceTags/user:team": "late" } : row,
  );
  await putGzip(path("cur.csv.gz"), csv(rows));
  await workspace.import([path("cur.csv.gz")]);
  const [found] = await workspace.rows(
    raw(`SELECT count(bill_invoice_id) AS invoices, max(resource_tags_user_team) AS team
      FROM read_parquet('${workspace.directory}/line-items/*/[0-9]*.parquet')`),
  );
  expect(found).toEqual({ invoices: 1, team: "late" });
  const [delivery] = await workspace.database.read(listDeliveries);
  expect(delivery?.columns.map(({ id }) => id)).toContain("bill_invoice_id");
});

it("sorts the rows of several periods into deliveries and keeps their row numbers", async () => {
  const february = {
    "bill/BillingPeriodStartDate": "2024-02-01T00:00:00Z",
    "lineItem/UsageStartDate": "2024-02-03T00:00:00Z",
  };
  const rows = [lineItem(1), lineItem(2, february), lineItem(3), lineItem(4, february)];
  const report = await importText("cur.csv", csv(rows));
  expect(
    report.periods.map(({ billingPeriod, rows: count, unblended }) => [billingPeriod, count, unblended]),
  ).toEqual([
    ["2024-01", 2, "0.0200000000"],
    ["2024-02", 2, "0.0200000000"],
  ]);
  expect(
    (await workspace.lineItems("line_item_resource_id AS id, source_row")).map((row) => [
      row["id"],
      row["source_row"],
    ]),
  ).toEqual([
    ["i-1", 1],
    ["i-3", 3],
    ["i-2", 2],
    ["i-4", 4],
  ]);
});

it("keeps currencies apart", async () => {
  const rows = [
    lineItem(1),
    lineItem(2, { "lineItem/CurrencyCode": "EUR", "lineItem/UnblendedCost": "7" }),
    lineItem(3),
  ];
  const report = await importText("cur.csv", csv(rows));
  expect(report.periods.map(({ currency, rows: count, unblended }) => [currency, count, unblended])).toEqual([
    ["EUR", 1, "7.0000000000"],
    ["USD", 2, "0.0200000000"],
  ]);
});

it("warns about files of one report that hold the same line items, and lets one be left out", async () => {
  const text = csv(lineItems(5));
  await put(path("cur-00001.csv"), text);
  await put(path("cur-00002.csv"), text.replaceAll("0.0100000000", "0.0200000000"));
  const report = await workspace.import([workspace.sources], { leaveOut: [path("cur-00001.csv")] });
  expect(report.periods).toMatchObject([{ rows: 5, unblended: "0.1000000000" }]);
  const both = await workspace.import([workspace.sources]);
  expect(both.warnings.map(({ code }) => code)).toContain("likely_duplicates");
});

it("finds the same line items deep in loose files, and reads equal files once", async () => {
  const late = lineItems(9_000);
  await putGzip(path("cur-00001.csv.gz"), csv(late));
  await putGzip(
    path("cur-00002.csv.gz"),
    csv(late.slice(8_500).map((row) => ({ ...row, "lineItem/UnblendedCost": "1" }))),
  );
  await putGzip(path("cur-00003.csv.gz"), csv(late));
  const report = await workspace.import([workspace.sources]);
  expect(report.periods).toMatchObject([{ rows: 9_500, files: 2 }]);
  expect(
    report.warnings.filter(({ code }) => code === "likely_duplicates").map(({ paths }) => paths),
  ).toEqual(
    expect.arrayContaining([
      [path("cur-00003.csv.gz")],
      [path("cur-00001.csv.gz"), path("cur-00002.csv.gz")],
    ]),
  );
});

it("takes the newer of two folders that hold the same report and period", async () => {
  await put(path("a/cur.csv"), csv(lineItems(3)));
  await put(path("b/cur.csv"), csv(lineItems(4)));
  const { utimes } = await import("node:fs/promises");
  await utimes(path("a/cur.csv"), 1_000, 1_000);
  const report = await workspace.import([workspace.sources]);
  expect(report.periods).toMatchObject([{ rows: 4 }]);
  expect(report.warnings.map(({ code }) => code)).toContain("likely_duplicates");
  expect(await workspace.rows(raw("SELECT count(*) AS n FROM delivery"))).toEqual([{ n: 1 }]);
});

it("assumes a month and a currency where the report has none, and says so", async () => {
  const row = { "lineItem/UsageStartDate": "2024-03-01T00:00:00Z", "lineItem/UnblendedCost": "1" };
  const report = await importText("small.csv", csv([row], Object.keys(row)));
  expect(report.periods).toMatchObject([{ billingPeriod: "2024-03", currency: "USD", payerAccountId: null }]);
  expect(report.warnings.map(({ code }) => code)).toEqual(["no_billing_period", "assumed_currency"]);
});

it("reads gzip of several members", async () => {
  const text = csv(lineItems(10));
  const at = text.indexOf("\n", 600) + 1;
  await put(path("cur.csv.gz"), Buffer.concat([gzipSync(text.slice(0, at)), gzipSync(text.slice(at))]));
  expect((await workspace.import([path("cur.csv.gz")])).periods).toMatchObject([{ rows: 10 }]);
});

it("reads chunks whose columns differ in number and order", async () => {
  const first = csv([lineItem(1, { "resourceTags/user:team": "a" })]);
  const second = csv(
    [lineItem(2, { "resourceTags/user:other": "b" })],
    ["resourceTags/user:other", ...[...HEADERS].toReversed()],
  );
  await put(path("cur-00001.csv"), first);
  await put(path("cur-00002.csv"), second);
  const report = await workspace.import([workspace.sources]);
  expect(report.periods).toMatchObject([{ rows: 2, unblended: "0.0200000000", files: 2 }]);
  expect(
    (await workspace.lineItems("resource_tags_user_team AS team, resource_tags_user_other AS other")).map(
      (row) => [row["team"], row["other"]],
    ),
  ).toEqual([
    ["a", null],
    [null, "b"],
  ]);
});

it("is not confused by names that hold patterns", async () => {
  await put(path("a1.csv"), csv(lineItems(9)));
  await put(path("a[1].csv"), csv(lineItems(2)));
  expect((await workspace.import([path("a[1].csv")])).periods).toMatchObject([{ rows: 2 }]);
});

it("takes a file without rows for nothing, says so", async () => {
  const report = await importText("cur.csv", csv([], HEADERS));
  expect(report.skipped).toMatchObject([{ failure: { code: "cur.no_rows" } }]);
});
