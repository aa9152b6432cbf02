import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { linesQuestion, tableColumns } from "#core/cost/athena/lines-athena.ts";
import type { LineItemPage, LineItemQuery } from "#core/cost/query/line-item-query.ts";
import { type AthenaParity, openAthenaParity } from "../cost/testing/athena-parity.fixture.ts";
import { lineItemColumns } from "./columns.ts";
import { lineItemPage } from "./page.ts";

const RANGE = { from: "2026-09-10", to: "2026-11-01" };

describe.each(["legacy", "cur2", "focus"] as const)("line items of %s in AWS", (format) => {
  let parity: AthenaParity;
  let query: LineItemQuery;

  beforeAll(async () => {
    parity = await openAthenaParity(format, RANGE);
    const isFocus = format === "focus";
    query = {
      range: RANGE,
      filters: [{ dimension: "service", mode: "include", values: ["AmazonEC2"] }],
      columns: isFocus
        ? ["billing_period", "charge_period_start", "billed_cost", "resource_id", "tags", "metric:amortized"]
        : [
            "billing_period",
            "line_item_usage_start_date",
            "line_item_unblended_cost",
            "line_item_resource_id",
            "identity_line_item_id",
            "metric:amortized",
            ...(format === "cur2" ? ["resource_tags"] : []),
          ],
      sort: null,
      offset: 0,
      limit: 2_000,
    };
  });
  afterAll(() => parity.close());

  const here = (asked: LineItemQuery): Promise<LineItemPage> =>
    lineItemPage(parity.workspace.database, parity.workspace.directory, asked);
  const there = (asked: LineItemQuery): Promise<LineItemPage> => parity.ask(linesQuestion(asked));

  test("the same rows, cell by cell, and the same totals", async () => {
    const [ours, theirs] = [await here(query), await there(query)];
    expect(theirs.totalRows).toBe(ours.totalRows);
    expect(theirs.totals).toEqual(ours.totals);
    expect(ours.totalRows).toBeLessThanOrEqual(2_000);
    expect(sorted(theirs.rows)).toEqual(sorted(ours.rows));
  });

  test("pages in a row are the whole list, each row once, in the order that was asked for", async () => {
    for (const sort of [null, { column: query.columns[2] ?? "", descending: true }]) {
      const { rows: all } = await there({ ...query, sort });
      const pages = [];
      for (let offset = 0; offset < all.length; offset += 150)
        pages.push(...(await there({ ...query, sort, offset, limit: 150 })).rows);
      expect(pages).toEqual(all);
    }
    const sort = { column: query.columns[2] ?? "", descending: true };
    const costs = (page: LineItemPage) => page.rows.map((row) => row[2]);
    expect(costs(await there({ ...query, sort }))).toEqual(costs(await here({ ...query, sort })));
  });

  test("one row with every column is the row of the list", async () => {
    const columns = tableColumns(parity.table).map(({ id }) => id);
    const { rows } = await there({ ...query, limit: 5 });
    const [row = []] = (await there({ ...query, columns, offset: 3, limit: 1 })).rows;
    expect(query.columns.map((id) => row[columns.indexOf(id)])).toEqual(rows[3]);
  });

  test("columns are those of the workspace, and one that the table has not is empty", async () => {
    const known = await lineItemColumns(parity.workspace.database, parity.workspace.directory);
    // A table has the columns of its format also where they are empty.
    expect(tableColumns(parity.table).map(({ id }) => id)).toEqual(
      expect.arrayContaining(known.map(({ id }) => id)),
    );
    const { rows } = await there({
      ...query,
      columns: ["nowhere", "source_file", "billing_period"],
      limit: 2,
    });
    expect(rows).toEqual([
      [null, null, "2026-09"],
      [null, null, "2026-09"],
    ]);
  });

  test("only columns that are shown, sort, filter or tell items apart are read", () => {
    const text = parity.textOf(linesQuestion({ ...query, filters: [], columns: ["billing_period"] }));
    expect(text).not.toMatch(/product_?code|service|usage_?account/i);
    expect(text).toContain("OFFSET 0 LIMIT 2000");
  });
});

function sorted(rows: LineItemPage["rows"]): readonly string[] {
  return rows.map((row) => JSON.stringify(row)).toSorted();
}
