import { describe, expect, it } from "vitest";
import { scaledOf } from "../money/decimal.ts";
import type { LineItem } from "./line-item.ts";
import { splitLedger } from "./split-ledger.ts";
import { closedOptions, createWorld, type WorldOptions } from "./world.ts";

const WITH_SPLITS: WorldOptions = { ...closedOptions("2026-06", 2), rows: 12_000, splitCosts: true };
const world = createWorld(WITH_SPLITS);
const items = world.months.flatMap((month) => [...world.lineItems(month)]);
const splits = items.filter((item) => item.split !== undefined);

describe("split cost allocation data", () => {
  it("shares out what each instance cost in each interval, to the last digit", () => {
    const charged = new Map<string, bigint>();
    const shared = new Map<string, bigint>();
    const add = (into: Map<string, bigint>, id: string, { slot }: LineItem, amount: bigint) =>
      into.set(`${id} ${slot.interval}`, (into.get(`${id} ${slot.interval}`) ?? 0n) + amount);
    for (const item of items)
      if (item.split === undefined) add(charged, item.resourceId, item, item.amortized);
      else add(shared, item.split.parentResourceId, item, item.split.splitCost + item.split.unusedCost);
    expect(shared.size).toBeGreaterThan(30);
    for (const [key, amount] of shared) expect([key, amount]).toEqual([key, charged.get(key)]);
  });

  it("is of Kubernetes pods and of tasks, on reserved, planned and on-demand instances", () => {
    expect(new Set(splits.map(({ product }) => product.operation))).toEqual(
      new Set(["EKSPod-EC2", "ECSTask-EC2"]),
    );
    const parents = new Set(splits.map(({ split }) => split?.parentResourceId));
    const types = new Set(items.filter(({ resourceId }) => parents.has(resourceId)).map(({ type }) => type));
    expect(types).toContain("DiscountedUsage");
    expect(types).toContain("SavingsPlanCoveredUsage");
    const clusters = new Set(
      items
        .filter(({ resourceId }) => parents.has(resourceId))
        .map(({ tags }) => tags["aws:eks:cluster-name"]),
    );
    expect(clusters).toEqual(new Set(["dispatch-prod", "dispatch-prod-eu", undefined]));
    for (const { tags, product, resourceId } of splits) {
      const isPod = product.operation === "EKSPod-EC2";
      expect(isPod ? tags["aws:eks:namespace"] : tags["aws:ecs:serviceName"]).toMatch(/^[a-z-]+$/);
      expect(resourceId).toMatch(
        isPod ? /:pod\/[a-z-]+\/[a-z]+\/[a-z0-9-]+\/[0-9a-f-]{36}$/ : /:task\/[a-z-]+\/[0-9a-f]{32}$/,
      );
    }
  });

  it("costs nothing itself, and is never more than the instance has", () => {
    expect(
      splits.every(({ unblended, amortized, netUnblended }) => unblended + amortized + netUnblended === 0n),
    ).toBe(true);
    expect(splits.every(({ split }) => (split?.splitUsageRatio ?? 0n) < 10_000_000_000n)).toBe(true);
    expect(splits.every(({ split }) => (split?.splitCost ?? 0n) > 0n && (split?.unusedCost ?? 0n) > 0n)).toBe(
      true,
    );
  });

  it("counts among the rows asked for", () => {
    expect(items).toHaveLength(12_000);
    expect(new Set(items.map(({ id, slot }) => `${id} ${slot.interval}`)).size).toBe(items.length);
  });
});

it("the ledger's workloads replace the instances they run on", () => {
  const { workloads, instances } = splitLedger(world);
  expect(new Set(workloads.map(({ cluster }) => cluster)).size).toBe(3);
  for (const month of world.months) {
    const { billingPeriod } = month;
    const shared = workloads.reduce((total, { byPeriod }) => {
      const sums = byPeriod[billingPeriod];
      return total + (sums === undefined ? 0n : scaledOf(sums.split) + scaledOf(sums.unused));
    }, 0n);
    const whole = Object.values(instances[billingPeriod] ?? {}).reduce(
      (total, cost) => total + scaledOf(cost),
      0n,
    );
    expect(shared).toBeGreaterThan(0n);
    expect(shared).toBe(whole);
  }
});
