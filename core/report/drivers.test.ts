import fc from "fast-check";
import { expect, it } from "vitest";
import { formatScaled, scaledOf, subtract, sum } from "../money/decimal.ts";
import { driversOf } from "./drivers.ts";

const change = (value: string | null, now: string, before: string) => ({ value, label: null, now, before });

it("names what moved with the whole, largest first, with its part of it", () => {
  const drivers = driversOf(
    "service",
    [
      change("a", "10.0", "4.0"),
      change("b", "3.0", "5.0"),
      change(null, "9.0", "0.0"),
      change("d", "1.0", "1.0"),
    ],
    3,
  );
  expect(drivers.map(({ value, change: moved }) => [value, moved])).toEqual([
    [null, "9.0000000000"],
    ["a", "6.0000000000"],
  ]);
  expect(drivers[0]?.share).toBeCloseTo(9 / 13, 9);
});

it("of a fall, the largest falls", () => {
  const drivers = driversOf("region", [change("a", "1.0", "4.0"), change("b", "2.0", "3.0")], 1);
  expect(drivers).toMatchObject([{ value: "a", change: "-3.0000000000", share: 0.75 }]);
});

it("all drivers and what moved against them make the whole, exactly", () => {
  const amount = fc.bigInt({ min: -(10n ** 22n), max: 10n ** 22n }).map(formatScaled);
  const values = fc.uniqueArray(fc.record({ value: fc.string(), now: amount, before: amount }), {
    selector: ({ value }) => value,
    maxLength: 12,
  });
  fc.assert(
    fc.property(values, (changes) => {
      const all = changes.map((each) => change(each.value, each.now, each.before));
      const whole = subtract(sum(all.map(({ now }) => now)), sum(all.map(({ before }) => before)));
      const drivers = driversOf("service", all, all.length);
      const named = new Set(drivers.map(({ value }) => value));
      const against = all
        .filter(({ value }) => !named.has(value))
        .map(({ now, before }) => subtract(now, before));
      expect(sum([...drivers.map((driver) => driver.change), ...against])).toBe(whole);
      const sign = scaledOf(whole) < 0n ? -1n : 1n;
      for (const each of against) expect(scaledOf(each) * sign).toBeLessThanOrEqual(0n);
    }),
  );
});
