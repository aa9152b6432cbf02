import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { median, medianSlope, robustSpread, upperBound } from "./robust.ts";

const numbers = fc.array(fc.integer({ min: -10_000, max: 10_000 }), { minLength: 1, maxLength: 40 });

describe("median", () => {
  it("is the middle, or the mean of the two middle ones", () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([])).toBeNull();
  });

  it("is the middle of the sorted values, however many are alike", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 60 }), (values) => {
        const sorted = values.toSorted((a, b) => a - b);
        const middle = (sorted.length - 1) / 2;
        const expected = ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
        expect(median(values)).toBe(expected + 0);
      }),
    );
  });

  it("does not depend on the order and moves with scale and shift", () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 9 }), fc.integer(), (values, by, shift) => {
        const centre = median(values) ?? 0;
        expect(median(values.toReversed())).toBe(centre);
        expect(median(values.map((value) => value * by + shift))).toBeCloseTo(centre * by + shift, 6);
      }),
    );
  });
});

describe("robustSpread", () => {
  it("is 1.4826 times the median distance from the median", () => {
    expect(robustSpread([1, 2, 3, 4, 100])).toBeCloseTo(1.4826, 10);
    expect(robustSpread([5, 5, 5])).toBe(0);
  });

  it("is that of the values without the one that stands out", () => {
    const calm = [10, 11, 9, 10, 12, 8, 10];
    expect(robustSpread([...calm, 10_000])).toBeLessThanOrEqual(2 * robustSpread(calm));
  });
});

describe("medianSlope", () => {
  it("is the slope of a line, spikes or not", () => {
    const line = Array.from({ length: 20 }, (_, at) => 3 + 2 * at);
    expect(medianSlope(line)).toBe(2);
    expect(medianSlope(line.with(7, 900).with(13, -400))).toBe(2);
    expect(medianSlope([4])).toBe(0);
  });
});

describe("upperBound", () => {
  it("takes the value of the rank that leaves the share below, the largest when they are few", () => {
    expect(upperBound([9, 1, 2, 3, 4, 5, 6, 7, 8], 0.8)).toBe(8);
    expect(upperBound([1, 2, 3], 0.8)).toBe(3);
    expect(upperBound([], 0.8)).toBe(0);
  });
});
