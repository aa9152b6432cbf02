import { describe, expect, it } from "vitest";
import { amountOf, fixedText, floorTo, javaText, times } from "./amount.ts";

describe("times", () => {
  it.each([
    ["24", "0.0960000000", "2.3040000000"],
    ["-3", "0.0000000001", "-0.0000000003"],
    ["0.00001", "0.00001", "0.0000000001"],
    ["0.000007", "0.000007", "0.0000000000"],
    ["0.000008", "0.000008", "0.0000000001"],
  ])("multiplies %s by %s", (a, b, product) => {
    const sign = a.startsWith("-") ? -1n : 1n;
    expect(fixedText(times(sign * amountOf(a.replace("-", "")), amountOf(b)))).toBe(product);
  });
});

describe("spelling", () => {
  it.each([
    ["0", "0.0"],
    ["24", "24.0"],
    ["0.384", "0.384"],
    ["0.001", "0.001"],
    ["0.0008", "8.0E-4"],
    ["0.0000008125", "8.125E-7"],
    ["1234567.5", "1234567.5"],
    ["12345678.25", "1.234567825E7"],
  ])("writes %s as Java does", (amount, text) => {
    expect(javaText(amountOf(amount))).toBe(text);
    expect(javaText(-amountOf(amount))).toBe(amount === "0" ? "0.0" : `-${text}`);
  });

  it("keeps ten digits in legacy reports", () => {
    expect(fixedText(amountOf("0.384"))).toBe("0.3840000000");
    expect(fixedText(-1n)).toBe("-0.0000000001");
  });
});

it("floorTo cuts digits", () => {
  expect(floorTo(amountOf("1.2399"), 2)).toBe(amountOf("1.23"));
  expect(floorTo(amountOf("1.99"), 0)).toBe(amountOf("1"));
});
