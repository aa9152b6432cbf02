import { describe, expect, it } from "vitest";
import type { LineItem } from "./line-item.ts";
import { discountOf } from "./legacy-columns.ts";
import { ACCOUNTS } from "./organisation.ts";
import { currencyWorlds, restatedWorld } from "./variants.ts";
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

const VARIANTS: readonly (readonly [string, WorldOptions])[] = [
  ["the usual company", HALF_YEAR],
  ["containers", { ...HALF_YEAR, splitCosts: true }],
  ["discounts in columns", { ...HALF_YEAR, discounts: "columns" }],
  ["hour by hour", { ...closedOptions("2026-06", 1), rows: 25_000, hourlyMonths: 1 }],
  ["restated", restatedWorld({ ...HALF_YEAR, splitCosts: true }, ["2026-04", "2026-05"])],
  ...currencyWorlds(HALF_YEAR)
    .slice(1)
    .map((options) => [options.organisation ?? "", { ...options, rows: 9_000 }] as const),
];

describe.each(VARIANTS)("the identities of a bill: %s", (_name, options) => {
  const items = itemsOf(options);
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
      const discount = options.discounts === "columns" ? sum(ofMonth, discountOf) : 0n;
      expect(sum(ofMonth, (item) => item.netUnblended)).toBe(
        sum(ofMonth, (item) => item.unblended) + discount,
      );
    }
    const rows = sum(ofType("EdpDiscount"), (item) => item.unblended);
    const columns = options.discounts === "columns" ? sum(items, discountOf) : 0n;
    expect(rows + columns).toBeLessThan(0n);
    expect(rows === 0n).toBe(options.discounts === "columns");
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
    expect(byMonth.size).toBeGreaterThan(4 * options.months);
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
    const separate = options.discounts === "columns" ? [] : ["EdpDiscount"];
    expect([...groups(items, (item) => item.type).keys()].toSorted()).toEqual([
      "Credit",
      "DiscountedUsage",
      ...separate,
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

describe("credits and refunds", () => {
  const items = itemsOf({ ...closedOptions("2026-10", 13), rows: 20_000 });
  const byDescription = (type: LineItem["type"]) =>
    groups(
      items.filter((item) => item.type === type),
      (item) => item.description,
    );

  it("run out: every grant's last month pays the rest", () => {
    const grants = groups(
      items.filter((item) => item.type === "Credit"),
      (item) => `${item.description} ${item.account.id}`,
    );
    expect(grants.size).toBe(3);
    for (const ofGrant of grants.values()) {
      const amounts = ofGrant.map((item) => -item.unblended);
      expect(amounts.length).toBeLessThan(13);
      expect(amounts.at(-1)).toBeLessThan(amounts[0] ?? 0n);
    }
  });

  it("of three kinds: only that of a plan's one-time fee is no accrued cost", () => {
    const refunds = [...byDescription("Refund")].map(([description, [item]]) => [
      description.split(" ").slice(0, 3).join(" "),
      item?.amortized === 0n,
    ]);
    expect(refunds.toSorted()).toEqual([
      ["Enterprise Program Discount", false],
      ["Refund for one-time", true],
      ["Service level agreement", false],
    ]);
  });
});

describe("a restated month", () => {
  const options: WorldOptions = { ...closedOptions("2026-06", 2), rows: 8_000 };
  const month = (world: WorldOptions) =>
    itemsOf(world).filter((item) => item.slot.date.startsWith("2026-05"));
  const first = month(options);
  const second = month(restatedWorld(options, ["2026-05"]));
  const keyOf = (item: LineItem) => `${item.id} ${item.slot.interval}`;

  it("has changed, new and vanished rows, and costs something else", () => {
    const before = new Map(first.map((item) => [keyOf(item), item]));
    const after = new Set(second.map(keyOf));
    const changed = second.filter(
      (item) => (before.get(keyOf(item))?.unblended ?? item.unblended) !== item.unblended,
    );
    expect(changed.length).toBeGreaterThan(20);
    expect(second.filter((item) => !before.has(keyOf(item)) && item.unblended !== 0n).length).toBeGreaterThan(
      1,
    );
    expect(first.filter((item) => !after.has(keyOf(item)) && item.unblended !== 0n).length).toBeGreaterThan(
      0,
    );
    expect(sum(second, (item) => item.unblended)).not.toBe(sum(first, (item) => item.unblended));
  });

  it("leaves the other months as they were", () => {
    const other = (world: WorldOptions) =>
      itemsOf(world).filter((item) => item.slot.date.startsWith("2026-06"));
    expect(sum(other(restatedWorld(options, ["2026-05"])), (item) => item.unblended)).toBe(
      sum(other(options), (item) => item.unblended),
    );
  });
});

it("comes in three currencies, from payers that share no account", () => {
  const worlds = currencyWorlds({ ...closedOptions("2026-06", 1), rows: 2_000 }).map(createWorld);
  expect(worlds.map(({ organisation }) => organisation.currency)).toEqual(["USD", "EUR", "JPY"]);
  const accounts = worlds.flatMap(({ organisation }) =>
    Object.values(organisation.accounts).map(({ id }) => id),
  );
  expect(new Set(accounts).size).toBe(24);
  expect(accounts.every((id) => /^\d{12}$/.test(id))).toBe(true);
});
