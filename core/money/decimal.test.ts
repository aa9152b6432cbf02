import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  canonical,
  compare,
  formatScaled,
  parseScaled,
  ratio,
  scaledOf,
  subtract,
  sum,
  sumKnown,
} from "./decimal.ts";

describe("parseScaled", () => {
  it.each([
    ["0", 0n],
    ["1", 10n ** 18n],
    ["-1.5", -15n * 10n ** 17n],
    ["8.0E-7", 8n * 10n ** 11n],
    ["1e3", 10n ** 21n],
    [".5", 5n * 10n ** 17n],
    ["5.", 5n * 10n ** 18n],
    [" 2 ", 2n * 10n ** 18n],
    ["0.0000000000000000005", 1n],
    ["-0.0000000000000000005", -1n],
    ["0.0000000000000000004", 0n],
  ])("reads %s", (text, expected) => {
    expect(parseScaled(text)).toBe(expected);
  });

  it.each(["", ".", "NULL", "None", "convertible", "1,5", "0x10", "1 2", "e5", "1e"])(
    "refuses %s",
    (text) => {
      expect(parseScaled(text)).toBeNull();
    },
  );
});

describe("sumKnown", () => {
  it("leaves out what is not known", () => {
    expect(sumKnown(["1.5", null, "-0.25"])).toBe(sum(["1.5", "-0.25"]));
  });

  it("is not known where nothing is", () => {
    expect(sumKnown([])).toBeNull();
    expect(sumKnown([null, null])).toBeNull();
  });
});

describe("decimal text", () => {
  it("keeps ten digits and cuts further zeros", () => {
    expect(canonical("9888.373393706")).toBe("9888.3733937060");
    expect(canonical("20.52022672899")).toBe("20.52022672899");
    expect(canonical("-0.000000000000000001")).toBe("-0.000000000000000001");
  });

  it("comes back as the same number", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 37n), max: 10n ** 37n }), (scaled) => {
        expect(scaledOf(formatScaled(scaled))).toBe(scaled);
      }),
    );
  });

  it("adds exactly where binary floats do not", () => {
    expect(sum(["0.1", "0.2"])).toBe("0.3000000000");
    expect(subtract("0.3", "0.1")).toBe("0.2000000000");
    expect(sum([])).toBe("0.0000000000");
  });

  it("orders by value, not by spelling", () => {
    expect(compare("10.0", "9.0")).toBe(1);
    expect(compare("-1.0", "1.0")).toBe(-1);
    expect(compare("1.0", "1.00")).toBe(0);
  });

  it("gives shares, and none of nothing", () => {
    expect(ratio("1.0", "4.0")).toBe(0.25);
    expect(ratio("-1.0", "3.0")).toBeCloseTo(-1 / 3, 11);
    expect(ratio("1.0", "0.0")).toBeNull();
  });
});
