import { afterEach, describe, expect, test } from "vitest";
import { DIMENSION_IDS, type DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { Filter } from "#core/cost/filter/filter.ts";
import { METRIC_IDS } from "#core/cost/metric/metric-id.ts";
import { compile } from "#core/cost/query/compile.ts";
import type { CostAnswer, CostQuery } from "#core/cost/query/cost-query.ts";
import { storeFor } from "#core/cost/query/plan.ts";
import type { ReportFormat } from "#core/delivery/delivery.ts";
import { GRANULARITIES } from "#core/time/period.ts";
import { answerCosts } from "./answer-costs.ts";
import { type Fixture, fixture, type FixtureDelivery, type FixtureRow } from "./testing/fixture.ts";

let world: Fixture | undefined;
afterEach(() => world?.close());

async function ask(specs: readonly FixtureDelivery[], query: Partial<CostQuery>): Promise<CostAnswer> {
  world = await fixture(specs);
  return again(query);
}

async function again(query: Partial<CostQuery>): Promise<CostAnswer> {
  const whole: CostQuery = {
    metric: "unblended",
    granularity: "total",
    range: { from: "2026-09-01", to: "2026-11-01" },
    groupBy: [],
    filters: [],
    currency: null,
    top: null,
    ...query,
  };
  if (world === undefined) throw new Error("no workspace");
  const { database, directory, deliveries } = world;
  return database.read((connection) => answerCosts(connection, directory, deliveries, whole));
}

function usage(day: string, cost: string, more: FixtureRow = {}): FixtureRow {
  return {
    "lineItem/LineItemType": "Usage",
    "lineItem/UsageStartDate": `${day}T00:00:00Z`,
    "lineItem/UnblendedCost": cost,
    "lineItem/CurrencyCode": "USD",
    "lineItem/ProductCode": "AmazonEC2",
    ...more,
  };
}

function delivery(
  billingPeriod: string,
  rows: readonly FixtureRow[],
  more: Partial<FixtureDelivery> = {},
): FixtureDelivery {
  return {
    id: `${billingPeriod}-${more.format ?? "legacy"}`,
    format: "legacy",
    billingPeriod,
    rows,
    ...more,
  };
}

describe("what is not known is not zero", () => {
  test("periods that lack a metric are left out and named", async () => {
    const answer = await ask(
      [
        delivery("2026-09", [usage("2026-09-02", "5")]),
        delivery("2026-10", [usage("2026-10-02", "7", { "lineItem/NetUnblendedCost": "6" })]),
      ],
      { metric: "netUnblended", granularity: "month" },
    );
    expect(answer.values).toEqual([null, "6.0000000000"]);
    expect(answer.total).toBe("6.0000000000");
    expect(answer.missing).toEqual([{ billingPeriod: "2026-09", columns: ["line_item_net_unblended_cost"] }]);
  });

  test("a metric that no period has", async () => {
    const answer = await ask([delivery("2026-10", [usage("2026-10-02", "7")])], {
      metric: "blended",
      granularity: "month",
      groupBy: ["service"],
    });
    expect(answer).toMatchObject({ total: null, values: [null, null], groups: [], lineItems: 0 });
    expect(answer.missing).toHaveLength(1);
  });

  test("months without a delivery, and days behind the last of the newest period", async () => {
    const answer = await ask(
      [delivery("2026-09", [usage("2026-09-02", "5")]), delivery("2026-10", [usage("2026-10-02", "7")])],
      { granularity: "day", range: { from: "2026-09-30", to: "2026-10-04" } },
    );
    expect(answer.values).toEqual(["0.0000000000", "0.0000000000", "7.0000000000", null]);
    const wide = await again({ granularity: "month", range: { from: "2026-08-01", to: "2026-12-01" } });
    expect(wide.buckets).toEqual(["2026-08", "2026-09", "2026-10", "2026-11"]);
    expect(wide.values).toEqual([null, "5.0000000000", "7.0000000000", null]);
  });

  test("an empty workspace knows nothing", async () => {
    const answer = await ask([], { granularity: "month", groupBy: ["service"] });
    expect(answer).toMatchObject({
      total: null,
      values: [null, null],
      groups: [],
      currencies: [],
      lineItems: 0,
    });
  });

  test("a filter that nothing meets is a known zero", async () => {
    const answer = await ask([delivery("2026-10", [usage("2026-10-02", "7")])], {
      filters: [{ dimension: "service", mode: "include", values: ["nothing"] }],
    });
    expect(answer).toMatchObject({ total: "0.0000000000", values: ["0.0000000000"], lineItems: 0 });
  });
});

test("deliveries that do not count take no part", async () => {
  const answer = await ask(
    [
      delivery("2026-10", [usage("2026-10-02", "7")]),
      delivery("2026-10", [usage("2026-10-02", "7")], { id: "again", counted: false }),
    ],
    {},
  );
  expect(answer.total).toBe("7.0000000000");
});

describe("currencies", () => {
  const specs = [
    delivery("2026-10", [
      usage("2026-10-02", "7"),
      usage("2026-10-03", "3", { "lineItem/CurrencyCode": "EUR" }),
    ]),
  ];

  test("several are refused", async () => {
    await expect(ask(specs, {})).rejects.toMatchObject({
      failure: { code: "query.mixed_currencies", params: { currencies: ["EUR", "USD"] } },
    });
  });

  test("one of them is answered, and all are told", async () => {
    const answer = await ask(specs, { currency: "EUR" });
    expect(answer).toMatchObject({
      total: "3.0000000000",
      currency: "EUR",
      currencies: ["EUR", "USD"],
      lineItems: 1,
    });
    expect(await again({ currency: "GBP" })).toMatchObject({
      total: "0.0000000000",
      currencies: ["EUR", "USD"],
    });
  });

  test("a filter can leave one", async () => {
    const answer = await ask(specs, {
      filters: [{ dimension: "currency", mode: "include", values: ["USD"] }],
    });
    expect(answer).toMatchObject({ total: "7.0000000000", currency: "USD" });
  });
});

describe("groups", () => {
  const rows = [
    usage("2026-10-01", "5", { "lineItem/ProductCode": "b" }),
    usage("2026-10-02", "5", { "lineItem/ProductCode": "a" }),
    usage("2026-10-02", "-9", { "lineItem/ProductCode": "credit" }),
    usage("2026-10-03", "0", { "lineItem/ProductCode": "free" }),
    usage("2026-10-03", "1", { "lineItem/ProductCode": null }),
  ];

  test("by size, ties by name, zero and negative ones too", async () => {
    const answer = await ask([delivery("2026-10", rows)], { groupBy: ["service"] });
    expect(answer.groups.map(({ key: [key], total }) => [key, total])).toEqual([
      ["a", "5.0000000000"],
      ["b", "5.0000000000"],
      [null, "1.0000000000"],
      ["free", "0.0000000000"],
      ["credit", "-9.0000000000"],
    ]);
    expect(answer.total).toBe("2.0000000000");
    expect(answer.other).toBeNull();
  });

  test("the rest is summed with its count", async () => {
    const answer = await ask([delivery("2026-10", rows)], {
      groupBy: ["service"],
      top: 2,
      granularity: "day",
      range: { from: "2026-10-01", to: "2026-10-04" },
    });
    expect(answer.groups).toHaveLength(2);
    expect(answer.other).toEqual({
      groups: 3,
      total: "-8.0000000000",
      values: ["0.0000000000", "-9.0000000000", "1.0000000000"],
      lineItems: 3,
    });
  });

  test.each([
    ["include", ["a"], ["a"]],
    ["include", [null], [null]],
    ["include", ["a", null], ["a", null]],
    ["exclude", ["a"], ["b", null, "free", "credit"]],
    ["exclude", [null], ["a", "b", "free", "credit"]],
    ["exclude", ["a", null], ["b", "free", "credit"]],
  ] as const)("filter %s %j", async (mode, values, expected) => {
    const answer = await ask([delivery("2026-10", rows)], {
      groupBy: ["service"],
      filters: [{ dimension: "service", mode, values }],
    });
    expect(answer.groups.map(({ key: [key] }) => key)).toEqual(expected);
  });
});

describe("usage amounts", () => {
  const rows = [
    usage("2026-10-01", "5", {
      "lineItem/UsageAmount": "2",
      "pricing/unit": "Hrs",
      "lineItem/UsageType": "Box",
    }),
    usage("2026-10-01", "5", {
      "lineItem/UsageAmount": "3",
      "pricing/unit": "Hrs",
      "lineItem/UsageType": "Box",
    }),
    usage("2026-10-01", "5", {
      "lineItem/UsageAmount": "7",
      "pricing/unit": "GB",
      "lineItem/UsageType": "Disk",
    }),
    usage("2026-10-01", "5", {
      "lineItem/UsageAmount": "0",
      "pricing/unit": "GB",
      "lineItem/UsageType": "Box",
    }),
    usage("2026-10-01", "5", {
      "lineItem/LineItemType": "Tax",
      "lineItem/UsageAmount": "1",
      "lineItem/UsageType": "Tax",
    }),
  ];

  test("only units that agree are added up", async () => {
    const answer = await ask([delivery("2026-10", rows)], { metric: "usageAmount", groupBy: ["usageType"] });
    expect(answer.groups.map(({ key: [key], total, units }) => [key, total, units])).toEqual([
      ["Disk", "7.0000000000", ["GB"]],
      ["Box", "5.0000000000", ["Hrs"]],
      ["Tax", null, []],
    ]);
    expect(answer.total).toBeNull();
    expect(answer.currency).toBeNull();
  });
});

test("usage outside of its period is billed where it is billed", async () => {
  const rows = [usage("2026-09-30", "1"), usage("2026-11-01", "2"), usage("2026-10-05", "4")];
  const answer = await ask([delivery("2026-10", rows)], {
    granularity: "day",
    range: { from: "2026-10-01", to: "2026-11-01" },
  });
  expect([answer.values[0], answer.values[4], answer.values[30]]).toEqual([
    "1.0000000000",
    "4.0000000000",
    "2.0000000000",
  ]);
  expect((await again({ granularity: "month" })).values).toEqual([null, "7.0000000000"]);
  const hours = await again({ granularity: "hour", range: { from: "2026-10-31", to: "2026-11-01" } });
  expect(hours.values[23]).toBe("2.0000000000");
});

test("split cost rows of containers never count", async () => {
  const rows = [
    usage("2026-10-01", "1", { "lineItem/Operation": "RunInstances" }),
    usage("2026-10-01", "1", { "lineItem/Operation": "EKSPod-EC2" }),
    usage("2026-10-01", "1", { "lineItem/Operation": "ECSTask-EC2" }),
    usage("2026-10-01", "1"),
  ];
  expect(await ask([delivery("2026-10", rows)], {})).toMatchObject({ total: "2.0000000000", lineItems: 2 });
  expect(await again({ granularity: "hour", range: { from: "2026-10-01", to: "2026-10-02" } })).toMatchObject(
    {
      total: "2.0000000000",
      lineItems: 2,
    },
  );
});

describe("tags mean the same in every format", () => {
  const cur2 = (tags: FixtureRow[string], resourceTags: FixtureRow[string] = null): FixtureRow => ({
    line_item_line_item_type: "Usage",
    line_item_usage_start_date: "2026-10-02T00:00:00Z",
    line_item_unblended_cost: "1",
    line_item_currency_code: "USD",
    tags,
    resource_tags: resourceTags,
  });
  const specs: readonly FixtureDelivery[] = [
    delivery("2026-08", [
      usage("2026-08-01", "1", {
        "resourceTags/user:CostCenter": "42",
        "resourceTags/aws:createdBy": "me",
        "resourceTags/user:costcenter": "lower",
        "resourceTags/user: CostCenter": "spaced",
        "costCategory/Business Unit": "Rail",
      }),
    ]),
    delivery("2026-09", [
      {
        line_item_line_item_type: "Usage",
        line_item_usage_start_date: "2026-09-02T00:00:00Z",
        line_item_unblended_cost: "1",
        line_item_currency_code: "USD",
        resource_tags_user_cost_center: "42",
        resource_tags_aws_created_by: "me",
        cost_category_business_unit: "Rail",
      },
    ]),
    delivery(
      "2026-10",
      [
        cur2(
          { "resourceTags/user:CostCenter": "42", "costCategory/Business Unit": "Rail" },
          { user_cost_center: "42" },
        ),
        cur2(null, { user_cost_center: "42", aws_created_by: "me" }),
        cur2({ "resourceTags/user:CostCenter": "" }, null),
      ],
      { format: "cur2" },
    ),
    delivery(
      "2026-11",
      [
        {
          ChargeCategory: "Usage",
          ChargePeriodStart: "2026-11-02T00:00:00Z",
          BilledCost: "1",
          BillingCurrency: "USD",
          Tags: { CostCenter: "42", "aws:createdBy": "me" },
          x_CostCategories: { "Business Unit": "Rail" },
        },
      ],
      { format: "focus" },
    ),
  ];
  const range = { from: "2026-08-01", to: "2026-12-01" };

  test.each([
    [
      "tag:CostCenter",
      [
        ["42", "5.0000000000"],
        [null, "1.0000000000"],
      ],
    ],
    [
      "tag:aws:createdBy",
      [
        ["me", "4.0000000000"],
        [null, "2.0000000000"],
      ],
    ],
    [
      "costCategory:Business Unit",
      [
        ["Rail", "4.0000000000"],
        [null, "2.0000000000"],
      ],
    ],
    [
      "tag:costcenter",
      [
        [null, "5.0000000000"],
        ["lower", "1.0000000000"],
      ],
    ],
    [
      "tag: CostCenter",
      [
        ["42", "3.0000000000"],
        [null, "2.0000000000"],
        ["spaced", "1.0000000000"],
      ],
    ],
  ] as const)("%s", async (ref, expected) => {
    const answer = await ask(specs, { range, groupBy: [ref] });
    expect(answer.groups.map(({ key: [key], total }) => [key, total])).toEqual(expected);
  });
});

describe("Marketplace is known by its products", () => {
  test("by product name, else by code", async () => {
    const answer = await ask(
      [
        delivery("2026-10", [
          usage("2026-10-01", "1", {
            "bill/BillingEntity": "AWS Marketplace",
            "lineItem/ProductCode": "opaque",
            "product/ProductName": "Seller",
          }),
          usage("2026-10-01", "2", {
            "bill/BillingEntity": "AWS Marketplace",
            "lineItem/ProductCode": "bare",
          }),
          usage("2026-10-01", "3", {
            "bill/BillingEntity": "AWS",
            "product/ProductName": "Elastic Compute Cloud",
          }),
        ]),
      ],
      { groupBy: ["service"] },
    );
    expect(answer.groups.map(({ key: [key] }) => key)).toEqual(["AmazonEC2", "bare", "Seller"]);
  });
});

describe.each(["legacy", "cur2", "focus"] satisfies ReportFormat[])(
  "every question compiles over %s",
  (format) => {
    const full: FixtureRow =
      format === "focus"
        ? {
            BilledCost: "1",
            EffectiveCost: "1",
            ListCost: "1",
            ConsumedQuantity: "1",
            ConsumedUnit: "Hours",
            ChargePeriodStart: "2026-10-02T00:00:00Z",
            ChargeCategory: "Usage",
            BillingCurrency: "USD",
            ServiceName: "S",
            Tags: { a: "b" },
            SkuPriceDetails: { InstanceType: "m5" },
          }
        : format === "cur2"
          ? {
              line_item_unblended_cost: "1",
              line_item_usage_start_date: "2026-10-02T00:00:00Z",
              line_item_line_item_type: "Usage",
              line_item_usage_amount: "1",
              pricing_public_on_demand_cost: "1",
              line_item_net_unblended_cost: "1",
              line_item_blended_cost: "1",
              product: { product_name: "P" },
              tags: { "resourceTags/user:a": "b" },
              cost_category: { unit: "x" },
            }
          : usage("2026-10-02", "1", {
              "lineItem/UsageAmount": "1",
              "pricing/publicOnDemandCost": "1",
              "lineItem/NetUnblendedCost": "1",
              "lineItem/BlendedCost": "1",
              "resourceTags/user:a": "b",
              "costCategory/Unit": "x",
              "product/instanceType": "m5",
            });
    const bare: FixtureRow =
      format === "focus"
        ? { BilledCost: "1" }
        : format === "cur2"
          ? { line_item_unblended_cost: "1" }
          : { "lineItem/UnblendedCost": "1" };

    test.each([
      ["all columns", full],
      ["the cost alone", bare],
    ])("with %s", async (_, row) => {
      world = await fixture([delivery("2026-10", [row], { format })]);
      const { database, directory, deliveries } = world;
      const refs: readonly DimensionRef[] = [
        ...DIMENSION_IDS,
        "tag:a",
        "costCategory:Unit",
        "product:instance_type",
        "tag:no such",
        'tag:it\'s "quoted"',
      ];
      await database.read(async (connection) => {
        for (const [metric, granularity] of QUESTIONS)
          for (const store of ["daily", "dailyResource", "lineItems"] as const) {
            if (granularity === "hour" && store !== "lineItems") continue;
            const dimensions = refs.filter((ref) => ORDER[storeFor([ref], false)] <= ORDER[store]);
            const request = {
              store,
              deliveries,
              directory,
              metric,
              granularity,
              range: { from: "2026-10-01", to: "2026-11-01" },
              dimensions,
              filters: dimensions.map((ref) => excluding(ref, ["x", null])),
            };
            const { text, params } = compile({ request, currency: null, limit: 5, newest: deliveries });
            await connection.run(`EXPLAIN ${text}`, [...params]);
          }
      });
      const answer = await again({
        groupBy: ["service", "tag:a"],
        granularity: "hour",
        range: { from: "2026-10-01", to: "2026-10-03" },
      });
      expect(answer).toMatchObject({ total: "1.0000000000", lineItems: 1 });
    });
  },
);

test("a range that ends before it begins, and too many buckets, are refused", async () => {
  await expect(ask([], { range: { from: "2026-10-02", to: "2026-10-02" } })).rejects.toMatchObject({
    failure: { code: "query.invalid" },
  });
  await expect(
    again({ granularity: "hour", range: { from: "2020-01-01", to: "2026-01-01" } }),
  ).rejects.toMatchObject({
    failure: { code: "query.invalid" },
  });
});

const QUESTIONS = [
  ...METRIC_IDS.map((metric) => [metric, "total"] as const),
  ...GRANULARITIES.map((granularity) => ["unblended", granularity] as const),
];
const ORDER = { daily: 0, dailyResource: 1, lineItems: 2 } as const;

function excluding(dimension: DimensionRef, values: readonly (string | null)[]): Filter {
  return { dimension, mode: "exclude", values };
}
