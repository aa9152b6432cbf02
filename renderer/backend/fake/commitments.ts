import {
  commitmentsOf,
  sidesOf,
  type CommitmentFact,
  type KnownTerms,
  type TimedFact,
} from "#core/commitment/answer.ts";
import type { CommitmentAnswer, CommitmentKind, CommitmentQuery } from "#core/commitment/commitment.ts";
import { fairShareAnswer, type AccountFact, type FairShareAnswer } from "#core/commitment/fair-share.ts";
import {
  bestCommitment,
  demandOf,
  fatalDrop,
  planOutcome,
  rateOfDiscount,
  savingCurve,
  type SimulationAnswer,
  type SimulationQuery,
} from "#core/commitment/simulation.ts";
import type { FactSums } from "#core/commitment/tally.ts";
import { bucketsOf } from "#core/cost/query/buckets.ts";
import { formatScaled, scaledOf } from "#core/money/decimal.ts";
import { lengthInDays, periodOf, periodsOf, rangeOfPeriod, type DateRange } from "#core/time/period.ts";
import { LABELS, WORLD } from "./world.ts";

const CENT = 10n ** 16n;

type Contract = KnownTerms & {
  readonly consumer: string;
  /** Cents a day: on-demand price, cost and what is unused. */
  readonly list: number;
  readonly cost: number;
  readonly unused: number;
};

const CONTRACTS: readonly Contract[] = [
  {
    ...plan("0a51c8b2-7f2e-4d0b-9a5e-000000000001", "3yr", "No Upfront", "2027-08-02T00:00:00.000Z"),
    consumer: "111122224444",
    list: 61_000,
    cost: 43_800,
    unused: 210,
  },
  {
    ...plan("3be1770c-11d4-4f6d-8a54-000000000002", "1yr", "Partial Upfront", "2026-11-12T00:00:00.000Z"),
    consumer: "111122225555",
    list: 24_000,
    cost: 17_400,
    unused: 2_900,
  },
  {
    arn: "arn:aws:rds:eu-west-1:111122225555:ri:ri-2026-000003",
    kind: "reservation",
    program: "AmazonRDS",
    term: "1yr",
    payment: "All Upfront",
    start: "2026-01-20T00:00:00.000Z",
    end: "2027-01-20T00:00:00.000Z",
    region: "eu-west-1",
    instanceType: "db.r6g.2xlarge",
    count: "4",
    lastSeen: "2026-10",
    consumer: "111122225555",
    list: 9_600,
    cost: 6_240,
    unused: 960,
  },
];

const ON_DEMAND_CENTS = 31_000;

/** Commitments of the made-up company, by the rules of the product. */
export function commitmentAnswer(query: CommitmentQuery): CommitmentAnswer {
  const { range, granularity, arn } = query;
  const held = CONTRACTS.filter((contract) => arn === null || contract.arn === arn);
  const perDay = granularity === "hour" ? 24 : 1;
  const timed = Array.from({ length: knownDays(range) }, (_, day) => [
    ...held.flatMap((contract) =>
      factsOf(contract).map((sums) => ({
        ...sums,
        unit: day * perDay,
        units: perDay,
        program: contract.program,
      })),
    ),
    ...(arn === null ? [{ ...onDemand(), unit: day * perDay, units: perDay, program: null }] : []),
  ]).flat() satisfies readonly TimedFact[];
  const own = held.flatMap((contract) => ownFacts(contract, range));
  const buckets = bucketsOf(range, granularity);
  return {
    currency: "USD",
    currencies: ["USD"],
    buckets,
    ...sidesOf(timed, range, granularity, buckets),
    commitments: commitmentsOf(held, own, query, labelOf),
    gaps: [],
    limits: [],
  };
}

export function simulationAnswer(query: SimulationQuery): SimulationAnswer {
  const hours = Array.from(
    { length: knownDays(query.range) * 24 },
    (_, hour) => BigInt(1_000 + ((hour * 37) % 24) * 40) * CENT,
  );
  const demand = demandOf(hours);
  const isKnown = query.planType === "Compute";
  const discount = query.discount ?? (isKnown ? "0.2800000000" : null);
  const rate = discount === null ? null : rateOfDiscount(discount);
  const best = rate === null ? 0n : bestCommitment(demand, rate);
  const chosen = query.commitment === null ? best : scaledOf(query.commitment);
  const outcome = (commitment: bigint) =>
    rate === null ? null : planOutcome(demand, rate, commitment, query.dropPercent);
  return {
    currency: "USD",
    currencies: ["USD"],
    hours: hours.length,
    spreadHours: 0,
    demand: formatScaled(demand.total),
    discount:
      discount === null
        ? null
        : query.discount === null
          ? { source: "lineItems", rate: discount, list: "1000.0000000000", cost: "720.0000000000" }
          : { source: "given", rate: discount, list: null, cost: null },
    breakEven: rate === null ? null : formatScaled((rate.cost * 10n ** 18n) / rate.list),
    best: outcome(best),
    chosen: outcome(chosen),
    fatalDropPercent: rate === null ? null : fatalDrop(demand, rate, chosen),
    curve: rate === null ? [] : savingCurve(demand, rate, query.dropPercent),
    choices: [{ planType: "Compute", scope: null, list: formatScaled(demand.total) }],
  };
}

export function shareAnswer(range: DateRange): FairShareAnswer {
  const days = BigInt(knownDays(range));
  const facts = CONTRACTS.flatMap((contract): readonly AccountFact[] => [
    {
      role: "covered",
      account: contract.consumer,
      pool: contract.kind === "savingsPlan" ? "Compute" : "AmazonRDS",
      arn: contract.arn,
      list: BigInt(contract.list) * CENT * days,
      cost: BigInt(contract.cost) * CENT * days,
    },
    {
      role: "fee",
      account: contract.arn.split(":")[4] ?? null,
      pool: null,
      arn: contract.arn,
      list: 0n,
      cost: BigInt(contract.unused) * CENT * days,
    },
  ]);
  const open = BigInt(ON_DEMAND_CENTS) * CENT * days;
  const all: readonly AccountFact[] = [
    ...facts,
    { role: "onDemand", account: "111122223333", pool: "Compute", arn: null, list: open, cost: open },
  ];
  const totals = new Map<string | null, bigint>();
  for (const { account, cost } of all) totals.set(account, (totals.get(account) ?? 0n) + cost);
  return {
    currency: "USD",
    currencies: ["USD"],
    isKnown: true,
    limits: [],
    ...fairShareAnswer(all, totals, labelOf),
  };
}

function plan(id: string, term: string, payment: string, end: string): KnownTerms {
  return {
    arn: `arn:aws:savingsplans::111122223333:savingsplan/${id}`,
    kind: "savingsPlan",
    program: "Compute",
    term,
    payment,
    start: null,
    end,
    region: null,
    instanceType: null,
    count: null,
    lastSeen: periodOf(WORLD.today),
  };
}

function labelOf(account: string | null): string | null {
  return account === null ? null : (LABELS[account] ?? null);
}

/** Days of the range that the made-up bills hold. */
function knownDays({ from, to }: DateRange): number {
  const end = to < WORLD.to ? to : WORLD.to;
  return from < end ? lengthInDays({ from, to: end }) : 0;
}

function factsOf({ kind, list, cost, unused }: Contract): readonly FactSums[] {
  return [
    sums("covered", kind, { list, cost, units: kind === "reservation" ? 1_536 : null }),
    sums("fee", kind, {
      cost: unused,
      ...(kind === "savingsPlan"
        ? { committed: cost + unused, used: cost }
        : { reserved_units: 1_760, unused_units: 224 }),
    }),
  ];
}

function onDemand(): FactSums {
  return sums("onDemand", null, { list: ON_DEMAND_CENTS, cost: ON_DEMAND_CENTS, units: 900 });
}

function ownFacts(contract: Contract, range: DateRange): readonly CommitmentFact[] {
  const owner = contract.arn.split(":")[4] ?? null;
  return periodsOf(range).flatMap((month) => {
    const { from, to } = rangeOfPeriod(month);
    const days = knownDays({
      from: from < range.from ? range.from : from,
      to: to < range.to ? to : range.to,
    });
    if (days === 0) return [];
    return factsOf(contract).map((fact) => ({
      ...fact,
      amounts: times(fact.amounts, BigInt(days)),
      unit: null,
      units: null,
      month,
      arn: contract.arn,
      program: contract.program,
      account: fact.role === "fee" ? owner : contract.consumer,
      feeHours: fact.role === "fee" ? days * 24 : 0,
    }));
  });
}

function times(amounts: FactSums["amounts"], factor: bigint): FactSums["amounts"] {
  const of = (amount: bigint | null): bigint | null => (amount === null ? null : amount * factor);
  return {
    list: of(amounts.list),
    cost: of(amounts.cost),
    committed: of(amounts.committed),
    used: of(amounts.used),
    reserved_units: of(amounts.reserved_units),
    unused_units: of(amounts.unused_units),
    units: of(amounts.units),
  };
}

type Cents = Readonly<Partial<Record<keyof FactSums["amounts"], number | null>>>;

function sums(role: FactSums["role"], kind: CommitmentKind | null, cents: Cents): FactSums {
  const of = (value: number | null | undefined): bigint | null =>
    value == null ? null : BigInt(value) * CENT;
  return {
    role,
    kind,
    planType: kind === "reservation" ? null : "Compute",
    reservable: role !== "fee",
    amounts: {
      list: of(cents.list),
      cost: of(cents.cost),
      committed: of(cents.committed),
      used: of(cents.used),
      reserved_units: of(cents.reserved_units),
      unused_units: of(cents.unused_units),
      units: of(cents.units),
    },
    unknown: { no_list: 0, no_cost: 0, no_committed: 0 },
  };
}
