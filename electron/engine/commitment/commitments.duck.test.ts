import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { Granularity } from "#core/time/period.ts";
import { type Fixture, fixture, type FixtureRow } from "../cost/testing/fixture.ts";
import { answerCommitments } from "./query-commitments.ts";
import { answerSimulation } from "./simulate-plan.ts";

const OCTOBER = { from: "2026-10-01", to: "2026-11-01" };
const PLAN = "arn:aws:savingsplans::111111111111:savingsplan/one";
const RESERVATION = "arn:aws:rds:eu-west-1:222222222222:ri:two";

let world: Fixture;
afterEach(() => world.close());

async function open(rows: readonly FixtureRow[]): Promise<void> {
  world = await fixture([{ id: "october", format: "legacy", billingPeriod: "2026-10", rows }]);
}

function ask(granularity: Granularity = "total", currency: string | null = null) {
  return world.database.read((connection) =>
    answerCommitments(connection, world.directory, world.deliveries, {
      range: OCTOBER,
      granularity,
      currency,
      arn: null,
    }),
  );
}

function item(type: string, start: string, end: string, cells: FixtureRow): FixtureRow {
  return {
    "lineItem/LineItemType": type,
    "lineItem/UsageStartDate": start,
    "lineItem/UsageEndDate": end,
    "lineItem/UsageAccountId": "333333333333",
    "lineItem/CurrencyCode": "USD",
    ...cells,
  };
}

function usage(hour: number, cells: FixtureRow): FixtureRow {
  const at = (value: number): string => `2026-10-02T${String(value).padStart(2, "0")}:00:00Z`;
  return item("Usage", at(hour), at(hour + 1), {
    "lineItem/ProductCode": "AmazonEC2",
    "lineItem/UsageType": "BoxUsage:m6i.2xlarge",
    "lineItem/Operation": "RunInstances",
    "product/instanceType": "m6i.2xlarge",
    "product/regionCode": "eu-west-1",
    "lineItem/UsageAmount": "1",
    "lineItem/UnblendedCost": "10",
    ...cells,
  });
}

const FEE = item("SavingsPlanRecurringFee", "2026-10-02T00:00:00Z", "2026-10-02T01:00:00Z", {
  "savingsPlan/SavingsPlanARN": PLAN,
  "savingsPlan/OfferingType": "ComputeSavingsPlans",
  "lineItem/UsageAccountId": "111111111111",
});
const RESERVED = item("DiscountedUsage", "2026-10-04T00:00:00Z", "2026-10-04T01:00:00Z", {
  "reservation/ReservationARN": RESERVATION,
  "lineItem/ProductCode": "AmazonRDS",
  "lineItem/UsageType": "EUW1-Multi-AZUsage:db.r6g.xl",
  "product/instanceType": "db.r6g.xlarge",
  "lineItem/UsageAmount": "3",
  "reservation/EffectiveCost": "6",
  "pricing/publicOnDemandCost": "9",
});

test("a fee of an open month is spread over the days that have usage, and nowhere else", async () => {
  await open([
    RESERVED,
    item("RIFee", "2026-10-01T00:00:00Z", "2026-11-01T00:00:00Z", {
      "reservation/ReservationARN": RESERVATION,
      "reservation/UnusedRecurringFee": "10",
      "reservation/UnusedQuantity": "2",
      "reservation/TotalReservedUnits": "8",
    }),
  ]);
  const { reservations } = await ask("day");
  const unused = reservations.values.map((day) => day?.unused ?? null);
  expect(unused.slice(0, 5)).toEqual(["2.5000000000", "2.5000000000", "2.5000000000", "2.5000000000", null]);
  expect(reservations.total).toMatchObject({ unused: "10.0000000000", reservedUnits: "8.0000000000" });
});

test("hours of a Multi-AZ database count twice their size, and a size without a factor not at all", async () => {
  await open([
    RESERVED,
    usage(1, { "product/instanceType": "m6i.nano", "lineItem/UsageAmount": "4" }),
    usage(2, { "product/instanceType": "m6i.metal" }),
    usage(3, {}),
    usage(4, { "lineItem/UsageType": "SpotUsage:m6i.2xlarge" }),
  ]);
  const { total } = (await ask()).reservations;
  expect([total.coveredUnits, total.runningUnits]).toEqual(["48.0000000000", "65.0000000000"]);
});

test("missing columns make figures unknown, never zero, and are named", async () => {
  await open([FEE, RESERVED, usage(1, {})]);
  const { savingsPlans, reservations, all, gaps } = await ask();
  expect(savingsPlans.total).toMatchObject({ committed: null, used: null, unused: null });
  expect(reservations.total).toMatchObject({ coveredCost: "6.0000000000", coveredList: "9.0000000000" });
  expect(all.total.unused).toBeNull();
  expect(gaps).toEqual([
    {
      billingPeriod: "2026-10",
      kind: "savingsPlan",
      columns: ["savings_plan_total_commitment_to_date", "savings_plan_used_commitment"],
    },
  ]);
});

test("several currencies are never added up", async () => {
  await open([usage(1, {}), usage(2, { "lineItem/CurrencyCode": "EUR" })]);
  await expect(ask()).rejects.toMatchObject({ failure: { code: "query.mixed_currencies" } });
  expect((await ask("total", "EUR")).all.total.onDemand).toBe("10.0000000000");
});

test("an EC2 Instance plan is sized for its family and Region alone", async () => {
  await open([
    usage(1, {}),
    usage(2, { "product/instanceType": "c7g.large" }),
    usage(3, { "product/regionCode": "us-east-1" }),
  ]);
  const answer = await world.database.read((connection) =>
    answerSimulation(connection, world.directory, world.deliveries, {
      range: OCTOBER,
      currency: null,
      planType: "EC2Instance",
      scope: "m6i eu-west-1",
      includesCovered: false,
      commitment: "1.0",
      discount: "0.3",
      dropPercent: 10,
    }),
  );
  expect(answer.demand).toBe("10.0000000000");
  expect(answer.choices.filter(({ scope }) => scope !== null).map(({ scope }) => scope)).toEqual([
    "c7g eu-west-1",
    "m6i eu-west-1",
    "m6i us-east-1",
  ]);
  expect(answer.discount).toEqual({ source: "given", rate: "0.3000000000", list: null, cost: null });
});

test("facts are kept once, whoever asks at the same time, and leave nothing half-written", async () => {
  await open([RESERVED, usage(1, {})]);
  const answers = await Promise.all([ask(), ask("day"), ask()]);
  expect(answers[0]).toEqual(answers[2]);
  const files = await readdir(join(world.directory, "line-items", "october"));
  expect(files.filter((name) => name.startsWith("commitment"))).toEqual([
    "commitment-days-1.parquet",
    "commitments-1.parquet",
  ]);
});
