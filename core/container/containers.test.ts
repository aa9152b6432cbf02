import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scaledOf, sum } from "../money/decimal.ts";
import type { ContainerNode, ContainerResource, WorkloadKey } from "./container.ts";
import { containerCost, containerTree, type WorkloadFact } from "./container-tree.ts";
import { filtersOfContainers } from "./drill.ts";
import { efficiencyOf, usedShare } from "./efficiency.ts";
import { reconcile, type KindFact } from "./reconcile.ts";

const UNIT = 10n ** 18n;
const KEY: WorkloadKey = {
  platform: "EKS",
  account: "1",
  region: "eu-west-1",
  cluster: "prod",
  namespace: "shop",
  workload: "api",
};

function fact(more: Partial<WorkloadFact> = {}): WorkloadFact {
  return {
    ...KEY,
    resource: "cpu",
    isFargate: false,
    workloadType: null,
    isTagged: true,
    own: 8n * UNIT,
    unused: 2n * UNIT,
    reserved: 4n * UNIT,
    used: 1n * UNIT,
    allocated: 4n * UNIT,
    lineItems: 1,
    ...more,
  };
}

function tree(now: readonly WorkloadFact[]): readonly ContainerNode[] {
  return containerTree({ now, trend: [], before: null, known: [], accountName: () => null });
}

test("ECS has no namespaces; what costs most goes first", () => {
  const nodes = tree([
    fact({ own: 1n }),
    fact({ platform: "ECS", cluster: "tasks", namespace: null, workload: null, own: 50n * UNIT }),
  ]);
  expect(nodes.map(({ kind, cluster, workload }) => [kind, cluster, workload])).toEqual([
    ["cluster", "tasks", null],
    ["workload", "tasks", null],
    ["cluster", "prod", null],
    ["namespace", "prod", null],
    ["workload", "prod", "api"],
  ]);
});

test("of very many workloads the dearest are listed, the others summed where they run", () => {
  const many = Array.from({ length: 2_100 }, (_, at) =>
    fact({ workload: `job-${at}`, own: BigInt(at) * UNIT }),
  );
  const nodes = tree(many);
  const others = nodes.find(({ kind }) => kind === "others");
  expect(nodes.filter(({ kind }) => kind === "workload")).toHaveLength(2_000);
  expect(others).toMatchObject({ workloads: 100, namespace: "shop", cost: "5150.0000000000" });
  expect(nodes[0]?.cost).toBe(containerCost(many).cost);
});

test("any grouping sums to what was shared out, to the last digit", () => {
  const facts = fc.array(
    fc.record({
      platform: fc.constantFrom("EKS" as const, "ECS" as const),
      cluster: fc.constantFrom("a", "b", null),
      namespace: fc.constantFrom("x", "y", null),
      workload: fc.constantFrom("one", "two", null),
      resource: fc.constantFrom<ContainerResource>("cpu", "memory", "accelerator", "other"),
      isFargate: fc.boolean(),
      own: fc.bigInt(0n, 10n ** 24n),
      rest: fc.bigInt(0n, 10n ** 24n),
    }),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(facts, (given) => {
      const now = given.map(({ rest, ...one }) => fact({ ...one, unused: one.isFargate ? null : rest }));
      const nodes = tree(now);
      const roots = nodes.filter(({ parentId }) => parentId === null);
      const instances = now.reduce((all, { own, unused }) => all + (own ?? 0n) + (unused ?? 0n), 0n);
      expect(scaledOf(sum(roots.map(({ cost }) => cost)))).toBe(instances);
      for (const node of nodes) {
        expect(sum([node.split, node.unused, node.fargate])).toBe(node.cost);
        expect(sum(node.resources.flatMap(({ split, unused, fargate }) => [split, unused, fargate]))).toBe(
          node.cost,
        );
        const children = nodes.filter(({ parentId }) => parentId === node.id);
        if (children.length > 0) expect(sum(children.map(({ cost }) => cost))).toBe(node.cost);
      }
    }),
  );
});

describe("efficiency", () => {
  test("what was reserved and not used is its share of the split cost", () => {
    const cost = containerCost([
      fact(),
      fact({ resource: "memory", own: 10n * UNIT, unused: 0n, used: 4n * UNIT }),
    ]);
    expect(efficiencyOf(cost)).toEqual({ idle: "6.0000000000", share: 0.6 });
  });

  test("what runs on Fargate besides takes no part in it", () => {
    const fargate = fact({ isFargate: true, own: 90n * UNIT, unused: null, used: null, allocated: null });
    const cost = containerCost([fact(), fargate]);
    expect(cost).toMatchObject({ cost: "100.0000000000", split: "8.0000000000", fargate: "90.0000000000" });
    expect(efficiencyOf(cost)).toEqual({ idle: "6.0000000000", share: 0.2 });
    expect(usedShare(cost.resources[0] ?? { used: null, reserved: null })).toBe(0.25);
  });

  test("more used than reserved leaves nothing idle; Fargate tells nothing", () => {
    const over = containerCost([fact({ used: 6n * UNIT, allocated: 6n * UNIT, unused: 0n })]);
    expect(efficiencyOf(over)).toEqual({ idle: "0.0000000000", share: 1 });
    expect(usedShare(over.resources[0] ?? { used: null, reserved: null })).toBe(1.5);
    const fargate = containerCost([fact({ isFargate: true, unused: null, used: null, allocated: null })]);
    expect(efficiencyOf(fargate)).toEqual({ idle: null, share: null });
  });
});

test("what is in no part of the bill is left over, in sight", () => {
  const of = (kind: string, own: bigint, unused = 0n): KindFact => ({
    billingPeriod: "2026-06",
    kind,
    own: own * UNIT,
    unused: unused * UNIT,
    hours: kind === "instance" ? 24 : 0,
    hoursApart: 1,
    hoursMissing: 0,
  });
  const facts = [
    of("instance", 10n),
    of("split", 6n, 3n),
    of("fargate", 2n),
    of("whole", 4n),
    of("rest", 80n),
  ];
  expect(reconcile(facts, new Map([["2026-06", 97n * UNIT]]))).toEqual([
    {
      billingPeriod: "2026-06",
      bill: "97.0000000000",
      instances: "10.0000000000",
      split: "6.0000000000",
      unused: "3.0000000000",
      difference: "1.0000000000",
      fargate: "2.0000000000",
      whole: "4.0000000000",
      rest: "80.0000000000",
      leftOver: "1.0000000000",
      hours: 24,
      hoursApart: 1,
      hoursMissing: 0,
    },
  ]);
});

test("line items are found by the tags of the platform; without tags not at all", () => {
  const node = { ...KEY, kind: "workload" as const, isTagged: true };
  const dimensions = (filters: ReturnType<typeof filtersOfContainers>) =>
    filters?.map(({ dimension, values }) => `${dimension}=${values.join()}`);
  expect(dimensions(filtersOfContainers(node))).toEqual([
    "linkedAccount=1",
    "region=eu-west-1",
    "operation=EKSPod-EC2,FargatePod",
    "tag:aws:eks:cluster-name=prod",
    "tag:aws:eks:namespace=shop",
    "tag:aws:eks:workload-name=api",
  ]);
  expect(
    dimensions(
      filtersOfContainers({ ...node, kind: "cluster", platform: "ECS", namespace: null, workload: null }),
    ),
  ).toEqual([
    "linkedAccount=1",
    "region=eu-west-1",
    "operation=ECSTask-EC2,FargateTask",
    "tag:aws:ecs:clusterName=prod",
  ]);
  expect(filtersOfContainers({ ...node, isTagged: false })).toBeNull();
});
