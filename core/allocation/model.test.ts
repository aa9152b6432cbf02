import { expect, test } from "vitest";
import type { AllocationModel } from "./model.ts";
import { recipientsOf, unitPath, unitsWithin, unitTree } from "./model.ts";

const unit = (id: string, parentId: string | null = null) => ({ id, name: id, parentId, split: null });
const of = (...units: AllocationModel["units"]): AllocationModel => ({
  id: "m",
  name: "m",
  units,
  rules: [],
});

test("units stand below their parents, in their own order", () => {
  const model = of(unit("b1", "b"), unit("a"), unit("b"), unit("b2", "b"), unit("b11", "b1"));
  expect(unitTree(model).map(({ unit: { id }, depth }) => [id, depth])).toEqual([
    ["a", 0],
    ["b", 0],
    ["b1", 1],
    ["b11", 2],
    ["b2", 1],
  ]);
  expect([...unitsWithin(model, "b")].toSorted()).toEqual(["b", "b1", "b11", "b2"]);
  expect(unitPath(model, "b11")).toBe("b / b1 / b11");
});

test("no unit is lost whose parent is gone or goes in circles", () => {
  const model = of(unit("x", "gone"), unit("y", "z"), unit("z", "y"));
  expect(unitTree(model).map(({ unit: { id } }) => id)).toEqual(["x", "y", "z"]);
  expect(unitPath(model, "y")).toBe("z / y");
});

test("pools hand on to units with rules, never to a pool", () => {
  const pool = { ...unit("pool"), split: { kind: "even" as const, to: null } };
  const model: AllocationModel = {
    ...of(unit("a"), unit("b"), pool),
    rules: [
      { id: "1", unitId: "a", filters: [] },
      { id: "2", unitId: "pool", filters: [] },
    ],
  };
  expect(recipientsOf(model, { kind: "even", to: null })).toEqual(["a"]);
  expect(recipientsOf(model, { kind: "even", to: ["pool", "b"] })).toEqual(["b"]);
});
