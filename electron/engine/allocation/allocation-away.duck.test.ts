import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AllocationQuery } from "#core/allocation/allocation-query.ts";
import { type AllocationKind, factsNeeded } from "#core/allocation/fact-questions.ts";
import { type FactsAway, factsQuestion, joinFacts } from "#core/allocation/in-place/facts-away.ts";
import type { AllocationModel } from "#core/allocation/model.ts";
import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { Filter } from "#core/cost/filter/filter.ts";
import { periodsOf, rangeOfPeriod, wholeMonths } from "#core/time/period.ts";
import { describeWorkspace } from "../cost/describe.ts";
import { withDeliveries } from "../cost/known-deliveries.ts";
import { type AthenaParity, openAthenaParity } from "../cost/testing/athena-parity.fixture.ts";
import { answerAllocation, answerChargeback, previewAllocation } from "./answer-allocation.ts";
import type { Source } from "./rule-facts.ts";

const RANGE = { from: "2026-09-10", to: "2026-10-25" };

describe.each(["legacy", "cur2", "focus"] as const)("allocation in Athena's dialect over %s", (format) => {
  let parity: AthenaParity;
  let model: AllocationModel;
  beforeAll(async () => {
    parity = await openAthenaParity(format, wholeMonths(RANGE));
    const { dimensions } = await describeWorkspace(parity.workspace.database, parity.workspace.directory);
    const tag = dimensions.find(({ kind, key }) => kind === "tag" && key.endsWith("env"));
    model = modelOf((tag?.ref ?? "") as DimensionRef);
  }, 120_000);
  afterAll(() => parity.close());

  /** The facts of some months as AWS gives them, the periods of a table divided as those of two pieces. */
  async function away(kind: AllocationKind, query: AllocationQuery, periods: readonly string[]) {
    const needed = factsNeeded(kind, query);
    const parts: FactsAway[] = [];
    for (const period of periods) {
      const question = factsQuestion({ range: rangeOfPeriod(period), filters: [], needed });
      const own = parity.surveys.filter(({ billingPeriod }) => billingPeriod === period);
      parts.push(await parity.ask({ ...question, plan: (table) => question.plan(table, own) }));
    }
    return joinFacts(parts);
  }

  async function ways<T>(
    kind: AllocationKind,
    part: Partial<AllocationQuery>,
    answer: (source: Source, query: AllocationQuery) => Promise<T>,
  ): Promise<{ readonly here: T; readonly others: readonly T[] }> {
    const query: AllocationQuery = {
      model,
      profiles: [],
      metric: "unblended",
      granularity: "month",
      range: RANGE,
      currency: null,
      ...part,
    };
    const { database, directory } = parity.workspace;
    const asked = (there: readonly string[]) =>
      withDeliveries(database, async (connection, all) => {
        const deliveries = all.filter(({ billingPeriod }) => !there.includes(billingPeriod));
        const source = { database, connection, directory, deliveries };
        return answer(
          there.length === 0 ? source : { ...source, away: await away(kind, query, there) },
          query,
        );
      });
    const all = periodsOf(query.range);
    return {
      here: await asked([]),
      others: [await asked(all), await asked(all.slice(0, 1)), await asked(all.slice(1))],
    };
  }

  test.each(["day", "month", "total"] as const)(
    "units by %s, here and in AWS, to the last digit",
    async (granularity) => {
      for (const metric of ["unblended", "amortized", "netUnblended"] as const) {
        const { here, others } = await ways("units", { granularity, metric }, answerAllocation);
        if (metric === "unblended") {
          expect(here.units.every(({ direct }) => direct.total !== null)).toBe(true);
          expect(here.units[0]?.received.length).toBeGreaterThan(0);
        }
        for (const other of others) expect(other).toEqual({ ...here, answeredFrom: "lineItems" });
      }
    },
  );

  test("the chargeback by account and service", async () => {
    const { here, others } = await ways("chargeback", {}, answerChargeback);
    expect(here.rows.length).toBeGreaterThan(10);
    for (const other of others) {
      expect(other.currency).toBe(here.currency);
      expect(other.rows.map(lineOf).toSorted()).toEqual(here.rows.map(lineOf).toSorted());
    }
  });

  test("what each rule takes", async () => {
    const { here, others } = await ways("preview", {}, previewAllocation);
    expect(here.rules.filter(({ takenLineItems }) => takenLineItems > 0).length).toBeGreaterThan(2);
    for (const other of others) expect(other).toEqual(here);
  });

  test("the newest month is asked by itself, and every statement names the table once", () => {
    const needed = factsNeeded("chargeback", { model, profiles: [], metric: "unblended", range: RANGE });
    const { reads, plan } = factsQuestion({ range: wholeMonths(RANGE), filters: [], needed });
    const { asks } = plan(parity.table, parity.surveys);
    expect(reads).toBe(3);
    expect(asks.map(({ periods }) => periods)).toEqual(needed.flatMap(() => [["2026-09"], ["2026-10"]]));
    for (const { statement } of asks) expect(statement.text.split(`"${parity.table.table}"`)).toHaveLength(2);
  });
});

function lineOf(row: object): string {
  return JSON.stringify(row);
}

/** Units by tag and service, a pool split by cost and one split by what amortized compute costs. */
function modelOf(env: DimensionRef): AllocationModel {
  const include = (dimension: DimensionRef, ...values: (string | null)[]): Filter => ({
    dimension,
    mode: "include",
    values,
  });
  return {
    id: "m",
    name: "It's by environment",
    units: [
      { id: "prod", name: "Production", parentId: null, split: null },
      { id: "rest", name: "Rest", parentId: null, split: null },
      { id: "tax", name: "Tax", parentId: null, split: { kind: "proportional", to: null } },
      {
        id: "storage",
        name: "Storage",
        parentId: null,
        split: { kind: "metric", metric: "amortized", filters: [include("service", "AmazonEC2")], to: null },
      },
    ],
    rules: [
      { id: "1", unitId: "tax", filters: [include("lineItemType", "Tax", "Fee")] },
      { id: "2", unitId: "storage", filters: [include("service", "AmazonS3")] },
      { id: "3", unitId: "prod", filters: [include(env, "prod", "it's ? none")] },
      { id: "4", unitId: "rest", filters: [{ dimension: env, mode: "exclude", values: [null] }] },
    ],
  };
}
