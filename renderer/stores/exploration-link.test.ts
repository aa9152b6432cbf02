import fc from "fast-check";
import { expect, test } from "vitest";
import { METRIC_IDS } from "#core/cost/metric/metric-id.ts";
import { GRANULARITIES } from "#core/time/period.ts";
import { decodeView, encodeView, NEUTRAL_VIEW, type ExplorationView } from "./exploration-link.ts";

const dimension = fc.oneof(
  fc.constantFrom("service" as const, "linkedAccount" as const, "resourceId" as const),
  fc.string({ minLength: 1 }).map((key) => `tag:${key}` as const),
);
const filter = fc.record({
  dimension,
  mode: fc.constantFrom("include" as const, "exclude" as const),
  values: fc.array(fc.oneof(fc.string(), fc.constant(null)), { minLength: 1, maxLength: 4 }),
});
const view = fc.record({
  metric: fc.constantFrom(...METRIC_IDS),
  granularity: fc.constantFrom(...GRANULARITIES),
  comparison: fc.constantFrom("previousPeriod" as const, "lastYear" as const, null),
  range: fc.constantFrom(null, { from: "2026-01-01", to: "2026-02-01" }),
  currency: fc.constantFrom(null, "EUR"),
  groupBy: fc.array(dimension, { maxLength: 3 }),
  filters: fc.array(filter, { maxLength: 4 }),
  columns: fc.oneof(
    fc.constantFrom("common" as const, "all" as const),
    fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 4 }),
  ),
  sort: fc.oneof(
    fc.constant(null),
    fc.record({ column: fc.string({ minLength: 1 }), descending: fc.boolean() }),
  ),
});

test("a view survives the way through its link", () => {
  fc.assert(
    fc.property(view, (chosen) => {
      const whole: ExplorationView = { ...NEUTRAL_VIEW, ...chosen };
      expect(decodeView(encodeView(whole))).toEqual(whole);
    }),
  );
});

test("the neutral view needs no words", () => {
  expect(encodeView(NEUTRAL_VIEW)).toEqual({});
});

test("a link with values people read", () => {
  const link = encodeView({
    ...NEUTRAL_VIEW,
    filters: [{ dimension: "service", mode: "exclude", values: ["AmazonEC2", null, "a,b:c"] }],
  });
  expect(link).toEqual({ f: ["!service:AmazonEC2,~,a%2Cb%3Ac"] });
});

test("parts of a link that say nothing are left out", () => {
  const link = {
    from: "2026-02-31",
    to: "x",
    metric: "price",
    per: "week",
    by: "colour",
    f: ["nonsense", "colour:red"],
  };
  expect(decodeView(link)).toEqual({ ...NEUTRAL_VIEW, groupBy: [] });
});
