import type {
  ContainerAnswer,
  ContainerQuery,
  ContainerResource,
  WorkloadDetail,
  WorkloadKey,
  WorkloadQuery,
} from "#core/container/container.ts";
import {
  containerCost,
  containerTree,
  type TimedFact,
  type WorkloadFact,
} from "#core/container/container-tree.ts";
import { formatScaled, scaledOf } from "#core/money/decimal.ts";
import { periodOf, type DateRange } from "#core/time/period.ts";
import { answerCosts } from "./answer.ts";
import { daysOf, LABELS, periods, WORLD } from "./world.ts";

const DOLLAR = 10n ** 18n;

/** cluster, namespace, workload, type, dollars a day, share used of what is reserved */
const WORKLOADS = [
  ["shop-prod", "checkout", "basket-api", "Deployment", 90n, 60n],
  ["shop-prod", "checkout", "payment-worker", "Deployment", 40n, 20n],
  ["shop-prod", "search", "index", "StatefulSet", 55n, 85n],
  ["batch", null, "nightly-reports", null, 12n, 50n],
] as const;

type Made = (typeof WORKLOADS)[number];

function keyOf([cluster, namespace, workload]: Made): WorkloadKey {
  return {
    platform: namespace === null ? "ECS" : "EKS",
    account: "111122223333",
    region: "eu-west-1",
    cluster,
    namespace,
    workload,
  };
}

/** Every workload costs the same each day, half of it as unused part; one job runs on Fargate. */
export function answerContainers(query: ContainerQuery, isSplit: boolean): ContainerAnswer {
  const made = isSplit ? WORKLOADS : [];
  const days = heldDays(query.range);
  const now = made.flatMap((one) => [
    fact(one, "cpu", BigInt(days.length) * 3n),
    fact(one, "memory", BigInt(days.length)),
    ...(one[1] === null ? [fargate(one, BigInt(days.length))] : []),
  ]);
  const trend = made.flatMap((one) => days.map((_, bucket) => timed(one, bucket, 1n)));
  const before =
    query.before && made.map((one) => timed(one, 0, BigInt(heldDays(query.before ?? query.range).length)));
  return {
    currency: "USD",
    currencies: ["USD"],
    buckets: days,
    nodes: containerTree({
      now,
      trend,
      before,
      known: days.map(() => true),
      accountName: (id) => LABELS[id ?? ""] ?? null,
    }),
    total: {
      ...containerCost(now),
      before: before === null ? null : formatScaled(before.reduce((sum, { amount }) => sum + amount, 0n)),
      trend: days.map(() => formatScaled(made.reduce((sum, one) => sum + timed(one, 0, 1n).amount, 0n))),
    },
    reconciliation: isSplit ? months(query, now) : [],
    missing: [],
    without: isSplit ? [] : periods().filter((month) => days.some((day) => periodOf(day) === month)),
    notApplied: query.filters
      .map(({ dimension }) => dimension)
      .filter((dimension) => dimension === "service"),
  };
}

export function workloadDetail({ key }: WorkloadQuery): WorkloadDetail {
  return {
    instances: [
      { instance: "i-0aa11bb22cc33dd44", cost: "210.0", split: "60.0", unused: "30.0", days: 20 },
      { instance: "i-0ee55ff66aa77bb88", cost: "180.0", split: "40.0", unused: "20.0", days: 18 },
    ],
    instanceCount: 2,
    pods: [`arn:aws:eks:eu-west-1:111122223333:pod/${key.cluster ?? ""}/${key.workload ?? ""}`],
    podCount: 1,
  };
}

function heldDays({ from, to }: DateRange): readonly string[] {
  return daysOf(from > WORLD.from ? from : WORLD.from, to < WORLD.to ? to : WORLD.to);
}

/** A quarter of the cost a day for each part given. */
function fact(one: Made, resource: ContainerResource, parts: bigint): WorkloadFact {
  const [, , , workloadType, dollars, used] = one;
  const cost = (dollars * parts * DOLLAR) / 8n;
  const hours = parts * 24n * DOLLAR;
  return {
    ...keyOf(one),
    resource,
    isFargate: false,
    workloadType,
    isTagged: true,
    own: cost,
    unused: cost,
    reserved: hours,
    used: (hours * used) / 100n,
    allocated: hours,
    lineItems: 24,
  };
}

function fargate(one: Made, days: bigint): WorkloadFact {
  const own = days * DOLLAR;
  return { ...fact(one, "cpu", days), isFargate: true, own, unused: null, used: null, allocated: null };
}

function timed(one: Made, bucket: number, days: bigint): TimedFact {
  const dollars = one[4] + (one[1] === null ? 1n : 0n);
  return { ...keyOf(one), bucket, amount: days * dollars * DOLLAR };
}

/** All of it in the last month of the range. */
function months(query: ContainerQuery, now: readonly WorkloadFact[]): ContainerAnswer["reconciliation"] {
  const { total } = answerCosts({
    ...query,
    metric: "amortized",
    filters: [],
    granularity: "total",
    groupBy: [],
    top: null,
  });
  const { cost, split, unused, fargate: own } = containerCost(now);
  const bill = scaledOf(total ?? "0.0");
  const day = heldDays(query.range).at(-1) ?? WORLD.from;
  return [
    {
      billingPeriod: periodOf(day),
      bill: formatScaled(bill),
      instances: formatScaled(scaledOf(split) + scaledOf(unused)),
      split,
      unused,
      difference: formatScaled(0n),
      fargate: own,
      whole: formatScaled(0n),
      rest: formatScaled(bill - scaledOf(cost)),
      leftOver: formatScaled(0n),
      hours: 480,
      hoursApart: 0,
      hoursMissing: 0,
    },
  ];
}
