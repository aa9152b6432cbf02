import { formatScaled, type Decimal } from "../money/decimal.ts";
import {
  CONTAINER_RESOURCES,
  type ContainerCost,
  type ContainerNode,
  type ContainerNodeKind,
  type ContainerResource,
  type WorkloadKey,
} from "./container.ts";

/** Sums of one workload's line items of one resource; amounts scaled like all exact amounts. */
export type WorkloadFact = WorkloadKey & {
  readonly resource: ContainerResource;
  readonly isFargate: boolean;
  readonly workloadType: string | null;
  readonly isTagged: boolean;
  readonly own: bigint | null;
  readonly unused: bigint | null;
  readonly reserved: bigint | null;
  readonly used: bigint | null;
  readonly allocated: bigint | null;
  readonly lineItems: number;
};

/** What a workload cost in a bucket of time. */
export type TimedFact = WorkloadKey & { readonly bucket: number; readonly amount: bigint };

export type ContainerFacts = {
  readonly now: readonly WorkloadFact[];
  readonly trend: readonly TimedFact[];
  /** Null where nothing is compared with. */
  readonly before: readonly TimedFact[] | null;
  /** One entry per bucket: false where nothing is known. */
  readonly known: readonly boolean[];
  readonly accountName: (accountId: string | null) => string | null;
};

/** Workloads that are listed one by one; the others are summed in each namespace. */
const MOST_WORKLOADS = 2_000;

type Draft = {
  readonly id: string;
  readonly parentId: string | null;
  readonly kind: ContainerNodeKind;
  readonly key: WorkloadKey;
  readonly facts: WorkloadFact[];
  readonly workloads: Set<string>;
  readonly trend: Map<number, bigint>;
  before: bigint | null;
  readonly children: Map<string, Draft>;
};

/** Clusters, namespaces and workloads; ECS has no namespaces. */
export function containerTree(facts: ContainerFacts): readonly ContainerNode[] {
  const roots = new Map<string, Draft>();
  const listed = dearest(facts.now);
  const hasPast = facts.before !== null;
  const each = (key: WorkloadKey, add: (draft: Draft) => void): void => {
    for (const draft of pathOf(roots, key, listed, hasPast)) add(draft);
  };
  for (const fact of facts.now)
    each(fact, (draft) => {
      draft.facts.push(fact);
      draft.workloads.add(idOf(fact));
    });
  for (const fact of facts.trend)
    each(fact, ({ trend }) => trend.set(fact.bucket, (trend.get(fact.bucket) ?? 0n) + fact.amount));
  for (const fact of facts.before ?? [])
    each(fact, (draft) => {
      draft.before = (draft.before ?? 0n) + fact.amount;
      draft.workloads.add(idOf(fact));
    });
  return ordered(roots).flatMap((root) => flatten(root, facts));
}

/** Sums over any facts. */
export function containerCost(facts: readonly WorkloadFact[]): ContainerCost {
  const split = total(facts, (fact) => (fact.isFargate ? null : fact.own));
  const unused = total(facts, (fact) => fact.unused);
  const fargate = total(facts, (fact) => (fact.isFargate ? fact.own : null));
  return {
    cost: formatScaled(split + unused + fargate),
    split: formatScaled(split),
    unused: formatScaled(unused),
    fargate: formatScaled(fargate),
    lineItems: facts.reduce((sum, { lineItems }) => sum + lineItems, 0),
    resources: CONTAINER_RESOURCES.flatMap((resource) => {
      const of = facts.filter((fact) => fact.resource === resource);
      if (of.length === 0) return [];
      const shared = of.filter((fact) => !fact.isFargate);
      const told = shared.length === 0 ? of : shared;
      return [
        {
          resource,
          split: formatScaled(total(shared, ({ own }) => own)),
          unused: formatScaled(total(of, (fact) => fact.unused)),
          fargate: formatScaled(total(of, (fact) => (fact.isFargate ? fact.own : null))),
          reserved: known(told, ({ reserved }) => reserved),
          used: known(told, ({ used }) => used),
          allocated: known(told, ({ allocated }) => allocated),
        },
      ];
    }),
  };
}

/** Text that is the same for the same workload and no other. */
export function idOf({ platform, account, region, cluster, namespace, workload }: WorkloadKey): string {
  return JSON.stringify([platform, account, region, cluster, namespace, workload]);
}

function dearest(facts: readonly WorkloadFact[]): ReadonlySet<string> | null {
  const costs = new Map<string, bigint>();
  for (const fact of facts)
    costs.set(idOf(fact), (costs.get(idOf(fact)) ?? 0n) + (fact.own ?? 0n) + (fact.unused ?? 0n));
  if (costs.size <= MOST_WORKLOADS) return null;
  const ranked = [...costs].toSorted(([a, left], [b, right]) =>
    left === right ? (a < b ? -1 : 1) : left > right ? -1 : 1,
  );
  return new Set(ranked.slice(0, MOST_WORKLOADS).map(([id]) => id));
}

/** The nodes a workload counts in, from its cluster down. */
function pathOf(
  roots: Map<string, Draft>,
  key: WorkloadKey,
  listed: ReadonlySet<string> | null,
  hasPast: boolean,
): readonly Draft[] {
  const cluster = childOf(roots, null, "cluster", { ...key, namespace: null, workload: null }, hasPast);
  const space =
    key.platform === "EKS"
      ? childOf(cluster.children, cluster.id, "namespace", { ...key, workload: null }, hasPast)
      : null;
  const parent = space ?? cluster;
  const isListed = listed === null || listed.has(idOf(key));
  const leaf = isListed
    ? childOf(parent.children, parent.id, "workload", key, hasPast)
    : childOf(parent.children, parent.id, "others", { ...key, workload: null }, hasPast);
  return [cluster, ...(space === null ? [] : [space]), leaf];
}

function childOf(
  siblings: Map<string, Draft>,
  parentId: string | null,
  kind: ContainerNodeKind,
  { platform, account, region, cluster, namespace, workload }: WorkloadKey,
  hasPast: boolean,
): Draft {
  const key = { platform, account, region, cluster, namespace, workload };
  const id = `${kind} ${idOf(key)}`;
  const held = siblings.get(id);
  if (held !== undefined) return held;
  const made: Draft = {
    id,
    parentId,
    kind,
    key,
    facts: [],
    workloads: new Set(),
    trend: new Map(),
    before: hasPast ? 0n : null,
    children: new Map(),
  };
  siblings.set(id, made);
  return made;
}

function flatten(node: Draft, facts: ContainerFacts): readonly ContainerNode[] {
  const isLeaf = node.kind === "workload";
  return [
    {
      ...node.key,
      ...containerCost(node.facts),
      id: node.id,
      parentId: node.parentId,
      kind: node.kind,
      accountName: facts.accountName(node.key.account),
      workloadType: isLeaf
        ? (node.facts.find((fact) => fact.workloadType !== null)?.workloadType ?? null)
        : null,
      workloads: node.workloads.size,
      isTagged: node.facts.every(({ isTagged }) => isTagged),
      before: node.before === null ? null : formatScaled(node.before),
      trend: facts.known.map((isKnown, bucket) =>
        isKnown ? formatScaled(node.trend.get(bucket) ?? 0n) : null,
      ),
    },
    ...ordered(node.children).flatMap((child) => flatten(child, facts)),
  ];
}

/** What costs most goes first, the sum of the others last. */
function ordered(nodes: ReadonlyMap<string, Draft>): readonly Draft[] {
  const costs = new Map([...nodes.values()].map((node) => [node, costOf(node)]));
  return [...nodes.values()].toSorted((a, b) => {
    if ((a.kind === "others") !== (b.kind === "others")) return a.kind === "others" ? 1 : -1;
    const [left, right] = [costs.get(a) ?? 0n, costs.get(b) ?? 0n];
    return left === right ? (a.id < b.id ? -1 : 1) : left > right ? -1 : 1;
  });
}

function costOf({ facts }: Draft): bigint {
  return total(facts, ({ own }) => own) + total(facts, ({ unused }) => unused);
}

function total(facts: readonly WorkloadFact[], amount: (fact: WorkloadFact) => bigint | null): bigint {
  return facts.reduce((sum, fact) => sum + (amount(fact) ?? 0n), 0n);
}

function known(
  facts: readonly WorkloadFact[],
  amount: (fact: WorkloadFact) => bigint | null,
): Decimal | null {
  const told = facts.flatMap((fact) => amount(fact) ?? []);
  return told.length === 0 ? null : formatScaled(told.reduce((sum, value) => sum + value, 0n));
}
