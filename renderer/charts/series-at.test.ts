import { expect, test } from "vitest";
import { seriesAt } from "./series-at.ts";
import type { ChartKind, TimePicture } from "./series.ts";

function picture(kind: ChartKind): TimePicture {
  const series = [
    { id: "a", name: "A", ink: 0 as const, values: [10, null] },
    { id: "b", name: "B", ink: 1 as const, values: [5, 4] },
    { id: "c", name: "C", ink: 2 as const, values: [-3, -2] },
  ];
  return { kind, buckets: ["2026-10-01", "2026-10-02"], series, reference: null };
}

test.each([
  [0, 3, "a"],
  [0, 12, "b"],
  [0, -1, "c"],
  [0, 20, null],
  [1, 3, "b"],
  [1, -2.5, null],
])("in bucket %i a stack shows at %d: %s", (bucket, height, id) => {
  expect(seriesAt(picture("bars"), bucket, height, 1)).toBe(id);
  expect(seriesAt(picture("area"), bucket, height, 1)).toBe(id);
});

test.each([
  [9.2, "a"],
  [5.9, "b"],
  [7.4, null],
])("a line is meant near it only: %d means %s", (height, id) => {
  expect(seriesAt(picture("lines"), 0, height, 1)).toBe(id);
});
