import type { CommitmentFact, GapCount, KnownTerms, TimedFact } from "#core/commitment/answer.ts";
import type { CommitmentKind } from "#core/commitment/commitment.ts";
import type { AccountFact } from "#core/commitment/fair-share.ts";
import { AMOUNT_COLUMNS } from "#core/commitment/questions.ts";
import type { FactSums } from "#core/commitment/tally.ts";
import { scaledOf } from "#core/money/decimal.ts";
import type { Row } from "../duckdb/run.ts";
import type { Plain } from "../duckdb/decode.ts";

export function timedFact(row: Row): TimedFact {
  return {
    ...factSums(row),
    unit: Number(row["first"]),
    units: Number(row["span"]),
    program: textOf(row["program"]),
  };
}

export function commitmentFact(row: Row): CommitmentFact {
  return {
    ...factSums(row),
    unit: countOf(row["first"]),
    units: countOf(row["span"]),
    month: textOf(row["month"]),
    arn: String(row["arn"]),
    program: textOf(row["program"]),
    account: textOf(row["account"]),
    feeHours: countOf(row["fee_hours"]) ?? 0,
  };
}

export function knownTerms([
  arn,
  kind,
  program,
  term,
  payment,
  start,
  end,
  region,
  instanceType,
  count,
  lastSeen,
]: readonly Plain[]): KnownTerms {
  return {
    arn: String(arn),
    kind: kindOf(kind) ?? "reservation",
    program: textOf(program),
    term: textOf(term),
    payment: textOf(payment),
    start: textOf(start),
    end: textOf(end),
    region: textOf(region),
    instanceType: textOf(instanceType),
    count: textOf(count),
    lastSeen: String(lastSeen),
  };
}

export function gapCount(row: readonly Plain[]): GapCount {
  const [billingPeriod, kind, ...counts] = row;
  const [noList = 0, noCost = 0, noUnused = 0, noCommitted = 0, noUnits = 0, longUsage = 0] =
    counts.map(Number);
  return {
    billingPeriod: String(billingPeriod),
    kind: kindOf(kind),
    noList,
    noCost,
    noUnused,
    noCommitted,
    noUnits,
    longUsage,
  };
}

/** The fact, and how many of its line items have no amount. */
export function accountFact([
  role,
  account,
  pool,
  arn,
  list,
  cost,
  unknown,
]: readonly Plain[]): AccountFact & {
  readonly unknown: number;
} {
  return {
    role: roleOf(role),
    account: textOf(account),
    pool: textOf(pool),
    arn: textOf(arn),
    list: amountOf(list) ?? 0n,
    cost: amountOf(cost) ?? 0n,
    unknown: Number(unknown),
  };
}

export function amountOf(value: Plain | undefined): bigint | null {
  return typeof value === "string" ? scaledOf(value) : null;
}

export function textOf(value: Plain | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function factSums(row: Row): FactSums {
  const amounts = AMOUNT_COLUMNS.map((column) => [column, amountOf(row[column])] as const);
  return {
    role: roleOf(row["role"]),
    kind: kindOf(row["kind"]),
    planType: textOf(row["plan_type"]),
    reservable: row["reservable"] === true,
    amounts: { ...NO_AMOUNTS, ...Object.fromEntries(amounts) },
    unknown: {
      no_list: countOf(row["no_list"]) ?? 0,
      no_cost: countOf(row["no_cost"]) ?? 0,
      no_committed: countOf(row["no_committed"]) ?? 0,
    },
  };
}

const NO_AMOUNTS: FactSums["amounts"] = {
  list: null,
  cost: null,
  committed: null,
  used: null,
  reserved_units: null,
  unused_units: null,
  units: null,
};

function countOf(value: Plain | undefined): number | null {
  return typeof value === "number" ? value : null;
}

function kindOf(value: Plain | undefined): CommitmentKind | null {
  return value === "savingsPlan" || value === "reservation" ? value : null;
}

function roleOf(value: Plain | undefined): FactSums["role"] {
  return value === "covered" || value === "fee" ? value : "onDemand";
}
