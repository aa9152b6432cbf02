import { describe, expect, it } from "vitest";
import type { LineItem } from "./line-item.ts";
import { ACCOUNTS } from "./organisation.ts";
import { closedOptions, createWorld, defaultOptions, type WorldOptions } from "./world.ts";

const HALF_YEAR: WorldOptions = { ...closedOptions("2026-06", 6), rows: 9_000 };

function itemsOf(options: WorldOptions): readonly LineItem[] {
  const world = createWorld(options);
  return world.months.flatMap((month) => [...world.lineItems(month)]);
}

function sum(items: readonly LineItem[], amount: (item: LineItem) => bigint | undefined): bigint {
  return items.reduce((total, item) => total + (amount(item) ?? 0n), 0n);
}

function groups<Key>(items: readonly LineItem[], keyOf: (item: LineItem) => Key): Map<Key, LineItem[]> {
  const byKey = new Map<Key, LineItem[]>();
  for (const item of items) {
    const group = byKey.get(keyOf(item)) ?? [];
    group.push(item);
    byKey.set(keyOf(item), group);
  }
  return byKey;
}

describe("the identities of a bill", () => {
  const items = itemsOf(HALF_YEAR);
  const ofType = (type: LineItem["type"]) => items.filter((item) => item.type === type);

  it("I1: cash is accrual plus true-up plus upfront payments", () => {
    const upfront =
      sum(ofType("SavingsPlanUpfrontFee"), (item) => item.unblended) +
      sum(
        ofType("Fee").filter((item) => item.reservation !== undefined),
        (item) => item.unblended,
      ) +
      sum(
        items.filter((item) => item.refunded !== undefined),
        (item) => item.unblended,
      );
    const trueUp =
      sum(ofType("SavingsPlanRecurringFee"), (item) => item.plan?.amortizedUpfront) +
      sum(ofType("RIFee"), (item) => item.reservation?.amortizedUpfrontForPeriod);
    expect(upfront).toBeGreaterThan(0n);
    expect(sum(items, (item) => item.unblended)).toBe(
      sum(items, (item) => item.amortized) - trueUp + upfront,
    );
  });

  it("I2: net cost is cost, month by month", () => {
    for (const ofMonth of groups(items, (item) => item.slot.date.slice(0, 7)).values()) {
      expect(sum(ofMonth, (item) => item.netUnblended)).toBe(sum(ofMonth, (item) => item.unblended));
    }
    expect(sum(ofType("EdpDiscount"), (item) => item.unblended)).toBeLessThan(0n);
  });

  it("I3: a plan's covered cost is its used commitment, and negations undo covered usage", () => {
    const byPlan = groups(
      items.filter((item) => item.plan !== undefined),
      (item) => item.plan?.plan.arn,
    );
    expect(byPlan.size).toBe(5);
    const used = [...byPlan.values()].filter((ofPlan) => ofPlan[0]?.plan?.plan.isReturned === false);
    expect(used).toHaveLength(4);
    for (const ofPlan of used) {
      const effective = sum(ofPlan, (item) => item.plan?.effectiveCost);
      expect(effective).toBeGreaterThan(0n);
      expect(effective).toBe(sum(ofPlan, (item) => item.plan?.usedCommitment));
      expect(effective).toBeLessThan(sum(ofPlan, (item) => item.plan?.totalCommitment));
      const covered = ofPlan.filter((item) => item.type === "SavingsPlanCoveredUsage");
      const negations = ofPlan.filter((item) => item.type === "SavingsPlanNegation");
      expect(sum(covered, (item) => item.unblended)).toBe(-sum(negations, (item) => item.unblended));
    }
  });

  it("I4: what a reservation was used for and what it was not make its price", () => {
    const byMonth = groups(
      items.filter((item) => item.reservation !== undefined && item.type !== "Fee"),
      (item) => `${item.reservation?.reservation.arn} ${item.slot.date.slice(0, 7)}`,
    );
    expect(byMonth.size).toBeGreaterThan(12);
    for (const ofMonth of byMonth.values()) {
      const fees = ofMonth.filter((item) => item.type === "RIFee");
      const price =
        sum(fees, (item) => item.unblended) +
        sum(fees, (item) => item.reservation?.amortizedUpfrontForPeriod);
      expect(sum(ofMonth, (item) => item.amortized)).toBe(price);
    }
    expect(sum(ofType("RIFee"), (item) => item.reservation?.unusedHours)).toBeGreaterThan(0n);
  });

  it("never repeats an id within one interval", () => {
    const known = new Set(items.map((item) => `${item.id} ${item.slot.interval}`));
    expect(known.size).toBe(items.length);
  });

  it("has every kind of charge", () => {
    expect([...groups(items, (item) => item.type).keys()].toSorted()).toEqual([
      "Credit",
      "DiscountedUsage",
      "EdpDiscount",
      "Fee",
      "RIFee",
      "Refund",
      "SavingsPlanCoveredUsage",
      "SavingsPlanNegation",
      "SavingsPlanRecurringFee",
      "SavingsPlanUpfrontFee",
      "Tax",
      "Usage",
    ]);
  });
});

describe("the usual company", () => {
  const world = createWorld(defaultOptions("2026-11-22"));
  const newest = world.months.at(-1);
  const items = newest === undefined ? [] : [...world.lineItems(newest)];
  const costOf = (filter: (item: LineItem) => boolean) => sum(items.filter(filter), (item) => item.unblended);

  it("has thirteen months, the last up to yesterday and not yet invoiced", () => {
    expect(world.months.map((month) => month.billingPeriod)).toHaveLength(13);
    expect(newest).toMatchObject({ billingPeriod: "2026-11", isInvoiced: false, isHourly: true });
    expect(newest?.days.at(-1)?.slot.date).toBe("2026-11-21");
    expect(world.months.at(-2)).toMatchObject({ isInvoiced: true, isHourly: false });
  });

  it("spends in eight accounts and four regions, on more than 25 services", () => {
    expect(new Set(items.map((item) => item.account)).size).toBe(Object.keys(ACCOUNTS).length);
    expect(new Set(items.map((item) => item.product.region?.code).filter(Boolean)).size).toBe(4);
    expect(new Set(items.map((item) => item.product.service.code)).size).toBeGreaterThan(25);
  });

  it("shows a spike of a few days in the logs of one application", () => {
    const logs = (date: string) =>
      costOf((item) => item.product.usageType === "DataProcessing-Bytes" && item.slot.date === date);
    expect(logs("2026-11-11")).toBeGreaterThan(3n * logs("2026-11-06"));
    expect(logs("2026-11-18")).toBeLessThan(2n * logs("2026-11-06"));
  });

  it("leaks: volumes in the development account grow month by month", () => {
    const leaks = [2, 6, 12].map((index) => {
      const month = world.months[index];
      if (month === undefined) return 0;
      const day = [...world.lineItems(month)].filter(
        (item) =>
          item.account === ACCOUNTS.development &&
          item.product.usageType.endsWith("VolumeUsage.gp3") &&
          item.slot.date.endsWith("-10"),
      );
      return day.length;
    });
    expect(leaks[0]).toBeLessThan(leaks[1] ?? 0);
    expect(leaks[1]).toBeLessThan(leaks[2] ?? 0);
  });

  it("spells tags in more than one way, and leaves some out", () => {
    const usage = items.filter((item) => item.type === "Usage" && item.resourceId !== "");
    const environments = new Set(usage.map((item) => item.tags["user:env"]));
    expect([...environments]).toEqual(expect.arrayContaining(["prod", undefined]));
    expect(["Prod", "production", "PROD"].some((wrong) => environments.has(wrong))).toBe(true);
    expect(usage.some((item) => "user:Team" in item.tags)).toBe(true);
  });
});

describe("the size of a world", () => {
  it.each([
    [1_240, 2, 0],
    [12_000, 3, 0],
    [20_000, 1, 1],
  ])("is exactly the %i rows asked for", (rows, months, hourlyMonths) => {
    expect(itemsOf({ ...closedOptions("2026-06", months), rows, hourlyMonths })).toHaveLength(rows);
  });
});

it("pays everything on demand without commitments", () => {
  const items = itemsOf({ ...closedOptions("2026-06", 1), rows: 3_000, commitments: false });
  expect(items).toHaveLength(3_000);
  expect(items.some((item) => item.plan !== undefined || item.reservation !== undefined)).toBe(false);
});
