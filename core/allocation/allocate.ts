import { formatScaled, parseScaled } from "../money/decimal.ts";
import { periodOf, type UsageDate } from "../time/period.ts";
import type { AllocatedUnit, AllocationAnswer, Amounts, UnsplitPool } from "./allocation-query.ts";
import { type AllocationModel, type BusinessUnit, recipientsOf, type SharedSplit } from "./model.ts";
import { type RunningSplit, runningSplit } from "./split.ts";

/** What a rule took on a day; `ruleId` is null for what none took. The amount is scaled, null where it is not known. */
export type RuleFact = {
  readonly ruleId: string | null;
  readonly day: UsageDate;
  readonly amount: bigint | null;
  readonly lineItems: number;
};

/** A weight that a metric gives a rule's unit in a month; amounts of several pricing units have no common weight. */
export type WeightFact = {
  readonly ruleId: string | null;
  readonly period: string;
  readonly unit: string | null;
  readonly amount: bigint | null;
};

/** The facts of a model over whole billing months. */
export type ModelFacts = {
  readonly days: readonly RuleFact[];
  /** For each pool that is split by another metric, by its unit id. */
  readonly weights: ReadonlyMap<string, readonly WeightFact[]>;
};

/** How each pool's cost of a month is divided, and what of it cannot be. */
export type SplitPlan = {
  readonly splits: ReadonlyMap<string, MonthSplit>;
  readonly unsplit: readonly UnsplitPool[];
};

/** The recipients of a pool in a month; the part that stays with the pool is its own. */
export type MonthSplit = {
  readonly poolId: string;
  readonly recipients: readonly string[];
  readonly weights: readonly bigint[];
};

type Frame = Pick<AllocationAnswer, "currency" | "currencies" | "missing" | "answeredFrom" | "buckets"> & {
  /** Place of a day among the buckets; null where it is outside of what was asked. */
  readonly bucketOf: (day: UsageDate) => number | null;
  readonly known: readonly boolean[];
};

/** Puts a model's units together from what its rules took. */
export function allocate(model: AllocationModel, facts: ModelFacts, frame: Frame): AllocationAnswer {
  const unitOfRule = new Map(model.rules.map(({ id, unitId }) => [id, unitId]));
  const ledgers = new Map(model.units.map(({ id }) => [id, newLedger()]));
  const unallocated = newCells();
  const whole = newCells();
  let lineItems = 0;
  let unallocatedItems = 0;
  for (const { ruleId, day, amount, lineItems: items } of facts.days) {
    const bucket = frame.bucketOf(day);
    if (bucket === null) continue;
    const ledger = ruleId === null ? undefined : ledgers.get(unitOfRule.get(ruleId) ?? "");
    add(whole, bucket, amount);
    add(ledger?.direct ?? unallocated, bucket, amount);
    lineItems += items;
    if (ledger === undefined) unallocatedItems += items;
    else ledger.lineItems += items;
  }
  const plan = splitPlan(model, facts);
  handOn(model, facts, { plan, ledgers, bucketOf: frame.bucketOf });
  const amounts = (cells: Cells): Amounts => amountsOf(cells, frame.known);
  return {
    currency: frame.currency,
    currencies: frame.currencies,
    buckets: frame.buckets,
    units: model.units.map(({ id }) => allocatedUnit(id, ledgers.get(id) ?? newLedger(), amounts)),
    unallocated: { ...amounts(unallocated), lineItems: unallocatedItems },
    ...amounts(whole),
    lineItems,
    unsplit: plan.unsplit.filter(({ billingPeriod }) =>
      facts.days.some(({ day }) => periodOf(day) === billingPeriod && frame.bucketOf(day) !== null),
    ),
    missing: frame.missing,
    answeredFrom: frame.answeredFrom,
  };
}

/** Weights of every pool and month, from the facts of whole months. */
export function splitPlan(model: AllocationModel, facts: ModelFacts): SplitPlan {
  const unitOfRule = new Map(model.rules.map(({ id, unitId }) => [id, unitId]));
  const direct = new Map<string, bigint>();
  for (const { ruleId, day, amount } of facts.days) {
    const unitId = ruleId === null ? undefined : unitOfRule.get(ruleId);
    if (unitId === undefined || amount === null) continue;
    const key = monthKey(unitId, periodOf(day));
    direct.set(key, (direct.get(key) ?? 0n) + amount);
  }
  const periods = [...new Set(facts.days.map(({ day }) => periodOf(day)))].toSorted();
  const splits = new Map<string, MonthSplit>();
  const unsplit: UnsplitPool[] = [];
  for (const pool of model.units) {
    if (pool.split === null) continue;
    for (const billingPeriod of periods) {
      if (!direct.has(monthKey(pool.id, billingPeriod))) continue;
      const found = monthSplit(model, pool, pool.split, {
        direct: (unitId) => direct.get(monthKey(unitId, billingPeriod)) ?? 0n,
        weights: () => (facts.weights.get(pool.id) ?? []).filter(({ period }) => period === billingPeriod),
        unitOfRule,
      });
      if (typeof found === "string") unsplit.push({ unitId: pool.id, billingPeriod, reason: found });
      else splits.set(monthKey(pool.id, billingPeriod), found);
    }
  }
  return { splits, unsplit };
}

export function monthKey(unitId: string, period: string): string {
  return `${period} ${unitId}`;
}

type MonthFacts = {
  readonly direct: (unitId: string) => bigint;
  readonly weights: () => readonly WeightFact[];
  readonly unitOfRule: ReadonlyMap<string, string>;
};

const HUNDRED = 100n * 10n ** 18n;

function monthSplit(
  model: AllocationModel,
  pool: BusinessUnit,
  split: SharedSplit,
  facts: MonthFacts,
): MonthSplit | UnsplitPool["reason"] {
  const recipients = recipientsOf(model, split);
  if (recipients.length === 0) return "noRecipients";
  const of = (weights: readonly bigint[]): MonthSplit | UnsplitPool["reason"] =>
    weights.some((weight) => weight > 0n) ? { poolId: pool.id, recipients, weights } : "noWeights";
  switch (split.kind) {
    case "even":
      return of(recipients.map(() => 1n));
    case "proportional":
      return of(recipients.map((id) => positive(facts.direct(id))));
    case "fixed": {
      const percents = recipients.map((id) =>
        positive(parseScaled(split.parts.find(({ unitId }) => unitId === id)?.percent ?? "0") ?? 0n),
      );
      const rest = HUNDRED - percents.reduce((sum, percent) => sum + percent, 0n);
      if (rest < 0n) return "overFull";
      if (rest === 0n) return of(percents);
      return { poolId: pool.id, recipients: [...recipients, pool.id], weights: [...percents, rest] };
    }
    case "metric": {
      const sums = new Map<string, bigint>();
      const units = new Set<string>();
      for (const { ruleId, unit, amount } of facts.weights()) {
        const unitId = ruleId === null ? undefined : facts.unitOfRule.get(ruleId);
        if (unitId === undefined || amount === null || amount === 0n || !recipients.includes(unitId))
          continue;
        sums.set(unitId, (sums.get(unitId) ?? 0n) + amount);
        if (unit !== null) units.add(unit);
      }
      if (units.size > 1) return "mixedUnits";
      return of(recipients.map((id) => positive(sums.get(id) ?? 0n)));
    }
  }
}

/** Credits can make a unit's own cost negative: it then has no part in what is shared by cost. */
function positive(amount: bigint): bigint {
  return amount > 0n ? amount : 0n;
}

type Cells = Map<number, bigint | null>;
type Ledger = {
  readonly direct: Cells;
  readonly received: Map<string, Cells>;
  readonly given: Cells;
  lineItems: number;
};

/** Splits every pool's cost day by day, so that the days of a month sum to the division of the month. */
function handOn(
  model: AllocationModel,
  facts: ModelFacts,
  to: {
    readonly plan: SplitPlan;
    readonly ledgers: ReadonlyMap<string, Ledger>;
    readonly bucketOf: Frame["bucketOf"];
  },
): void {
  const runs = new Map<MonthSplit, RunningSplit>();
  for (const { poolId, day, amount } of poolDays(model, facts)) {
    const split = to.plan.splits.get(monthKey(poolId, periodOf(day)));
    if (split === undefined) continue;
    const running = runs.get(split) ?? runOf(split);
    runs.set(split, running);
    const parts = running.next(amount);
    const bucket = to.bucketOf(day);
    if (bucket === null) continue;
    for (const [at, unitId] of split.recipients.entries()) {
      const part = parts[at] ?? 0n;
      if (unitId === poolId) continue;
      const ledger = to.ledgers.get(unitId);
      const cells = ledger?.received.get(poolId) ?? newCells();
      ledger?.received.set(poolId, cells);
      add(cells, bucket, part);
      add(to.ledgers.get(poolId)?.given ?? newCells(), bucket, part);
    }
  }
}

/** A split that is planned has weights. */
export function runOf({ weights, poolId }: MonthSplit, before = 0n): RunningSplit {
  const run = runningSplit(weights, before);
  if (run === null) throw new Error(`the pool ${poolId} has a split without weights`);
  return run;
}

/** Known cost of each pool by day, days in order. */
export function poolDays(
  model: AllocationModel,
  { days }: Pick<ModelFacts, "days">,
): readonly { readonly poolId: string; readonly day: UsageDate; readonly amount: bigint }[] {
  const pools = new Set(model.units.filter(({ split }) => split !== null).map(({ id }) => id));
  const poolOfRule = new Map(
    model.rules.filter(({ unitId }) => pools.has(unitId)).map(({ id, unitId }) => [id, unitId]),
  );
  const sums = new Map<string, { poolId: string; day: UsageDate; amount: bigint }>();
  for (const { ruleId, day, amount } of days) {
    const poolId = ruleId === null ? undefined : poolOfRule.get(ruleId);
    if (poolId === undefined || amount === null) continue;
    const key = `${day} ${poolId}`;
    const sum = sums.get(key) ?? { poolId, day, amount: 0n };
    sum.amount += amount;
    sums.set(key, sum);
  }
  return [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
}

function allocatedUnit(unitId: string, ledger: Ledger, amounts: (cells: Cells) => Amounts): AllocatedUnit {
  const after = new Map(ledger.direct);
  for (const cells of ledger.received.values()) for (const [at, part] of cells) add(after, at, part);
  for (const [at, part] of ledger.given) add(after, at, part === null ? null : -part);
  return {
    unitId,
    direct: amounts(ledger.direct),
    lineItems: ledger.lineItems,
    received: [...ledger.received].map(([from, cells]) => ({ from, amounts: amounts(cells) })),
    given: amounts(ledger.given),
    after: amounts(after),
  };
}

function newLedger(): Ledger {
  return { direct: newCells(), received: new Map(), given: newCells(), lineItems: 0 };
}

function newCells(): Cells {
  return new Map();
}

function add(cells: Cells, bucket: number, amount: bigint | null): void {
  const before = cells.get(bucket) ?? null;
  cells.set(bucket, amount === null ? before : (before ?? 0n) + amount);
}

/** Nothing known in any bucket is no total; nothing spent where something is known is zero. */
function amountsOf(cells: Cells, known: readonly boolean[]): Amounts {
  const values = known.map((isKnown, bucket) => cells.get(bucket) ?? (isKnown ? 0n : null));
  const amounts = values.filter((value) => value !== null);
  return {
    total: amounts.length === 0 ? null : formatScaled(amounts.reduce((sum, value) => sum + value, 0n)),
    values: values.map((value) => (value === null ? null : formatScaled(value))),
  };
}
