import { expect, test } from "vitest";
import { trendRange } from "./compared-range.ts";

test.each([
  ["the data goes further back", { from: "2026-02-01", to: "2026-03-01" }, "2025-02-01"],
  ["the data begins within the year", { from: "2025-06-01", to: "2025-07-01" }, "2025-01-15"],
  ["the period is before all data", { from: "2020-01-01", to: "2020-02-01" }, "2019-01-01"],
])("a trend never ends before it begins: %s", (_, range, from) => {
  expect(trendRange(range, { from: "2025-01-15", to: "2026-03-10" })).toEqual({ from, to: range.to });
});
