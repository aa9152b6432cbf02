import { expect, it } from "vitest";
import type { Annotation } from "./annotation.ts";
import { daysOfBucket, placeAnnotations } from "./mark-places.ts";

const note = (id: string, from: string, to: string): Annotation => ({
  id,
  text: id,
  filters: [],
  range: { from, to },
});
const places = (annotations: readonly Annotation[], buckets: readonly string[]) =>
  placeAnnotations(annotations, buckets).map(({ annotation, first, last }) => [annotation.id, first, last]);

it("days stand at their days, ranges from the first to the last that is in sight", () => {
  const days = ["2026-10-09", "2026-10-10", "2026-10-11", "2026-10-12"];
  const notes = [
    note("long", "2026-10-11", "2026-10-20"),
    note("day", "2026-10-10", "2026-10-11"),
    note("before", "2026-10-01", "2026-10-09"),
  ];
  expect(places(notes, days)).toEqual([
    ["day", 1, 1],
    ["long", 2, 3],
  ]);
});

it("on months a day stands at its month, on hours at all hours of its day", () => {
  expect(places([note("day", "2026-10-31", "2026-11-01")], ["2026-09", "2026-10", "2026-11"])).toEqual([
    ["day", 1, 1],
  ]);
  const hours = ["2026-10-30T23:00", "2026-10-31T00:00", "2026-10-31T01:00"];
  expect(places([note("day", "2026-10-31", "2026-11-01")], hours)).toEqual([["day", 1, 2]]);
});

it("an axis of anything else has no places", () => {
  expect(places([note("day", "2026-10-31", "2026-11-01")], ["total"])).toEqual([]);
  expect(daysOfBucket("AmazonEC2")).toBeNull();
  expect(daysOfBucket("2026-02-30")).toBeNull();
});
