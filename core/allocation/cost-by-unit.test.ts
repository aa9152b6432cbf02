import { expect, test } from "vitest";
import { parseScaled } from "../money/decimal.ts";
import { allocate } from "./allocate.ts";
import { allocatedTotal, costByUnit, unitTotals } from "./cost-by-unit.ts";
import type { AllocationModel } from "./model.ts";

const MODEL: AllocationModel = {
  id: "m",
  name: "Model",
  units: [
    { id: "a", name: "A", parentId: null, split: null },
    { id: "b", name: "B", parentId: "a", split: null },
    { id: "pool", name: "Pool", parentId: null, split: { kind: "even", to: ["b"] } },
  ],
  rules: ["a", "b", "pool"].map((id) => ({ id, unitId: id, filters: [] })),
};

const fact = (ruleId: string | null, amount: string) => ({
  ruleId,
  day: "2026-10-01",
  amount: parseScaled(amount),
  lineItems: 2,
});
const days = [fact("a", "1"), fact("b", "10"), fact("pool", "4"), fact(null, "100")];
const answer = allocate(
  MODEL,
  { days, weights: new Map() },
  {
    buckets: ["2026-10", "2026-11"],
    known: [true, false],
    bucketOf: () => 0,
    currency: "USD",
    currencies: ["USD"],
    missing: [],
    answeredFrom: "cut",
  },
);

test("units are groups of an answer, and what nobody takes is one of them", () => {
  const { groups, total, values } = costByUnit(MODEL, answer);
  expect(groups.map(({ key, labels, total: money }) => [key[0], labels[0], money])).toEqual([
    [null, "Unallocated", "100.0000000000"],
    ["b", "A / B", "14.0000000000"],
    ["a", "A", "1.0000000000"],
    ["pool", "Pool", "0.0000000000"],
  ]);
  expect([total, values]).toEqual(["115.0000000000", ["115.0000000000", null]]);
});

test("a unit counts with those below it", () => {
  expect(unitTotals(MODEL, answer, "a")).toMatchObject({
    direct: { total: "11.0000000000" },
    received: { total: "4.0000000000" },
    given: { total: "0.0000000000" },
    shared: { total: "4.0000000000" },
    after: { total: "15.0000000000", values: ["15.0000000000", null] },
    lineItems: 4,
  });
  expect(allocatedTotal(answer)).toBe("15.0000000000");
});
