import { expect, test } from "vitest";
import { sampleParts } from "./parts.ts";
import { defaultOptions } from "./world.ts";

test("an overview's months come first, and every month comes once", () => {
  const { first, later } = sampleParts(defaultOptions("2026-11-22"));
  expect(first).toEqual(["2026-11", "2026-10", "2026-09", "2025-11"]);
  expect(later[0]).toBe("2026-08");
  expect([...first, ...later].toSorted()).toEqual([
    "2025-11",
    "2025-12",
    "2026-01",
    "2026-02",
    "2026-03",
    "2026-04",
    "2026-05",
    "2026-06",
    "2026-07",
    "2026-08",
    "2026-09",
    "2026-10",
    "2026-11",
  ]);
});

test("a sample of one month has nothing to add later", () => {
  const { first, later } = sampleParts({ ...defaultOptions("2026-11-22"), months: 1 });
  expect(first).toEqual(["2026-11"]);
  expect(later).toEqual([]);
});
