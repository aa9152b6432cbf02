import { expect, test } from "vitest";
import type { Evaluated } from "../../analysis/burn-scale.ts";
import { createFormat } from "../../format/format.ts";
import { burnSvg } from "./burn-svg.ts";

const STATUS: Evaluated = {
  kind: "evaluated",
  id: "b",
  currency: "USD",
  range: { from: "2026-10-01", to: "2026-11-01" },
  lastDay: "2026-10-20",
  amount: "1000.0000000000",
  actual: "500.0000000000",
  expected: "1100.0000000000",
  low: null,
  high: null,
  state: "atRisk",
  thresholds: [
    { on: "actual", percent: 50, amount: "500.0000000000", isPassed: true },
    { on: "forecast", percent: 100, amount: "1000.0000000000", isPassed: true },
  ],
  history: [],
  months: [],
  forecast: { kind: "none", reason: "noData" } as unknown as Evaluated["forecast"],
};

function drawn(status: Evaluated): Document {
  const text = burnSvg(status, createFormat("en-US"), "Shop & more");
  const document = new DOMParser().parseFromString(text, "image/svg+xml");
  expect(document.querySelector("parsererror")).toBeNull();
  return document;
}

test("says what is charged, expected and budgeted, each as long as it is", () => {
  const document = drawn(STATUS);
  for (const text of ["Shop & more", "$500.00 charged", "$1,100.00 expected", "$1,000.00 budgeted"])
    expect(document.documentElement.textContent).toContain(text);
  const [, , expected, actual] = [...document.querySelectorAll("rect")].map((bar) =>
    Number(bar.getAttribute("width")),
  );
  expect((actual ?? 0) / (expected ?? 1)).toBeCloseTo(500 / 1100, 3);
  expect([...document.querySelectorAll("path > title")].map((title) => title.textContent)).toEqual([
    "50% charged",
    "100% expected",
  ]);
});

test("without an amount there are only the words", () => {
  const document = drawn({ ...STATUS, amount: null, state: "unknown" });
  expect(document.documentElement.textContent).toContain("$500.00 charged");
  expect(document.documentElement.textContent).not.toContain("budgeted");
  expect(document.querySelectorAll("path")).toHaveLength(0);
});
