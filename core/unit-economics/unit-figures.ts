import { type AllocationModel, unitPath } from "../allocation/model.ts";
import { scaledOf } from "../money/decimal.ts";
import type { UsageDate } from "../time/period.ts";
import type { BusinessMetric } from "./business-metric.ts";

/** Figures of one question by the first day they count, scaled. */
export type FigureSeries = ReadonlyMap<UsageDate, bigint>;

/** Whose figures a unit's cost is held against. */
export type FigureBasis =
  /** Those that name the unit or units below it. */
  | "own"
  /** Those of the company: the metric names no units. */
  | "company";

/** Ids of units by path and, where only one unit has it, by name; case does not matter. */
function idsByName(model: AllocationModel): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const count = (name: string): number =>
    model.units.filter((unit) => unit.name.toLowerCase() === name).length;
  for (const { id, name } of model.units)
    if (count(name.toLowerCase()) === 1) found.set(name.toLowerCase(), id);
  for (const { id } of model.units) found.set(unitPath(model, id).toLowerCase(), id);
  return found;
}

/** Names of units in figures that the model does not have. */
export function unknownUnits({ figures }: BusinessMetric, model: AllocationModel): readonly string[] {
  const ids = idsByName(model);
  const named = figures.flatMap(({ unit }) => (unit === null || ids.has(unit.toLowerCase()) ? [] : [unit]));
  return [...new Set(named)].toSorted();
}

/** The company's figures: those that name no unit, and on dates without one the sum of the units'. */
export function companyFigures(metric: BusinessMetric, model: AllocationModel | null): FigureSeries {
  const named = namedFigures(metric, model);
  const found = new Map(named.company);
  for (const from of datesOf(metric)) {
    if (found.has(from)) continue;
    const parts = [
      ...(model?.units ?? [])
        .filter(({ parentId }) => parentId === null)
        .map(({ id }) => ownFigure(named.units, model, id, from)),
      named.unknown.get(from) ?? null,
    ].filter((part) => part !== null);
    if (parts.length > 0)
      found.set(
        from,
        parts.reduce((sum, part) => sum + part, 0n),
      );
  }
  return found;
}

/** Figures a unit's cost, with those below it, is held against: its own, or of units below it; where no unit is named the company's. */
export function figuresOfUnit(
  metric: BusinessMetric,
  model: AllocationModel,
  unitId: string,
): { readonly basis: FigureBasis; readonly figures: FigureSeries } {
  if (!namesUnits(metric)) return { basis: "company", figures: companyFigures(metric, model) };
  const { units } = namedFigures(metric, model);
  const figures = new Map<UsageDate, bigint>();
  for (const from of datesOf(metric)) {
    const value = ownFigure(units, model, unitId, from);
    if (value !== null) figures.set(from, value);
  }
  return { basis: "own", figures };
}

export function namesUnits({ figures }: BusinessMetric): boolean {
  return figures.some(({ unit }) => unit !== null);
}

type Named = {
  readonly company: ReadonlyMap<UsageDate, bigint>;
  readonly units: ReadonlyMap<string, ReadonlyMap<UsageDate, bigint>>;
  /** Sums of units nobody knows. */
  readonly unknown: ReadonlyMap<UsageDate, bigint>;
};

function namedFigures({ figures }: BusinessMetric, model: AllocationModel | null): Named {
  const ids = model === null ? new Map<string, string>() : idsByName(model);
  const company = new Map<UsageDate, bigint>();
  const unknown = new Map<UsageDate, bigint>();
  const units = new Map<string, Map<UsageDate, bigint>>();
  for (const { from, unit, value } of figures) {
    const id = unit === null ? null : (ids.get(unit.toLowerCase()) ?? "");
    if (id === null) company.set(from, scaledOf(value));
    else if (id === "") unknown.set(from, (unknown.get(from) ?? 0n) + scaledOf(value));
    else {
      const own = units.get(id) ?? new Map<UsageDate, bigint>();
      units.set(id, own.set(from, (own.get(from) ?? 0n) + scaledOf(value)));
    }
  }
  return { company, units, unknown };
}

/** What names the unit, else what names the units below it, added up. */
function ownFigure(
  units: Named["units"],
  model: AllocationModel | null,
  unitId: string,
  from: UsageDate,
  seen: ReadonlySet<string> = new Set(),
): bigint | null {
  const own = units.get(unitId)?.get(from);
  if (own !== undefined) return own;
  if (seen.has(unitId)) return null;
  const below = (model?.units ?? [])
    .filter(({ parentId }) => parentId === unitId)
    .map(({ id }) => ownFigure(units, model, id, from, new Set([...seen, unitId])))
    .filter((value) => value !== null);
  return below.length === 0 ? null : below.reduce((sum, value) => sum + value, 0n);
}

function datesOf({ figures }: BusinessMetric): readonly UsageDate[] {
  return [...new Set(figures.map(({ from }) => from))];
}
