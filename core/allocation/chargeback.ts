import { column, type ExportTable, moneyColumn } from "../export/export-table.ts";
import { compare, formatScaled } from "../money/decimal.ts";
import { periodOf, type DateRange } from "../time/period.ts";
import { type ModelFacts, monthKey, poolDays, runOf, splitPlan } from "./allocate.ts";
import type { ChargebackRow } from "./allocation-query.ts";
import { type AllocationModel, unitPath } from "./model.ts";

/** What a rule took of an account's service in a month, within the days asked for. */
export type ChargebackFact = {
  readonly ruleId: string | null;
  readonly period: string;
  readonly account: string | null;
  readonly service: string | null;
  readonly amount: bigint | null;
};

type Sums = {
  readonly unitId: string | null;
  readonly account: string | null;
  readonly service: string | null;
  direct: bigint;
  shared: bigint;
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
  const rows = new Map<string, Sums>();
  const rowOf = (
    unitId: string | null,
    { account, service }: Pick<ChargebackFact, "account" | "service">,
  ) => {
    const key = JSON.stringify([unitId, account, service]);
    const row = rows.get(key) ?? { unitId, account, service, direct: 0n, shared: 0n };
    rows.set(key, row);
    return row;
  };
  for (const fact of details) {
    const unitId = fact.ruleId === null ? null : (unitOfRule.get(fact.ruleId) ?? null);
    rowOf(unitId, fact).direct += fact.amount ?? 0n;
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
        rowOf(unitId, cell).shared += part;
        rowOf(poolId, cell).shared -= part;
      }
    }
  }
  return [...rows.values()].map(({ unitId, account, service, direct, shared }) => ({
    unitId,
    account,
    service,
    direct: formatScaled(direct),
    shared: formatScaled(shared),
    total: formatScaled(direct + shared),
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
const COLUMNS = [
  column("unit"),
  column("account_id"),
  column("account_name"),
  column("service"),
  column("currency"),
  moneyColumn("direct_cost", null),
  moneyColumn("shared_cost", null),
  moneyColumn("total_cost", null),
] as const;

/** The rows as a table to be written, units in the order of the tree, then by cost. Amounts are exact. */
export function chargebackTable(
  model: AllocationModel,
  rows: readonly ChargebackRow[],
  words: {
    readonly title: string;
    readonly currency: string | null;
    readonly accountName: (id: string) => string | null;
    readonly serviceName: (code: string) => string | null;
  },
): ExportTable {
  const order = new Map(model.units.map(({ id }, at) => [id, at]));
  const place = ({ unitId }: ChargebackRow): number =>
    unitId === null ? model.units.length : (order.get(unitId) ?? model.units.length);
  const sorted = rows.toSorted(
    (a, b) => place(a) - place(b) || compare(b.total, a.total) || (keyOf(a) < keyOf(b) ? -1 : 1),
  );
  return {
    title: words.title,
    columns: COLUMNS,
    rows: sorted.map((row) => [
      row.unitId === null ? UNALLOCATED : unitPath(model, row.unitId),
      row.account,
      row.account === null ? null : words.accountName(row.account),
      row.service === null ? null : (words.serviceName(row.service) ?? row.service),
      words.currency,
      row.direct,
      row.shared,
      row.total,
    ]),
  };
}

function keyOf({ account, service }: ChargebackRow): string {
  return JSON.stringify([account, service]);
}
