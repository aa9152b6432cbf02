import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { read, type WorkBook } from "@e965/xlsx";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LineItemQuery } from "#core/cost/query/line-item-query.ts";
import { lineItemColumnsOf } from "#core/cost/line-items/line-item-columns.ts";
import { convert } from "#core/currency/convert.ts";
import {
  column,
  type ExportFormat,
  type ExportSource,
  type ExportTable,
  moneyColumn,
} from "#core/export/export-table.ts";
import { raw } from "#core/sql/sql.ts";
import { type Fixture, fixture, type FixtureRow } from "../cost/testing/fixture.ts";
import { openDatabase } from "../duckdb/database.ts";
import { run, runRows } from "../duckdb/run.ts";
import { pageOf } from "../line-items/page.ts";
import { exportFrom } from "./export.ts";
import { type SheetSource, writeWorkbook } from "./workbook-file.ts";

const EVIL = ["=1+1", "@SUM(A1)", "-2+3", "＝1", "\t=1", "\r=1", "+1", " =1", "_x0041_", "a\u0000b", '<"&>'];
const LONG = "12345678901234.123456789012345678";
const COSTS: ExportTable = {
  title: "Costs: 2026/10",
  columns: [
    column("Service"),
    moneyColumn("Cost", "USD"),
    moneyColumn("Kosten", "JPY"),
    column("Share", "percent"),
    column("Rows", "integer"),
    column("Usage", "decimal"),
    column("Day", "date"),
    column("Seen", "timestamp"),
  ],
  rows: [
    ...EVIL.map((text, at) => [
      text,
      `-${at}.5000000000`,
      `${at}`,
      "0.1407",
      `${at}`,
      "0.000123",
      "2026-10-31",
      "2026-10-31T23:30:00Z",
    ]),
    ["Long", LONG, null, null, null, null, null, null],
  ],
};
const ROWS: readonly FixtureRow[] = Array.from({ length: 9 }, (_, index) => ({
  "lineItem/UsageStartDate": `2026-09-0${index + 1}T05:00:00Z`,
  "lineItem/LineItemType": "Usage",
  "lineItem/ProductCode": index % 2 === 0 ? "AmazonEC2" : "AmazonS3",
  "lineItem/UnblendedCost": `${index}.5`,
  "lineItem/CurrencyCode": "USD",
  "lineItem/LineItemDescription": EVIL[index]?.replace("\u0000", "") ?? null,
}));
const QUERY: LineItemQuery = {
  range: { from: "2026-09-01", to: "2026-10-01" },
  filters: [{ dimension: "service", mode: "include", values: ["AmazonEC2"] }],
  columns: [],
  sort: null,
  offset: 0,
  limit: 50,
};

let world: Fixture;
let folder: string;
beforeAll(async () => {
  world = await fixture([{ id: "sep", billingPeriod: "2026-09", format: "legacy", rows: ROWS }]);
  folder = await mkdtemp(join(tmpdir(), "cloudspend-export-"));
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

function write(
  format: ExportFormat,
  sources: readonly ExportSource[],
  path: string,
  signal = new AbortController().signal,
): Promise<{ path: string; rows: number }> {
  return world.database.read(
    (connection) =>
      exportFrom(
        {
          ...world,
          request: { path, format, sources, facts: [{ name: "Workspace", value: "=Acme" }] },
          now: new Date("2026-11-16T09:00:00Z"),
          signal,
          onProgress: () => {},
        },
        { connection, deliveries: world.deliveries },
      ),
    signal,
  );
}

async function workbook(path: string): Promise<WorkBook> {
  return read(await readFile(path), { cellNF: true, cellStyles: true, cellFormula: true });
}

const table = (given: ExportTable): ExportSource => ({ kind: "table", table: given });
const allColumns = () => lineItemColumnsOf(world.deliveries).map(({ id }) => id);

describe("a workbook, read by another reader", () => {
  test("has typed cells with number formats, one sheet per table, and says what it is about", async () => {
    const path = join(folder, "costs.xlsx");
    const second: ExportTable = { title: "costs  2026 10", columns: [column("Unit")], rows: [["Shop"]] };
    expect(await write("xlsx", [table(COSTS), table(second)], path)).toEqual({ path, rows: EVIL.length + 2 });
    const book = await workbook(path);
    expect(book.SheetNames).toEqual(["About", "Costs 2026 10", "costs 2026 10 (2)", "Exact values"]);
    const sheet = book.Sheets["Costs 2026 10"];
    expect([sheet?.["B1"]?.v, sheet?.["C1"]?.v]).toEqual(["Cost (USD)", "Kosten (JPY)"]);
    expect(sheet?.["B2"]).toMatchObject({ t: "n", v: -0.5, z: "#,##0.00" });
    expect(sheet?.["C3"]).toMatchObject({ t: "n", v: 1, z: "#,##0" });
    expect(sheet?.["D2"]).toMatchObject({ t: "n", v: 0.1407, z: "0.00%", w: "14.07%" });
    expect(sheet?.["F2"]).toMatchObject({ t: "n", v: 0.000123 });
    expect(sheet?.["G2"]).toMatchObject({ t: "n", v: 46326, w: "2026-10-31" });
    expect(sheet?.["H2"]).toMatchObject({ t: "n", w: "2026-10-31 23:30:00" });
    expect(sheet?.["!autofilter"]?.ref).toBe(`A1:H${EVIL.length + 2}`);
    expect(book.Sheets["costs 2026 10 (2)"]?.["A2"]?.v).toBe("Shop");
    const about = Object.values(book.Sheets["About"] ?? {}).map((cell: { v?: unknown }) => cell.v);
    expect(about).toContain("=Acme");
    expect(about.find((text) => String(text).includes("1 numbers have more"))).toBeDefined();
  });

  test("keeps every text, and none of it is a formula", async () => {
    const path = join(folder, "texts.xlsx");
    await write("xlsx", [table(COSTS)], path);
    const book = await workbook(path);
    for (const sheet of Object.values(book.Sheets))
      for (const cell of Object.values(sheet)) expect(cell).not.toHaveProperty("f");
    const sheet = book.Sheets["Costs 2026 10"];
    const texts = EVIL.map((_, at) => sheet?.[`A${at + 2}`]);
    expect(texts.map((cell) => cell?.t)).toEqual(EVIL.map(() => "s"));
    expect(texts.map((cell) => cell?.v)).toEqual(EVIL);
  });

  test("keeps digits that a spreadsheet cannot beside it", async () => {
    const path = join(folder, "exact.xlsx");
    await write("xlsx", [table(COSTS)], path);
    const exact = (await workbook(path)).Sheets["Exact values"];
    expect(["A2", "B2", "C2", "D2"].map((place) => exact?.[place]?.v)).toEqual([
      "Costs 2026 10",
      `B${EVIL.length + 2}`,
      "Cost (USD)",
      LONG,
    ]);
    expect(exact?.["D2"]?.t).toBe("s");
    expect(exact?.["D3"]).toBeUndefined();
  });

  test("holds the line items as they are shown, filtered, with every column", async () => {
    const path = join(folder, "items.xlsx");
    const query = { ...QUERY, columns: allColumns() };
    const { rows } = await write("xlsx", [{ kind: "lineItems", title: "Line items", query }], path);
    expect(rows).toBe(5);
    const sheet = (await workbook(path)).Sheets["Line items"];
    const shown = await world.database.read((connection) =>
      pageOf(world, connection, world.deliveries, query),
    );
    const at = shown.columns.findIndex(({ id }) => id === "line_item_unblended_cost");
    const letters = Object.keys(sheet ?? {}).find((place) => sheet?.[place]?.v === shown.columns[at]?.name);
    const letter = letters?.replace(/\d+/, "") ?? "";
    expect(shown.rows.map((row) => Number(row[at]))).toEqual(
      shown.rows.map((_, row) => sheet?.[`${letter}${row + 2}`]?.v),
    );
    const day = Object.values(sheet ?? {}).find((cell) => cell.w === "2026-09-01 05:00:00");
    expect(day).toMatchObject({ t: "n" });
  });

  test("goes on in a further sheet where one is full", async () => {
    const path = join(folder, "many.xlsx");
    const total = 1_048_575 + 2;
    async function* rows() {
      for (let from = 0; from < total; from += 4_096)
        yield Array.from({ length: Math.min(4_096, total - from) }, (_, at) => [String(from + at)]);
    }
    async function* sources(): AsyncGenerator<SheetSource> {
      yield { title: "Many", columns: [column("Number", "integer")], rows: rows() };
    }
    const about = { facts: [], now: new Date(0), signal: new AbortController().signal };
    expect(await writeWorkbook(path, sources(), about)).toBe(total);
    const book = read(await readFile(path), { sheets: ["About", "Many (2)"] });
    expect(book.SheetNames).toEqual(["About", "Many", "Many (2)"]);
    expect(["A1", "A2", "A3", "A4"].map((place) => book.Sheets["Many (2)"]?.[place]?.v)).toEqual([
      "Number",
      1_048_575,
      1_048_576,
      undefined,
    ]);
  }, 120_000);

  test("that is cancelled or fails midway leaves nothing behind", async () => {
    const before = await readdir(folder);
    const stop = new AbortController();
    async function* rows() {
      for (;;) {
        yield [["1"]];
        stop.abort();
        yield [["2"]];
        throw new Error("read on after the cancel");
      }
    }
    async function* sources(): AsyncGenerator<SheetSource> {
      yield { title: "Endless", columns: [column("Number", "integer")], rows: rows() };
    }
    const path = join(folder, "stopped.xlsx");
    const about = { facts: [], now: new Date(0), signal: stop.signal };
    await expect(writeWorkbook(path, sources(), about)).rejects.toThrow(/abort/i);
    await rm(path, { force: true });
    await expect(write("xlsx", [table(COSTS)], path, AbortSignal.abort())).rejects.toMatchObject({
      failure: { code: "cancelled" },
    });
    expect(await readdir(folder)).toEqual(before);
  });
});

describe("line items in another currency too", () => {
  const beside = {
    to: "EUR",
    rates: [{ id: "r", from: "USD", to: "EUR", asOf: "2026-09", rate: "0.873456789", note: "Treasury" }],
  };
  const query = { ...QUERY, columns: ["line_item_product_code", "line_item_unblended_cost"] };
  const source: ExportSource = { kind: "lineItems", title: "Line items", query, beside };

  test("each cost has the converted one beside it, exact to the last place", async () => {
    const path = join(folder, "beside.csv");
    await write("csv", [source], path);
    const [head, ...rows] = (await readFile(path, "utf8")).trim().split("\n");
    expect(head).toBe("lineItem/ProductCode,lineItem/UnblendedCost,lineItem/UnblendedCost (EUR)");
    expect(rows).toHaveLength(5);
    for (const row of rows) {
      const [, amount = "", told] = row.split(",");
      expect(told).toBe(convert(amount, "0.873456789"));
    }
  });

  test("a workbook says by which rates; Parquet has every digit", async () => {
    const path = join(folder, "beside.xlsx");
    await write("xlsx", [source], path);
    const about = Object.values((await workbook(path)).Sheets["About"] ?? {}).map(
      (cell: { v?: unknown }) => cell.v,
    );
    expect(about).toContain("USD in EUR");
    expect(about.find((text) => String(text).startsWith("2026-09 at 0.873456789, Treasury"))).toBeDefined();
    const parquet = join(folder, "beside.parquet");
    await write("parquet", [source], parquet);
    const rows = await world.database.read((connection) =>
      runRows(connection, raw(`SELECT * FROM '${parquet}'`)),
    );
    expect(rows.map(([, amount, told]) => [told, convert(String(amount), "0.873456789")])).toEqual(
      rows.map(([, , told]) => [told, told]),
    );
  });

  test("a month without a rate stays empty", async () => {
    const path = join(folder, "no-rate.csv");
    await write("csv", [{ ...source, beside: { to: "EUR", rates: [] } }], path);
    const [, ...rows] = (await readFile(path, "utf8")).trim().split("\n");
    expect(rows.every((row) => row.endsWith(","))).toBe(true);
  });
});

describe("Parquet, read by DuckDB", () => {
  async function readBack(path: string) {
    const database = await openDatabase(":memory:");
    try {
      return await database.read(async (connection) => ({
        types: Object.fromEntries(
          (await run(connection, raw(`DESCRIBE SELECT * FROM '${path}'`))).map((row) => [
            row["column_name"],
            row["column_type"],
          ]),
        ),
        rows: await runRows(connection, raw(`SELECT * FROM '${path}'`)),
      }));
    } finally {
      await database.close();
    }
  }

  test("a table has true types and every digit", async () => {
    const path = join(folder, "costs.parquet");
    await write("parquet", [table(COSTS)], path);
    const { types, rows } = await readBack(path);
    expect(types).toEqual({
      Service: "VARCHAR",
      "Cost (USD)": "DECIMAL(38,18)",
      "Kosten (JPY)": "DECIMAL(38,2)",
      Share: "DECIMAL(38,4)",
      Rows: "BIGINT",
      Usage: "DECIMAL(38,6)",
      Day: "DATE",
      Seen: "TIMESTAMP",
    });
    expect(rows.at(-1)?.slice(0, 2)).toEqual(["Long", LONG]);
    expect(rows[0]).toEqual([
      "=1+1",
      "0.5000000000".replace(/^/, "-"),
      "0.0000000000",
      "0.1407000000",
      0,
      "0.0001230000",
      "2026-10-31",
      "2026-10-31T23:30:00Z",
    ]);
  });

  test("line items keep their types", async () => {
    const path = join(folder, "items.parquet");
    const query = { ...QUERY, columns: allColumns() };
    expect((await write("parquet", [{ kind: "lineItems", title: "Line items", query }], path)).rows).toBe(5);
    const { types, rows } = await readBack(path);
    expect(types).toMatchObject({
      "lineItem/UsageStartDate": "TIMESTAMP",
      "lineItem/UnblendedCost": expect.stringMatching(/^DECIMAL\(38,/),
      "lineItem/ProductCode": "VARCHAR",
    });
    expect(rows).toHaveLength(5);
  });

  test("a table without rows is one all the same", async () => {
    const path = join(folder, "none.parquet");
    await write("parquet", [table({ ...COSTS, rows: [] })], path);
    const { types, rows } = await readBack(path);
    expect(Object.keys(types)).toHaveLength(COSTS.columns.length);
    expect(rows).toEqual([]);
  });
});

test("a file of one table is refused several", async () => {
  await expect(write("csv", [table(COSTS), table(COSTS)], join(folder, "two.csv"))).rejects.toMatchObject({
    failure: { code: "query.invalid" },
  });
});
