import { expect, test } from "vitest";
import type { Explanation } from "./explanation.ts";
import { cellSentence, explanationText, formulasOf } from "./explanation-text.ts";
import type { ExplainNames } from "./filter-words.ts";

const NAMES: ExplainNames = {
  metric: (metric) => metric,
  dimension: (ref) => ref,
  value: (_, value) => value ?? "none",
  range: ({ from, to }) => `${from} to ${to}`,
  count: String,
  amount: (amount, currency) => `${amount} ${currency}`,
};

const u = {
  symbols: "u",
  words: "What AWS charged.",
  where: [{ symbol: "u", column: "line_item_unblended_cost", header: "lineItem/UnblendedCost" }],
};
const part = (lineItemType: string, amount: string, formula = u) =>
  ({ family: "cur", lineItemType, unit: null, lineItems: 2, unblended: "9.0", amount, formula }) as const;

const TOLD: Explanation = {
  cell: {
    metric: "amortized",
    range: { from: "2026-01-01", to: "2026-02-01" },
    filters: [
      { dimension: "service", mode: "include", values: ["AmazonEC2", "AmazonS3"] },
      { dimension: "region", mode: "exclude", values: [null] },
    ],
    currency: null,
    hour: null,
    without: null,
  },
  currency: "USD",
  total: "3.0000000000",
  lineItems: 4,
  answeredFrom: "daily",
  parts: [part("Usage", "1.0000000000"), part("Tax", "2.0000000000")],
  deliveries: [
    {
      deliveryId: "d",
      reportName: "bill",
      billingPeriod: "2026-01",
      format: "legacy",
      version: "1",
      importedAt: "2026-02-01T00:00:00Z",
      rows: 10,
      lineItems: 4,
      amount: "3.0000000000",
      files: [{ source: "/x/bill-1.csv.gz", sha256: "ab12", lineItems: 4, amount: "3.0000000000" }],
    },
  ],
  missing: [],
  differences: [{ id: "taxService", detail: null }],
};

test("a sentence names metric, days and filters", () => {
  expect(cellSentence(TOLD.cell, NAMES)).toBe(
    "amortized, 2026-01-01 to 2026-02-01; service is AmazonEC2 or AmazonS3; region is not none.",
  );
  const hour = { ...TOLD.cell, filters: [], hour: "2026-01-31T05:00" };
  expect(cellSentence(hour, NAMES)).toBe("amortized, 2026-01-31, 05:00 UTC.");
  const rest = {
    ...hour,
    hour: null,
    without: { dimensions: ["service", "region"] as const, keys: [["a", "b"]] },
  };
  expect(cellSentence(rest, NAMES)).toBe(
    "amortized, 2026-01-01 to 2026-02-01; without 1 group of service and region.",
  );
});

test("a formula is told once for all the types that have it", () => {
  expect(formulasOf(TOLD.parts).map(({ parts }) => parts.map(({ lineItemType }) => lineItemType))).toEqual([
    ["Usage", "Tax"],
  ]);
});

test("the text holds the addition, the formula, the files and the reasons", () => {
  const lines = explanationText(TOLD, NAMES).split("\n");
  expect(lines).toContain("Usage\t2\t9.0 USD\t1.0000000000 USD\tu");
  expect(lines).toContain("Sum\t4\t\t3.0000000000 USD\t");
  expect(lines).toContain("  u = lineItem/UnblendedCost");
  expect(lines).toContain("  /x/bill-1.csv.gz\tab12\t4\t3.0000000000 USD");
  expect(lines.at(-1)).toMatch(/^- Tax stays/);
});
