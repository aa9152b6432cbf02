import { type Conversion, convertWhole } from "../currency/convert.ts";
import { column, type ExportTable, moneyColumn } from "../export/export-table.ts";
import { compare, type Decimal, sum } from "../money/decimal.ts";
import { periodOf, type DateRange } from "../time/period.ts";
import { type ModelFacts, monthKey, poolDays, runOf, splitPlan } from "./allocate.ts";
import type { ChargebackRow } from "./allocation-query.ts";
import { type AllocationModel, unitPath } from "./model.ts";
import { addToMonth, type MonthSums, owedIn } from "./month-sums.ts";

/** What a rule took of an account's service in a month, within the days asked for. */
export type ChargebackFact = {
  readonly ruleId: string | null;
  readonly period: string;
  readonly account: string | null;
  readonly service: string | null;
  readonly amount: bigint | null;
};

type Owed = {
  readonly unitId: string | null;
  readonly account: string | null;
  readonly service: string | null;
  readonly months: MonthSums;
};

/**
 * One row per unit, account and service. A pool hands each account's service on with the weights it has as a whole, and
 * a unit's rows sum to what it received from the pool. All rows sum to the bill.
 */
export function chargebackRows(
  model: AllocationModel,
  facts: ModelFacts,
  details: readonly ChargebackFact[],
  range: DateRange,
): readonly ChargebackRow[] {
  const unitOfRule = new Map(model.rules.map(({ id, unitId }) => [id, unitId]));
  const rows = new Map<string, Owed>();
  const rowOf = (
    unitId: string | null,
    { account, service }: Pick<ChargebackFact, "account" | "service">,
  ) => {
    const key = JSON.stringify([unitId, account, service]);
    const row = rows.get(key) ?? { unitId, account, service, months: new Map() };
    rows.set(key, row);
    return row.months;
  };
  for (const fact of details) {
    const unitId = fact.ruleId === null ? null : (unitOfRule.get(fact.ruleId) ?? null);
    addToMonth(rowOf(unitId, fact), fact.period, { direct: fact.amount ?? 0n });
  }
  const plan = splitPlan(model, facts);
  for (const { poolId, period, before, cells } of poolMonths(model, facts, details, range)) {
    const split = plan.splits.get(monthKey(poolId, period));
    if (split === undefined) continue;
    const running = runOf(split, before);
    for (const cell of cells) {
      const parts = running.next(cell.amount);
      for (const [at, unitId] of split.recipients.entries()) {
        const part = parts[at] ?? 0n;
        if (unitId === poolId || part === 0n) continue;
        addToMonth(rowOf(unitId, cell), period, { shared: part });
        addToMonth(rowOf(poolId, cell), period, { shared: -part });
      }
    }
  }
  return [...rows.values()].map(({ unitId, account, service, months }) => ({
    unitId,
    account,
    service,
    ...owedIn(months),
  }));
}

type PoolMonth = {
  readonly poolId: string;
  readonly period: string;
  /** Cost of the pool in the month before the first day asked for. */
  readonly before: bigint;
  readonly cells: readonly { account: string | null; service: string | null; amount: bigint }[];
};

function poolMonths(
  model: AllocationModel,
  facts: ModelFacts,
  details: readonly ChargebackFact[],
  range: DateRange,
): readonly PoolMonth[] {
  const before = new Map<string, bigint>();
  for (const { poolId, day, amount } of poolDays(model, facts))
    if (day < range.from) {
      const key = monthKey(poolId, periodOf(day));
      before.set(key, (before.get(key) ?? 0n) + amount);
    }
  const pools = new Map(model.units.filter(({ split }) => split !== null).map((unit) => [unit.id, unit]));
  const unitOfRule = new Map(model.rules.map(({ id, unitId }) => [id, unitId]));
  const months = new Map<
    string,
    { poolId: string; period: string; cells: Map<string, PoolMonth["cells"][number]> }
  >();
  for (const { ruleId, period, account, service, amount } of details) {
    const poolId = ruleId === null ? undefined : unitOfRule.get(ruleId);
    if (poolId === undefined || !pools.has(poolId)) continue;
    const key = monthKey(poolId, period);
    const month = months.get(key) ?? { poolId, period, cells: new Map() };
    months.set(key, month);
    const place = JSON.stringify([account, service]);
    const cell = month.cells.get(place) ?? { account, service, amount: 0n };
    cell.amount += amount ?? 0n;
    month.cells.set(place, cell);
  }
  return [...months].map(([key, { poolId, period, cells }]) => ({
    poolId,
    period,
    before: before.get(key) ?? 0n,
    cells: [...cells].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell),
  }));
}

const UNALLOCATED = "Unallocated";
const AMOUNTS = [
  { name: "direct_cost", of: ({ direct }: Amounts): Decimal => direct },
  { name: "shared_cost", of: ({ shared }: Amounts): Decimal => shared },
  { name: "total_cost", of: ({ direct, shared }: Amounts): Decimal => sum([direct, shared]) },
] as const;
type Amounts = Pick<ChargebackRow, "direct" | "shared">;

/**
 * The rows as a table to be written, units in the order of the tree, then by cost. Amounts are exact; in another currency
 * each month has its own rate, and an amount with a month without one stays empty there.
 */
export function chargebackTable(
  model: AllocationModel,
  rows: readonly ChargebackRow[],
  words: {
    readonly title: string;
    readonly currency: string | null;
    readonly accountName: (id: string) => string | null;
    readonly serviceName: (code: string) => string | null;
    readonly beside: Conversion | null;
  },
): ExportTable {
  const { currency } = words;
  const beside = words.beside?.to === currency ? null : words.beside;
  const order = new Map(model.units.map(({ id }, at) => [id, at]));
  const place = ({ unitId }: ChargebackRow): number =>
    unitId === null ? model.units.length : (order.get(unitId) ?? model.units.length);
  const sorted = rows.toSorted(
    (a, b) => place(a) - place(b) || compare(b.total, a.total) || (keyOf(a) < keyOf(b) ? -1 : 1),
  );
  const inAnother = (row: ChargebackRow, of: (amounts: Amounts) => Decimal): readonly (Decimal | null)[] => {
    if (beside === null) return [];
    const months = row.months.map((amounts) => ({ month: amounts.month, amount: of(amounts) }));
    return [currency === null ? null : convertWhole(months, { ...beside, from: currency })];
  };
  return {
    title: words.title,
    columns: [
      column("unit"),
      column("account_id"),
      column("account_name"),
      column("service"),
      column("currency"),
      ...AMOUNTS.flatMap(({ name }) => [
        moneyColumn(name, null),
        ...(beside === null ? [] : [moneyColumn(name, beside.to)]),
      ]),
    ],
    rows: sorted.map((row) => [
      row.unitId === null ? UNALLOCATED : unitPath(model, row.unitId),
      row.account,
      row.account === null ? null : words.accountName(row.account),
      row.service === null ? null : (words.serviceName(row.service) ?? row.service),
      currency,
      ...AMOUNTS.flatMap(({ of }) => [of(row), ...inAnother(row, of)]),
    ]),
  };
}

function keyOf({ account, service }: ChargebackRow): string {
  return JSON.stringify([account, service]);
}
