import { describe, expect, test } from "vitest";
import { isAmbiguousNumber, parseFigure, provenMark } from "./figure-number.ts";

describe("numbers as spreadsheets write them", () => {
  test.each([
    ["1234", ".", "1234.0000000000"],
    ["1,234", ".", "1234.0000000000"],
    ["1,234", ",", "1.2340000000"],
    ["1.234,5", ",", "1234.5000000000"],
    ["1,234,567.25", ".", "1234567.2500000000"],
    ["12,34,567", ".", "1234567.0000000000"],
    ["1 234 567,8", ",", "1234567.8000000000"],
    ["1\u00A0234", ".", "1234.0000000000"],
    ["1’234.5", ".", "1234.5000000000"],
    ["-17", ".", "-17.0000000000"],
    ["1.2E+6", ".", "1200000.0000000000"],
    [".5", ".", "0.5000000000"],
  ] as const)("%s with %s before the fraction", (text, mark, value) => {
    expect(parseFigure(text, mark)).toBe(value);
  });

  test.each(["", "-", "n/a", "1.2.3", "12,3", "1,23,4", "$5", "5 %", "1e9999"])("%s is none", (text) => {
    expect(parseFigure(text, ".")).toBeNull();
  });

  test.each([
    ["1.234,5", ","],
    ["1,234.5", "."],
    ["1.234.567", ","],
    ["0,123", ","],
    ["1234,567", ","],
    ["12.5", "."],
    ["1,234", null],
    ["1234", null],
  ] as const)("%s proves %s", (text, mark) => {
    expect(provenMark(text)).toBe(mark);
  });

  test("only what means two things is ambiguous", () => {
    expect(["1,234", "12.500", "1234", "12.5", "1.000.000"].map(isAmbiguousNumber)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
