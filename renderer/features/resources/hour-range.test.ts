import { expect, test } from "vitest";
import { hourRange } from "./hour-range.ts";

const march = { from: "2026-03-01", to: "2026-04-01" };

test("hours are those of the period on which the resource was there", () => {
  expect(hourRange(march, { firstSeen: "2026-03-10", lastSeen: "2026-03-12" })).toEqual({
    from: "2026-03-10",
    to: "2026-03-13",
  });
  expect(hourRange(march, { firstSeen: "2025-01-01", lastSeen: "2026-05-01" })).toEqual(march);
});

test("of long periods the last days", () => {
  const quarter = { from: "2026-01-01", to: "2026-04-01" };
  expect(hourRange(quarter, { firstSeen: "2025-01-01", lastSeen: "2026-05-01" })).toEqual(march);
});

test("there are none where it was not there", () => {
  expect(hourRange(march, { firstSeen: "2025-01-01", lastSeen: "2026-02-28" })).toBeNull();
});
