import { expect, test } from "vitest";
import { changedUnit, movedRule, newModel, withoutUnit, withRule, withUnit } from "./edit-model.ts";

const unit = (id: string, parentId: string | null = null) => ({ id, name: id, parentId, split: null });
const rule = (id: string, unitId: string) => ({ id, unitId, filters: [] });
const of = () =>
  [rule("1", "a"), rule("2", "b"), rule("3", "c")].reduce(
    withRule,
    [unit("a"), unit("b", "a"), unit("c", "b")].reduce(withUnit, newModel("m", "Model")),
  );

test("a unit never comes to stand below itself", () => {
  expect(changedUnit(of(), "a", { parentId: "c", name: "A" }).units[0]).toEqual({ ...unit("a"), name: "A" });
  expect(changedUnit(of(), "c", { parentId: null }).units[2]).toEqual(unit("c"));
});

test("a unit goes with its rules and its part in splits; those below it move up", () => {
  const parts = [
    { unitId: "b", percent: "40.0" },
    { unitId: "c", percent: "60.0" },
  ];
  const shared = withUnit(of(), { ...unit("pool"), split: { kind: "fixed", parts } });
  const left = withoutUnit(shared, "b");
  expect(left.units.map(({ id, parentId }) => [id, parentId])).toEqual([
    ["a", null],
    ["c", "a"],
    ["pool", null],
  ]);
  expect(left.units[2]?.split).toEqual({ kind: "fixed", parts: [{ unitId: "c", percent: "60.0" }] });
  expect(left.rules.map(({ id }) => id)).toEqual(["1", "3"]);
});

test("rules move within their list and never out of it", () => {
  const order = (to: number): string =>
    movedRule(of(), "2", to)
      .rules.map(({ id }) => id)
      .join("");
  expect([order(-1), order(0), order(1), order(2), order(9)]).toEqual(["213", "213", "123", "132", "132"]);
});
