import { describe, expect, test } from "vitest";
import { leadingValues } from "./resource-attributes.ts";
import { tagHistory } from "./tag-history.ts";
import { trendOf } from "./trend-range.ts";

describe("leading values", () => {
  const part = (amount: bigint | null, ...values: readonly (string | null)[]) => ({ values, amount });

  test("are those with the largest sum, each dimension for itself", () => {
    const parts = [part(5n, "EC2", "eu"), part(3n, "S3", "us"), part(4n, "S3", "eu")];
    expect(leadingValues(parts, 2)).toEqual([
      { value: "S3", others: 1 },
      { value: "eu", others: 1 },
    ]);
  });

  test("a value goes before none, whatever it costs", () => {
    expect(leadingValues([part(90n, null), part(1n, "m6i.large")], 1)).toEqual([
      { value: "m6i.large", others: 0 },
    ]);
  });

  test("amounts that are not known, and ties, go by name", () => {
    expect(leadingValues([part(null, "b"), part(null, "a")], 1)).toEqual([{ value: "a", others: 1 }]);
    expect(leadingValues([], 1)).toEqual([{ value: null, others: 0 }]);
  });
});

describe("the history of tags", () => {
  const day = (at: string, ...values: readonly (string | null)[]) => ({ day: at, values });

  test("has a span for each value, over days on which the resource was not there", () => {
    const days = [
      day("2026-10-01", "blue"),
      day("2026-10-02", "blue"),
      day("2026-10-05", "blue"),
      day("2026-10-06", "green"),
      day("2026-10-07", "blue"),
    ];
    expect(tagHistory(["team"], days)).toEqual([
      {
        key: "team",
        spans: [
          { value: "blue", from: "2026-10-01", to: "2026-10-05" },
          { value: "green", from: "2026-10-06", to: "2026-10-06" },
          { value: "blue", from: "2026-10-07", to: "2026-10-07" },
        ],
      },
    ]);
  });

  test("takes the last value of a day, and none only where no line item has one", () => {
    const days = [
      day("2026-10-01", "blue"),
      day("2026-10-01", "green"),
      day("2026-10-01", null),
      day("2026-10-02", null),
    ];
    expect(tagHistory(["team"], days)[0]?.spans).toEqual([
      { value: "green", from: "2026-10-01", to: "2026-10-01" },
      { value: null, from: "2026-10-02", to: "2026-10-02" },
    ]);
  });

  test("leaves out keys that never had a value", () => {
    expect(tagHistory(["team", "stage"], [day("2026-10-01", null, "prod")]).map(({ key }) => key)).toEqual([
      "stage",
    ]);
  });
});

describe("the trend of a list", () => {
  const october = { from: "2026-10-01", to: "2026-11-01" };

  test("is by day over both periods where they follow each other", () => {
    expect(trendOf(october, { from: "2026-09-01", to: "2026-10-01" })).toEqual({
      range: { from: "2026-09-01", to: "2026-11-01" },
      granularity: "day",
    });
  });

  test("leaves out a period that lies far back", () => {
    expect(trendOf(october, { from: "2025-10-01", to: "2025-11-01" }).range).toEqual(october);
  });

  test("is by month over long periods", () => {
    const year = { from: "2025-11-01", to: "2026-11-01" };
    expect(trendOf(year, null)).toEqual({ range: year, granularity: "month" });
    expect(trendOf(year, { from: "2024-11-01", to: "2025-11-01" }).range.from).toBe("2024-11-01");
  });
});
