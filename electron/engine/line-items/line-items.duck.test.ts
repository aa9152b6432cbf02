import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formulaSafe } from "#core/cost/line-items/csv-cell.ts";
import { lineItemColumnsOf } from "#core/cost/line-items/line-item-columns.ts";
import type { LineItemPage, LineItemQuery } from "#core/cost/query/line-item-query.ts";
import { type Fixture, fixture, type FixtureRow } from "../cost/testing/fixture.ts";
import { exportFrom } from "../export/export.ts";
import { pageOf } from "./page.ts";

const EVIL = ["=1+1", "@SUM(A1)", "-2+3", "＝1", "\t=1", "-5.5", 'plain, with "quotes"\nand a line'];

const september: readonly FixtureRow[] = Array.from({ length: 7 }, (_, index) => ({
  "lineItem/UsageStartDate": `2026-09-0${index + 1}T00:00:00Z`,
  "lineItem/LineItemType": "Usage",
  "lineItem/ProductCode": index % 2 === 0 ? "AmazonEC2" : "AmazonS3",
  "lineItem/UnblendedCost": `${index}.5`,
  "lineItem/CurrencyCode": "USD",
  "lineItem/LineItemDescription": EVIL[index] ?? null,
  "resourceTags/user:Team": index === 3 ? "web" : null,
  // Only in the first of the stored files.
  "product/oddity": index === 0 ? "odd" : null,
}));

const october: readonly FixtureRow[] = [
  {
    line_item_usage_start_date: "2026-10-01T05:00:00Z",
    line_item_line_item_type: "Usage",
    line_item_product_code: "AmazonEC2",
    line_item_unblended_cost: "0.0000008",
    line_item_currency_code: "USD",
    tags: { "resourceTags/user:Team": "api" },
  },
  {
    line_item_usage_start_date: "2026-10-02T00:00:00Z",
    line_item_line_item_type: "Credit",
    line_item_product_code: "AmazonEC2",
    line_item_unblended_cost: "-3",
    line_item_currency_code: "USD",
  },
];

let world: Fixture;

beforeAll(async () => {
  world = await fixture([
    { id: "sep", format: "legacy", billingPeriod: "2026-09", rows: september, rowsPerFile: 3 },
    { id: "oct", format: "cur2", billingPeriod: "2026-10", rows: october, reportName: "export" },
    { id: "other", format: "legacy", billingPeriod: "2026-10", rows: september, counted: false },
  ]);
});
afterAll(() => world.close());

const QUERY: LineItemQuery = {
  range: { from: "2026-09-01", to: "2026-11-01" },
  filters: [],
  columns: ["source_row"],
  sort: null,
  offset: 0,
  limit: 100,
};

async function page(query: Partial<LineItemQuery>): Promise<LineItemPage> {
  return world.database.read((connection) =>
    pageOf(world, connection, world.deliveries, { ...QUERY, ...query }),
  );
}

test("all rows in their own order, each traceable to its file and row", async () => {
  const { rows, totalRows, totals } = await page({
    columns: ["billing_period", "report", "source_file", "source_row"],
  });
  expect(rows).toEqual([
    ...[1, 2, 3].map((row) => ["2026-09", "report", "/reports/sep-1.csv.gz", String(row)]),
    ...[1, 2, 3].map((row) => ["2026-09", "report", "/reports/sep-2.csv.gz", String(row)]),
    ["2026-09", "report", "/reports/sep-3.csv.gz", "1"],
    ["2026-10", "export", "/reports/oct-1.csv.gz", "1"],
    ["2026-10", "export", "/reports/oct-1.csv.gz", "2"],
  ]);
  expect(totalRows).toBe(9);
  expect(totals).toEqual({ USD: "21.5000008000" });
});

test("cells are exact text", async () => {
  const { rows } = await page({
    columns: [
      "line_item_unblended_cost",
      "line_item_usage_start_date",
      "tags",
      "metric:amortized",
      "metric:netAmortized",
    ],
    range: { from: "2026-10-01", to: "2026-11-01" },
  });
  expect(rows).toEqual([
    ["0.0000008000", "2026-10-01T05:00:00Z", '{"resourceTags/user:Team":"api"}', "0.0000008000", null],
    ["-3.0000000000", "2026-10-02T00:00:00Z", null, "-3.0000000000", null],
  ]);
});

test("a column that only one of the files has", async () => {
  const { rows } = await page({ columns: ["product_oddity"] });
  expect(rows.map(([cell]) => cell)).toEqual(["odd", ...Array.from({ length: 8 }, () => null)]);
});

test("pages cut across files and deliveries", async () => {
  const all = await page({});
  for (let offset = 0; offset < 10; offset += 1) {
    const { rows } = await page({ offset, limit: 4 });
    expect(rows).toEqual(all.rows.slice(offset, offset + 4));
  }
});

test("sorted pages, the greatest first, nothing last, ties in their own order", async () => {
  const sorted = await page({
    columns: ["line_item_unblended_cost"],
    sort: { column: "line_item_unblended_cost", descending: true },
  });
  expect(sorted.rows.map(([cost]) => Number(cost))).toEqual([
    6.5, 5.5, 4.5, 3.5, 2.5, 1.5, 0.5, 0.0000008, -3,
  ]);
  const byCode = await page({
    columns: ["line_item_product_code", "source_file", "source_row"],
    sort: { column: "line_item_product_code", descending: true },
    limit: 4,
  });
  expect(byCode.rows.map((row) => row.join(" "))).toEqual([
    "AmazonS3 /reports/sep-1.csv.gz 2",
    "AmazonS3 /reports/sep-2.csv.gz 1",
    "AmazonS3 /reports/sep-2.csv.gz 3",
    "AmazonEC2 /reports/sep-1.csv.gz 1",
  ]);
  const odd = await page({
    columns: ["product_oddity"],
    sort: { column: "product_oddity", descending: false },
    limit: 1,
  });
  expect(odd.rows).toEqual([["odd"]]);
});

test("filters and days narrow rows and totals alike", async () => {
  const { rows, totalRows, totals } = await page({
    columns: ["line_item_usage_start_date"],
    range: { from: "2026-09-03", to: "2026-10-02" },
    filters: [{ dimension: "service", mode: "include", values: ["AmazonEC2"] }],
  });
  expect(rows.map(([start]) => start?.slice(0, 10))).toEqual([
    "2026-09-03",
    "2026-09-05",
    "2026-09-07",
    "2026-10-01",
  ]);
  expect(totalRows).toBe(4);
  expect(totals).toEqual({ USD: "13.5000008000" });
});

test("a tag means the same in both formats", async () => {
  const tagged = await page({
    filters: [{ dimension: "tag:Team", mode: "include", values: ["web", "api"] }],
  });
  expect(tagged.totalRows).toBe(2);
  const untagged = await page({ filters: [{ dimension: "tag:Team", mode: "include", values: [null] }] });
  expect(untagged.totalRows).toBe(7);
});

test("an unknown column is refused", async () => {
  await expect(page({ columns: ["nonsense"] })).rejects.toMatchObject({ failure: { code: "query.invalid" } });
});

test("every column can be shown and sorted by", async () => {
  const columns = lineItemColumnsOf(world.deliveries.filter(({ counted }) => counted));
  const whole = await page({ columns: columns.map(({ id }) => id) });
  expect(whole.rows.every((row) => row.length === columns.length)).toBe(true);
  for (const { id } of columns)
    for (const descending of [true, false])
      expect((await page({ columns: [id], sort: { column: id, descending } })).rows).toHaveLength(9);
});

async function exported(
  query: Partial<LineItemQuery>,
  signal = new AbortController().signal,
  path = join(world.directory, "out.csv"),
): Promise<string[][]> {
  const result = await world.database.read(
    (connection) =>
      exportFrom(
        {
          ...world,
          request: {
            path,
            format: "csv",
            sources: [{ kind: "lineItems", title: "Line items", query: { ...QUERY, ...query } }],
            facts: [],
          },
          now: new Date(0),
          signal,
          onProgress: () => {},
        },
        { connection, deliveries: world.deliveries },
      ),
    signal,
  );
  const lines: string[][] = parse(await readFile(path, "utf8"), { relax_column_count: false });
  expect(result).toEqual({ path, rows: lines.length - 1 });
  return lines;
}

test("the export holds exactly what the page shows, safe for a spreadsheet", async () => {
  const columns = [
    "line_item_line_item_description",
    "line_item_unblended_cost",
    "line_item_usage_start_date",
    "tags",
    "source_row",
  ];
  for (const sort of [null, { column: "line_item_unblended_cost", descending: true }]) {
    const { rows, columns: shown } = await page({ columns, sort });
    const [header, ...lines] = await exported({ columns, sort, limit: 1 });
    expect(header).toEqual(shown.map(({ name }) => name));
    expect(lines).toEqual(
      rows.map((row) =>
        row.map((cell, index) => (cell === null ? "" : index === 0 ? formulaSafe(cell) : cell)),
      ),
    );
  }
});

test("a cancelled export leaves nothing behind", async () => {
  const before = await readdir(world.directory);
  await expect(exported({}, AbortSignal.abort())).rejects.toMatchObject({ failure: { code: "cancelled" } });
  expect(await readdir(world.directory)).toEqual(before);
});

test("a place that cannot be written is told with its path and the reason", async () => {
  const place = join(world.directory, "gone", "out.csv");
  await expect(exported({}, undefined, place)).rejects.toMatchObject({
    failure: { code: "file.unwritable", params: { path: place, cause: "No such file or directory" } },
  });
  await expect(exported({}, undefined, world.directory)).rejects.toMatchObject({
    failure: { code: "file.unwritable", params: { path: world.directory } },
  });
});
