import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backTest, bandOf } from "./back-test.ts";
import { fitDaily } from "./daily-model.ts";

/** Eight weeks of a shape: five days of 100, two of 40, from a Monday on. */
const WEEK = [100, 100, 100, 100, 100, 40, 40];
const weeks = (count: number): readonly number[] => Array.from({ length: count }, () => WEEK).flat();
const ahead = (history: readonly number[], days: number): readonly number[] => {
  const model = fitDaily(history);
  return Array.from({ length: days }, (_, at) => model.expect(at + 1));
};
const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

describe("fitDaily", () => {
  it("goes on with the week exactly", () => {
    const next = ahead(weeks(8), 14);
    expect(total(next)).toBeCloseTo(2 * 580, 6);
    for (const [at, value] of next.entries()) expect(value).toBeCloseTo(WEEK[at % 7] ?? 0, 6);
  });

  it("is not moved by four days of a fifteen-fold cost", () => {
    const spiked = weeks(8).map((value, at) => (at >= 44 && at < 48 ? value * 15 : value));
    expect(total(ahead(spiked, 7))).toBeCloseTo(580, 6);
  });

  it("follows a line, damped", () => {
    const line = Array.from({ length: 60 }, (_, at) => 100 + at);
    const model = fitDaily(line);
    expect(model.expect(1)).toBeCloseTo(159 + 0.985, 6);
    expect(model.expect(2)).toBeCloseTo(159 + 0.985 + 0.985 ** 2, 6);
    expect(model.expect(10_000)).toBeCloseTo(159 + 0.985 / 0.015, 3);
  });

  it("is never below zero where nothing ever was", () => {
    const falling = Array.from({ length: 40 }, (_, at) => 40 - at);
    expect(Math.min(...ahead(falling, 100))).toBe(0);
  });

  it("scales with the money", () => {
    const history = fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 28, maxLength: 70 });
    fc.assert(
      fc.property(history, fc.constantFrom(2, 4, 0.5), (values, by) => {
        const plain = ahead(values, 10);
        const scaled = ahead(
          values.map((value) => value * by),
          10,
        );
        for (const [at, value] of scaled.entries()) expect(value).toBeCloseTo((plain[at] ?? 0) * by, 6);
      }),
      { numRuns: 60 },
    );
  });

  it("does not care in which order equal weeks came", () => {
    const week = fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 7, maxLength: 7 });
    fc.assert(
      fc.property(week, (shape) => {
        const history = Array.from({ length: 8 }, () => shape).flat();
        expect(total(ahead(history, 7))).toBeCloseTo(total(ahead(history.slice(7), 7)), 6);
        expect(fitDaily(history).spread).toBeCloseTo(0, 9);
      }),
      { numRuns: 60 },
    );
  });
});

describe("backTest", () => {
  it("finds no error in what repeats itself, where the mean of 30 days has one", () => {
    const test = backTest(weeks(12));
    expect(test).toMatchObject({ tests: 5, horizonDays: 28, error: 0, dailyError: 0 });
    expect(test?.naiveError).toBeGreaterThan(0);
  });

  it("needs four weeks to learn and one to test", () => {
    expect(backTest(weeks(4))).toBeNull();
    expect(backTest(weeks(5))).toMatchObject({ horizonDays: 7, tests: 1 });
  });
});

describe("bandOf", () => {
  it("has no width where nothing is uncertain and grows with the days", () => {
    expect(bandOf(weeks(12))(28)).toBe(0);
    const noisy = weeks(12).map((value, at) => value + ((at * 37) % 11) - 5);
    const band = bandOf(noisy);
    expect(band(7)).toBeGreaterThan(0);
    expect(band(28)).toBeGreaterThanOrEqual(band(7));
    expect(band(90)).toBeGreaterThan(band(28));
  });
});
