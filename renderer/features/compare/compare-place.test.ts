import { expect, it } from "vitest";
import { linkTo, placeOf, type ComparePlace } from "./compare-place.ts";

const PLACES: readonly ComparePlace[] = [
  { before: "comparison", workspaceId: null, byDays: true, effect: null, group: null },
  {
    before: { from: "2025-10-01", to: "2025-11-01" },
    workspaceId: "w-2",
    byDays: false,
    effect: "price",
    group: ["AmazonEC2", null],
  },
  { before: "same", workspaceId: "w-2", byDays: true, effect: "new", group: [] },
  { before: "comparison", workspaceId: null, byDays: true, effect: "fees", group: "other" },
];

function paramsOf(place: ComparePlace): Record<string, string> {
  const link = linkTo(place, {});
  const params = typeof link === "object" && "params" in link ? (link.params ?? {}) : {};
  return Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
}

it.each(PLACES)("comes back from its address: %j", (place) => {
  expect(placeOf(paramsOf(place))).toEqual(place);
});

it.each([{}, { before: "lately", effect: "magic", group: "{" }, { before: "2026-02-30..2026-03-01" }])(
  "falls back where an address says nothing: %j",
  (params) => {
    expect(placeOf(params)).toEqual(PLACES[0]);
  },
);
