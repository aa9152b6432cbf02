import type { Filter } from "../cost/filter/filter.ts";
import type { MetricId } from "../cost/metric/metric-id.ts";
import type { Decimal } from "../money/decimal.ts";

/** How the bill is divided between the units of a company. Of the models of a workspace, the one saved last is in force. */
export type AllocationModel = {
  readonly id: string;
  readonly name: string;
  /** The tree, parents by id; siblings in this order. */
  readonly units: readonly BusinessUnit[];
  /** Over the whole model: the first rule that matches a line item takes it. */
  readonly rules: readonly AllocationRule[];
};

/** A business unit or cost center. */
export type BusinessUnit = {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
  /** Set for a shared pool: how its cost is handed on to other units. */
  readonly split: SharedSplit | null;
};

/** Gives line items that pass all filters to a unit; without a filter it takes every one. */
export type AllocationRule = {
  readonly id: string;
  readonly unitId: string;
  readonly filters: readonly Filter[];
};

/**
 * How a pool's cost of a billing month is divided. `to` names the receiving units; null stands for every unit that is no
 * pool and has a rule. The weights are those of the whole billing month, so that a day's share does not depend on the
 * days asked for.
 */
export type SharedSplit =
  | { readonly kind: "even"; readonly to: readonly string[] | null }
  /** In percent; what they leave of 100 stays with the pool. */
  | { readonly kind: "fixed"; readonly parts: readonly FixedPart[] }
  /** By what the units' own rules took, in the metric asked for. */
  | { readonly kind: "proportional"; readonly to: readonly string[] | null }
  /** By another metric of the units' own line items, of those that pass the filters: hours of a service, say. */
  | {
      readonly kind: "metric";
      readonly metric: MetricId;
      readonly filters: readonly Filter[];
      readonly to: readonly string[] | null;
    };

export type FixedPart = { readonly unitId: string; readonly percent: Decimal };

export function isPool(unit: BusinessUnit): boolean {
  return unit.split !== null;
}

/** Units below each other, parents first, with their depth. A unit whose parent is gone or goes in circles stands at the top. */
export function unitTree(
  model: AllocationModel,
): readonly { readonly unit: BusinessUnit; readonly depth: number }[] {
  const listed = new Set<string>();
  const below = (parentId: string | null, depth: number): readonly { unit: BusinessUnit; depth: number }[] =>
    model.units
      .filter((unit) => unit.parentId === parentId && !listed.has(unit.id))
      .flatMap((unit) => {
        listed.add(unit.id);
        return [{ unit, depth }, ...below(unit.id, depth + 1)];
      });
  const known = new Set(model.units.map(({ id }) => id));
  const top = below(null, 0);
  const lost = model.units.flatMap((unit) => {
    if (
      listed.has(unit.id) ||
      (unit.parentId !== null && known.has(unit.parentId) && !isCircular(model, unit))
    )
      return [];
    listed.add(unit.id);
    return [{ unit, depth: 0 }, ...below(unit.id, 1)];
  });
  return [...top, ...lost];
}

/** The unit and all units below it. */
export function unitsWithin(model: AllocationModel, unitId: string): ReadonlySet<string> {
  const found = new Set([unitId]);
  for (let size = 0; size !== found.size;) {
    size = found.size;
    for (const { id, parentId } of model.units) if (parentId !== null && found.has(parentId)) found.add(id);
  }
  return found;
}

/** `Retail / Web shop`. */
export function unitPath(model: AllocationModel, unitId: string): string {
  const names: string[] = [];
  const seen = new Set<string>();
  for (let id: string | null = unitId; id !== null && !seen.has(id);) {
    seen.add(id);
    const unit = model.units.find((one) => one.id === id);
    if (unit === undefined) break;
    names.unshift(unit.name);
    id = unit.parentId;
  }
  return names.join(" / ");
}

/** The units a pool hands its cost to. */
export function recipientsOf(model: AllocationModel, split: SharedSplit): readonly string[] {
  const withRules = new Set(model.rules.map(({ unitId }) => unitId));
  const wanted = split.kind === "fixed" ? split.parts.map(({ unitId }) => unitId) : split.to;
  return model.units
    .filter((unit) => !isPool(unit) && (wanted === null ? withRules.has(unit.id) : wanted.includes(unit.id)))
    .map(({ id }) => id);
}

function isCircular(model: AllocationModel, unit: BusinessUnit): boolean {
  const seen = new Set<string>();
  for (let id: string | null = unit.id; id !== null;) {
    if (seen.has(id)) return true;
    seen.add(id);
    id = model.units.find((one) => one.id === id)?.parentId ?? null;
  }
  return false;
}
