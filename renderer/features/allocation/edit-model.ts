import type { AllocationModel, AllocationRule, BusinessUnit, SharedSplit } from "#core/allocation/model.ts";
import { unitsWithin } from "#core/allocation/model.ts";

export function newModel(id: string, name: string): AllocationModel {
  return { id, name, units: [], rules: [] };
}

export function withUnit(model: AllocationModel, unit: BusinessUnit): AllocationModel {
  return { ...model, units: [...model.units, unit] };
}

/** A unit cannot stand below itself: such a parent is left as it was. */
export function changedUnit(
  model: AllocationModel,
  id: string,
  change: Partial<Pick<BusinessUnit, "name" | "parentId" | "split">>,
): AllocationModel {
  const isBelow = change.parentId != null && unitsWithin(model, id).has(change.parentId);
  const { parentId: _, ...rest } = change;
  const wanted = isBelow ? rest : change;
  return { ...model, units: model.units.map((unit) => (unit.id === id ? { ...unit, ...wanted } : unit)) };
}

/** Takes a unit out with its rules; those below it move up. */
export function withoutUnit(model: AllocationModel, id: string): AllocationModel {
  const gone = model.units.find((unit) => unit.id === id);
  return {
    ...model,
    units: model.units
      .filter((unit) => unit.id !== id)
      .map((unit) => ({
        ...unit,
        parentId: unit.parentId === id ? (gone?.parentId ?? null) : unit.parentId,
        split: unit.split && splitWithout(unit.split, id),
      })),
    rules: model.rules.filter(({ unitId }) => unitId !== id),
  };
}

function splitWithout(split: SharedSplit, id: string): SharedSplit {
  if (split.kind === "fixed") return { ...split, parts: split.parts.filter(({ unitId }) => unitId !== id) };
  return split.to === null ? split : { ...split, to: split.to.filter((unitId) => unitId !== id) };
}

export function withRule(model: AllocationModel, rule: AllocationRule): AllocationModel {
  return { ...model, rules: [...model.rules, rule] };
}

export function changedRule(
  model: AllocationModel,
  id: string,
  change: Partial<Pick<AllocationRule, "unitId" | "filters">>,
): AllocationModel {
  return { ...model, rules: model.rules.map((rule) => (rule.id === id ? { ...rule, ...change } : rule)) };
}

export function withoutRule(model: AllocationModel, id: string): AllocationModel {
  return { ...model, rules: model.rules.filter((rule) => rule.id !== id) };
}

/** Puts a rule at a place counted without it. */
export function movedRule(model: AllocationModel, id: string, to: number): AllocationModel {
  const rule = model.rules.find((one) => one.id === id);
  if (rule === undefined) return model;
  const rules = model.rules.filter((one) => one !== rule);
  rules.splice(Math.max(0, Math.min(to, rules.length)), 0, rule);
  return { ...model, rules };
}
