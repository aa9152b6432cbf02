import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { METRIC_IDS, type MetricId } from "#core/cost/metric/metric-id.ts";
import type { CostAnswer, CostGroup, CostQuery } from "#core/cost/query/cost-query.ts";
import { canonical } from "#core/money/decimal.ts";
import { answerCosts } from "./answer-costs.ts";
import { type Fixture, fixture, type FixtureRow } from "./testing/fixture.ts";

const PERIOD = "2026-10";
const RI = "arn:aws:ec2:us-east-1:1:reserved-instances/r";
const SP = "arn:aws:savingsplans::1:savingsplan/p";

type Expected = Readonly<Partial<Record<MetricId, string | null>>>;
type Case = readonly [name: string, row: FixtureRow, expected: Expected];

function row(type: string, unblended: string, more: FixtureRow = {}): FixtureRow {
  return {
    "lineItem/LineItemType": type,
    "lineItem/UnblendedCost": unblended,
    "lineItem/UsageStartDate": "2026-10-05T03:00:00Z",
    "lineItem/CurrencyCode": "USD",
    "lineItem/ProductCode": "AmazonEC2",
    ...more,
  };
}

/** Expectations worked out by hand from the rules per line-item type. */
const CUR_CASES: readonly Case[] = [
  [
    "usage with a list price",
    row("Usage", "1.5", {
      "lineItem/BlendedCost": "1.4",
      "lineItem/NetUnblendedCost": "1.2",
      "pricing/publicOnDemandCost": "2",
      "lineItem/UsageAmount": "24",
      "pricing/unit": "Hrs",
    }),
    {
      unblended: "1.5",
      blended: "1.4",
      amortized: "1.5",
      netUnblended: "1.2",
      netAmortized: "1.2",
      onDemandEquivalent: "2",
      usageAmount: "24",
    },
  ],
  [
    "usage without a list price is worth what it cost",
    row("Usage", "1.5", { "pricing/publicOnDemandCost": "0" }),
    { onDemandEquivalent: "1.5", netUnblended: "1.5", netAmortized: "1.5", blended: "0" },
  ],
  [
    "flat-rate subscription",
    row("FlatRateSubscription", "20", {
      "lineItem/NetUnblendedCost": "18",
      "pricing/publicOnDemandCost": "99",
      "lineItem/UsageAmount": "1",
    }),
    { amortized: "20", netAmortized: "18", onDemandEquivalent: "20", usageAmount: "1" },
  ],
  [
    "usage covered by a reservation",
    row("DiscountedUsage", "0", {
      "reservation/EffectiveCost": "0.6",
      "reservation/NetEffectiveCost": "0.5",
      "reservation/ReservationARN": RI,
      "pricing/publicOnDemandCost": "1",
      "lineItem/UsageAmount": "3",
    }),
    {
      unblended: "0",
      amortized: "0.6",
      netUnblended: "0",
      netAmortized: "0.5",
      onDemandEquivalent: "1",
      usageAmount: "3",
    },
  ],
  [
    "a net cost that is blank falls back to the gross one",
    row("DiscountedUsage", "0", { "reservation/EffectiveCost": "0.6", "reservation/ReservationARN": RI }),
    { amortized: "0.6", netAmortized: "0.6", onDemandEquivalent: "0" },
  ],
  [
    "usage covered by a Savings Plan",
    row("SavingsPlanCoveredUsage", "2", {
      "savingsPlan/SavingsPlanEffectiveCost": "1.1",
      "savingsPlan/NetSavingsPlanEffectiveCost": "1",
      "savingsPlan/SavingsPlanARN": SP,
      "pricing/publicOnDemandCost": "2.2",
      "lineItem/NetUnblendedCost": "1.9",
      "lineItem/UsageAmount": "4",
    }),
    {
      unblended: "2",
      amortized: "1.1",
      netUnblended: "1.9",
      netAmortized: "1",
      onDemandEquivalent: "2.2",
      usageAmount: "4",
    },
  ],
  [
    "Savings Plan negation counts no usage",
    row("SavingsPlanNegation", "-2", {
      "lineItem/NetUnblendedCost": "-1.9",
      "lineItem/UsageAmount": "4",
      "pricing/publicOnDemandCost": "2.2",
    }),
    {
      unblended: "-2",
      amortized: "0",
      netUnblended: "-1.9",
      netAmortized: "0",
      onDemandEquivalent: "0",
      usageAmount: null,
    },
  ],
  [
    "Savings Plan fee is amortized to its unused part",
    row("SavingsPlanRecurringFee", "5", {
      "savingsPlan/TotalCommitmentToDate": "10",
      "savingsPlan/UsedCommitment": "7",
      "savingsPlan/NetAmortizedUpfrontCommitmentForBillingPeriod": "4",
      "savingsPlan/NetRecurringCommitmentForBillingPeriod": "5",
      "lineItem/NetUnblendedCost": "4.5",
    }),
    {
      unblended: "5",
      amortized: "3",
      netUnblended: "4.5",
      netAmortized: "2.7",
      onDemandEquivalent: "0",
      usageAmount: null,
    },
  ],
  [
    "an unused part that does not divide evenly is cut at ten digits",
    row("SavingsPlanRecurringFee", "1", {
      "savingsPlan/TotalCommitmentToDate": "3",
      "savingsPlan/UsedCommitment": "2",
      "savingsPlan/NetRecurringCommitmentForBillingPeriod": "1",
    }),
    { amortized: "1", netAmortized: "0.3333333333" },
  ],
  [
    "a fee without commitment so far",
    row("SavingsPlanRecurringFee", "0", {
      "savingsPlan/TotalCommitmentToDate": "0",
      "savingsPlan/UsedCommitment": "0",
      "savingsPlan/NetRecurringCommitmentForBillingPeriod": "1",
    }),
    { amortized: "0", netAmortized: "0" },
  ],
  [
    "Savings Plan upfront fee",
    row("SavingsPlanUpfrontFee", "1000", { "lineItem/NetUnblendedCost": "900" }),
    { unblended: "1000", amortized: "0", netUnblended: "900", netAmortized: "0", onDemandEquivalent: "0" },
  ],
  [
    "reservation fee is amortized to its unused part",
    row("RIFee", "70", {
      "reservation/UnusedAmortizedUpfrontFeeForBillingPeriod": "3",
      "reservation/UnusedRecurringFee": "4",
      "reservation/NetUnusedAmortizedUpfrontFeeForBillingPeriod": "2",
      "reservation/NetUnusedRecurringFee": "3.5",
      "reservation/ReservationARN": RI,
      "lineItem/NetUnblendedCost": "60",
    }),
    { unblended: "70", amortized: "7", netUnblended: "60", netAmortized: "5.5", onDemandEquivalent: "0" },
  ],
  [
    "a fee that buys a reservation",
    row("Fee", "500", { "reservation/ReservationARN": RI, "lineItem/NetUnblendedCost": "450" }),
    { unblended: "500", amortized: "0", netUnblended: "450", netAmortized: "0", onDemandEquivalent: "0" },
  ],
  [
    "any other fee",
    row("Fee", "100", { "lineItem/NetUnblendedCost": "95", "lineItem/UsageAmount": "1" }),
    {
      amortized: "100",
      netUnblended: "95",
      netAmortized: "95",
      onDemandEquivalent: "100",
      usageAmount: null,
    },
  ],
  [
    "tax",
    row("Tax", "9.99"),
    { amortized: "9.99", netUnblended: "9.99", netAmortized: "9.99", onDemandEquivalent: "0" },
  ],
  ["credit", row("Credit", "-3"), { amortized: "-3", netAmortized: "-3", onDemandEquivalent: "0" }],
  [
    "refund of a Savings Plan's one-time fee",
    row("Refund", "-800", {
      "lineItem/ProductCode": "DatabaseSavingsPlans",
      "lineItem/LineItemDescription": "Refund for one-time fee for Savings Plan ID: 1",
    }),
    { unblended: "-800", amortized: "0", netUnblended: "-800", netAmortized: "0", onDemandEquivalent: "0" },
  ],
  [
    "another refund on a Savings Plan is real money",
    row("Refund", "-8", {
      "lineItem/ProductCode": "ComputeSavingsPlans",
      "lineItem/LineItemDescription": "Refund for EDP discount",
    }),
    { amortized: "-8", netAmortized: "-8" },
  ],
  [
    "the same description on another product",
    row("Refund", "-8", { "lineItem/LineItemDescription": "Refund for one-time fee for Savings Plan ID: 1" }),
    { amortized: "-8", netAmortized: "-8" },
  ],
  ...[
    "Discount",
    "EdpDiscount",
    "PrivateRateDiscount",
    "BundledDiscount",
    "SppDiscount",
    "RiVolumeDiscount",
    "Enterprise Discount Program Discount",
  ].map((type): Case => [
    `discount row ${type} is inside the net costs already`,
    row(type, "-0.7", { "lineItem/NetUnblendedCost": "-0.7" }),
    {
      unblended: "-0.7",
      blended: "0",
      amortized: "-0.7",
      netUnblended: "0",
      netAmortized: "0",
      onDemandEquivalent: "0",
    },
  ]),
  [
    "an unknown type counts as what it cost",
    row("SomethingNew", "0.000000000000000001", { "lineItem/UsageAmount": "5" }),
    {
      unblended: "0.000000000000000001",
      amortized: "0.000000000000000001",
      netAmortized: "0.000000000000000001",
      onDemandEquivalent: "0",
      usageAmount: null,
    },
  ],
];

const FOCUS_BASE: FixtureRow = { BillingCurrency: "USD", ChargePeriodStart: "2026-10-05T03:00:00Z" };
const FOCUS_CASES: readonly Case[] = [
  [
    "usage",
    {
      ...FOCUS_BASE,
      ChargeCategory: "Usage",
      BilledCost: "1",
      EffectiveCost: "0.8",
      ListCost: "1.2",
      ConsumedQuantity: "24",
      ConsumedUnit: "Hours",
    },
    {
      unblended: "1",
      amortized: "0.8",
      netUnblended: "1",
      netAmortized: "0.8",
      onDemandEquivalent: "1.2",
      usageAmount: "24",
    },
  ],
  [
    "a purchase has no list cost of its own",
    {
      ...FOCUS_BASE,
      ChargeCategory: "Purchase",
      BilledCost: "100",
      EffectiveCost: "0",
      ListCost: "100",
      ConsumedQuantity: "1",
    },
    { unblended: "100", amortized: "0", onDemandEquivalent: "0", usageAmount: null },
  ],
  [
    "a list cost that is not told is not known",
    { ...FOCUS_BASE, ChargeCategory: "Usage", BilledCost: "1", EffectiveCost: "1", ListCost: null },
    { onDemandEquivalent: null },
  ],
];

describe.each([
  ["legacy", CUR_CASES],
  ["focus", FOCUS_CASES],
] as const)("%s", (format, cases) => {
  let world: Fixture;
  const answers = new Map<string, CostGroup>();

  beforeAll(async () => {
    const rows = cases.map(([name, item]) => ({
      ...item,
      [format === "focus" ? "ResourceId" : "lineItem/ResourceId"]: name,
    }));
    world = await fixture([{ id: "d1", format, billingPeriod: PERIOD, rows }]);
    for (const metric of METRIC_IDS)
      for (const granularity of ["total", "hour"] as const)
        for (const group of (await ask(metric, granularity)).groups)
          answers.set(`${metric} ${granularity} ${group.key[0]}`, group);
  });
  afterAll(() => world.close());

  async function ask(metric: MetricId, granularity: "total" | "hour"): Promise<CostAnswer> {
    const query: CostQuery = {
      metric,
      granularity,
      range: { from: "2026-10-05", to: "2026-10-06" },
      groupBy: ["resourceId"],
      filters: [],
      currency: null,
      top: null,
    };
    const answer = await world.database.read((connection) =>
      answerCosts(connection, world.directory, world.deliveries, query),
    );
    expect(answer.answeredFrom).toBe(granularity === "hour" ? "lineItems" : "dailyResource");
    return answer;
  }

  const asked = cases.flatMap(([name, , expected]) =>
    METRIC_IDS.flatMap((metric) =>
      metric in expected ? [[name, metric, expected[metric] ?? null] as const] : [],
    ),
  );

  test.each(asked)("%s: %s is %s", (name, metric, expected) => {
    for (const granularity of ["total", "hour"]) {
      const group = answers.get(`${metric} ${granularity} ${name}`);
      expect(group?.total).toBe(expected === null ? null : canonical(expected));
      expect(group?.lineItems).toBe(1);
    }
  });
});
