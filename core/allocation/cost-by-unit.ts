import { groupBy } from "../collection/group-by.ts";
import type { CostAnswer } from "../cost/query/cost-query.ts";
import { compare, type Decimal, subtract, sumKnown } from "../money/decimal.ts";
import type { AllocatedUnit, AllocationAnswer, Amounts } from "./allocation-query.ts";
import { type AllocationModel, unitPath, unitsWithin } from "./model.ts";

/** Cost of each unit by itself over time after the split, as groups `[unit id]` with the path as label; `[null]` is what no rule took. */
export function costByUnit(model: AllocationModel, answer: AllocationAnswer): CostAnswer {
  const groups = answer.units.map(({ unitId, after, lineItems }) => ({
    key: [unitId],
    labels: [unitPath(model, unitId)],
    ...after,
    lineItems,
    units: [],
  }));
  const { unallocated } = answer;
  const rest = { key: [null], labels: ["Unallocated"], ...unallocated, units: [] };
  return {
    currency: answer.currency,
    currencies: answer.currencies,
    buckets: answer.buckets,
    groups: [...groups, rest].toSorted((a, b) => compare(b.total ?? "0.0", a.total ?? "0.0")),
    other: null,
    total: answer.total,
    values: answer.values,
    lineItems: answer.lineItems,
    missing: answer.missing,
    answeredFrom: answer.answeredFrom === "daily" ? "daily" : "lineItems",
  };
}

/** A unit with all units below it. */
export type UnitTotals = {
  readonly direct: Amounts;
  readonly received: Amounts;
  readonly given: Amounts;
  /** What it received, less what it gave. */
  readonly shared: Amounts;
  readonly after: Amounts;
  readonly lineItems: number;
};

export function unitTotals(model: AllocationModel, answer: AllocationAnswer, unitId: string): UnitTotals {
  const within = unitsWithin(model, unitId);
  return totalsOf(
    answer.units.filter((one) => within.has(one.unitId)),
    answer.buckets.length,
  );
}

/** Some units together. */
export function totalsOf(units: readonly AllocatedUnit[], buckets: number): UnitTotals {
  const received = units.flatMap((one) => one.received.map(({ amounts }) => amounts));
  const given = units.map((one) => one.given);
  return {
    direct: sumOf(
      units.map(({ direct }) => direct),
      buckets,
    ),
    received: sumOf(received, buckets),
    given: sumOf(given, buckets),
    shared: sumOf([...received, ...given.map(negated)], buckets),
    after: sumOf(
      units.map(({ after }) => after),
      buckets,
    ),
    lineItems: units.reduce((sum, { lineItems }) => sum + lineItems, 0),
  };
}

/** What the units of the tree took together: direct cost of all, whatever was split. */
export function allocatedTotal({ units }: AllocationAnswer): Decimal | null {
  return sumKnown(units.map(({ direct }) => direct.total));
}

/** What a unit and those below it received, pool by pool. */
export function receivedByPool(
  model: AllocationModel,
  answer: AllocationAnswer,
  unitId: string,
): readonly { readonly from: string; readonly amounts: Amounts }[] {
  const within = unitsWithin(model, unitId);
  const shares = answer.units.filter((one) => within.has(one.unitId)).flatMap(({ received }) => received);
  return [...groupBy(shares, ({ from }) => from)].map(([from, parts]) => ({
    from,
    amounts: sumOf(
      parts.map(({ amounts }) => amounts),
      answer.buckets.length,
    ),
  }));
}

function negated({ total, values }: Amounts): Amounts {
  const less = (amount: Decimal | null) => (amount === null ? null : subtract("0.0", amount));
  return { total: less(total), values: values.map(less) };
}

function sumOf(amounts: readonly Amounts[], buckets: number): Amounts {
  return {
    total: sumKnown(amounts.map(({ total }) => total)),
    values: Array.from({ length: buckets }, (_, at) =>
      sumKnown(amounts.map(({ values }) => values[at] ?? null)),
    ),
  };
}
