import { expect, test } from "vitest";
import type { CostQuery } from "../query/cost-query.ts";
import { groupCell, restCell, wholeCell } from "./cost-cell.ts";

const QUERY: CostQuery = {
  metric: "amortized",
  granularity: "month",
  range: { from: "2026-01-15", to: "2026-04-10" },
  groupBy: ["service"],
  filters: [{ dimension: "region", mode: "exclude", values: [null] }],
  currency: null,
  top: 10,
};

test.each([
  [null, QUERY.range, null],
  ["total", QUERY.range, null],
  ["2026-01", { from: "2026-01-15", to: "2026-02-01" }, null],
  ["2026-02", { from: "2026-02-01", to: "2026-03-01" }, null],
  ["2026-04", { from: "2026-04-01", to: "2026-04-10" }, null],
  ["2026-02-28", { from: "2026-02-28", to: "2026-03-01" }, null],
  ["2026-02-28T23:00", { from: "2026-02-28", to: "2026-03-01" }, "2026-02-28T23:00"],
])("bucket %s is %j", (bucket, range, hour) => {
  expect(wholeCell(QUERY, bucket)).toMatchObject({ range, hour, filters: QUERY.filters, without: null });
});

test("a group takes the place of an inclusion it is part of, and leaves every other filter", () => {
  const filters = [
    { dimension: "service", mode: "include", values: ["AmazonEC2", "AmazonS3"] },
    { dimension: "service", mode: "exclude", values: ["AWSLambda"] },
  ] as const;
  expect(groupCell({ ...QUERY, filters }, ["AmazonS3"]).filters).toEqual([
    filters[1],
    { dimension: "service", mode: "include", values: ["AmazonS3"] },
  ]);
  expect(groupCell({ ...QUERY, filters }, ["AWSLambda"]).filters).toHaveLength(3);
});

test("the rest of one dimension is a filter, of several the groups left out", () => {
  expect(restCell(QUERY, [["AmazonEC2"], [null]]).filters).toEqual([
    ...QUERY.filters,
    { dimension: "service", mode: "exclude", values: ["AmazonEC2", null] },
  ]);
  const groupBy = ["service", "region"] as const;
  const keys = [["AmazonEC2", null]];
  expect(restCell({ ...QUERY, groupBy }, keys, "2026-02")).toMatchObject({
    filters: QUERY.filters,
    without: { dimensions: groupBy, keys },
    range: { from: "2026-02-01", to: "2026-03-01" },
  });
  const many = Array.from({ length: 1_001 }, (_, at) => [String(at)]);
  expect(restCell(QUERY, many).without?.keys).toHaveLength(1_001);
  expect(restCell(QUERY, [])).toEqual(wholeCell(QUERY));
});
