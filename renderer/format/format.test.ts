import { expect, test } from "vitest";
import { failure } from "#core/result/failure.ts";
import { fileName, problemOf } from "./failure.ts";
import { createFormat } from "./format.ts";

const us = createFormat("en-US");
const de = createFormat("de-DE");

test("money is written to the cent, with its exact value at hand", () => {
  expect(us.money("1234.5650000001", "USD")).toBe("$1,234.57");
  expect(us.moneyExact("1234.5650000001", "USD")).toBe("$1,234.5650000001");
  expect(de.money("-1234.5000000000", "EUR").replaceAll(/\s/g, " ")).toBe("-1.234,50 €");
});

test("digits beyond those of a floating number survive", () => {
  expect(us.moneyExact("12345678901234567.1234567891", "USD")).toBe("$12,345,678,901,234,567.1234567891");
});

test("tiny amounts are never written as zero", () => {
  expect(us.money("0.0004200000", "USD")).toBe("$0.00042");
  expect(us.money("-0.0049000000", "USD")).toBe("-$0.0049");
  expect(us.money("0.0000000000", "USD")).toBe("$0.00");
});

test("what is not known is a dash, never zero", () => {
  expect([us.money(null, "USD"), us.percent(null), us.share("1.0", null), us.change(null, "1.0")]).toEqual([
    "–",
    "–",
    "–",
    "–",
  ]);
});

test("amounts without a currency of three letters are plain numbers", () => {
  expect(us.money("12.0000000000", null)).toBe("12.00");
  expect(us.money("12.0000000000", "points")).toBe("12.00");
});

test("changes carry their sign and say when there was nothing before", () => {
  expect(us.change("104.2000000000", "100.0000000000")).toBe("+4.2%");
  expect(us.change("50.0000000000", "-100.0000000000")).toBe("+150.0%");
  expect(us.change("5.0000000000", "0.0000000000")).toBe("new");
  expect(us.moneyDelta("90.0000000000", "100.0000000000", "USD")).toBe("-$10.00");
});

test("days are UTC days wherever the user is", () => {
  expect(us.date("2026-10-31")).toBe("Oct 31, 2026");
  expect(us.period("2026-10")).toBe("October 2026");
  expect(us.bucket("2026-10-31")).toBe("Oct 31");
  expect(us.bucket("2026-10")).toBe("Oct 2026");
  expect(us.range({ from: "2026-10-01", to: "2026-11-01" })).toBe("October 2026");
  expect(us.range({ from: "2026-10-31", to: "2026-11-01" })).toBe("Oct 31, 2026");
});

test("sizes and durations in units people use", () => {
  expect(us.bytes(0)).toBe("0 bytes");
  expect(us.bytes(4_120_331)).toBe("4.1 MB");
  expect(us.duration(8_420)).toBe("8.4 sec");
  expect(us.duration(600_000)).toBe("10 min");
});

test("a failure shows the file's name and keeps its code", () => {
  const problem = problemOf(failure("file.empty", { path: "C:\\bills\\october.csv" }));
  expect(problem.title).toContain("october.csv");
  expect(problem.title).not.toContain("bills");
  expect(problem.code).toBe("file.empty");
  expect(fileName("/bills/2026/")).toBe("2026");
});

test("short money keeps marks of an axis apart", () => {
  const written = [0, 0.02, 0.5, 5, 12.5, 1_250, 12_345, -2_500_000].map((amount) =>
    us.moneyShort(amount, "USD"),
  );
  expect(written).toEqual(["$0", "$0.02", "$0.50", "$5", "$12.5", "$1.3K", "$12.3K", "-$2.5M"]);
});

test("amounts of headlines have as many digits as their neighbours, and none where they would be noise", () => {
  const { moneyHeadline } = createFormat("en-US");
  const told = ["125000.0", "133240.0", "999.6", "846.9", "27.4", "3.5", "-5120.0"].map((amount) =>
    moneyHeadline(amount, "USD"),
  );
  expect(told).toEqual(["$125.0K", "$133.2K", "$1K", "$847", "$27", "$3.50", "-$5.1K"]);
  expect(de.moneyHeadline("37799.84", "USD").replaceAll(/\s/g, " ")).toBe("37.800 $");
  expect(de.moneyHeadline("3779984.0", "USD").replaceAll(/\s/g, " ")).toBe("3,8 Mio. $");
  expect(de.moneyHeadline("3306.15", "USD").replaceAll(/\s/g, " ")).toBe("3.306 $");
  for (const locale of ["ja-JP", "zh-CN", "hi-IN"])
    expect(createFormat(locale).moneyHeadline("37799.84", "USD")).toMatch(/^(US)?\$37,800$/);
  expect(moneyHeadline(null, "USD")).toBe("–");
});
