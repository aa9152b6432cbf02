import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { costQuestion } from "#core/cost/athena/plan-athena.ts";
import { DIMENSION_IDS, type DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { Filter } from "#core/cost/filter/filter.ts";
import { METRIC_IDS } from "#core/cost/metric/metric-id.ts";
import type { CostAnswer, CostQuery } from "#core/cost/query/cost-query.ts";
import { type DateRange, GRANULARITIES, type Granularity } from "#core/time/period.ts";
import { listDeliveries } from "../catalogue/catalogue.ts";
import type { Database } from "../duckdb/database.ts";
import { answerCosts } from "./answer-costs.ts";
import { describeWorkspace } from "./describe.ts";
import { type AthenaParity, openAthenaParity } from "./testing/athena-parity.fixture.ts";

const RANGE = { from: "2026-09-10", to: "2026-11-01" };

describe.each(["legacy", "cur2", "focus"] as const)("Athena's dialect over %s", (format) => {
  let parity: AthenaParity;
  let database: Database;
  let directory: string;

  beforeAll(async () => {
    parity = await openAthenaParity(format, RANGE);
    ({ database, directory } = parity.workspace);
  });
  afterAll(() => parity.close());

  async function bothWays(
    part: Partial<CostQuery>,
  ): Promise<readonly [duckdb: CostAnswer, athena: CostAnswer]> {
    const query = questionOf(part);
    const athena = await parity.ask(costQuestion(query));
    const duckdb = await database.read(async (connection) =>
      answerCosts(connection, directory, await listDeliveries(connection), query),
    );
    return [{ ...duckdb, answeredFrom: "lineItems" }, athena];
  }

  async function expectSame(part: Partial<CostQuery>): Promise<CostAnswer> {
    const [duckdb, athena] = await bothWays(part);
    expect(athena, JSON.stringify(part)).toEqual(duckdb);
    return athena;
  }

  test("a look at the periods tells what the workspace knows of its deliveries", async () => {
    const deliveries = await database.read(listDeliveries);
    const known = deliveries.map(({ billingPeriod, rows, totals }) => ({ billingPeriod, rows, totals }));
    const seen = parity.surveys.map(({ billingPeriod, lineItems, totals }) => ({
      billingPeriod,
      rows: lineItems,
      totals,
    }));
    expect(seen).toEqual(known.toSorted((a, b) => (a.billingPeriod < b.billingPeriod ? -1 : 1)));
  });

  test.each(GRANULARITIES)("every dimension per %s, to the last digit", async (granularity) => {
    const { dimensions } = await describeWorkspace(database, directory);
    const open = (["tag", "costCategory", "product"] as const).flatMap((wanted) =>
      dimensions
        .filter(({ kind }) => kind === wanted)
        .slice(0, 3)
        .map(({ ref }) => ref as DimensionRef),
    );
    for (const dimension of [...DIMENSION_IDS.filter((id) => id !== "report"), ...open])
      await expectSame({
        metric: "amortized",
        groupBy: [dimension],
        granularity,
        range: rangeFor(granularity),
      });
  });

  test.each(GRANULARITIES)("every metric per %s, to the last digit", async (granularity) => {
    for (const metric of METRIC_IDS) {
      const groupBy: readonly DimensionRef[] = ["service", "lineItemType"];
      const answer = await expectSame({ metric, granularity, groupBy, range: rangeFor(granularity) });
      if (answer.missing.length === 0) expect(answer.groups.length).toBeGreaterThan(3);
    }
  });

  test("filters of every kind", async () => {
    const [owner] = tagsOf(await describeWorkspace(database, directory));
    if (owner === undefined) throw new Error("the sample has tags");
    const filters: readonly (readonly Filter[])[] = [
      [{ dimension: "service", mode: "include", values: ["AmazonEC2", "AmazonS3"] }],
      [{ dimension: "service", mode: "exclude", values: ["AmazonEC2", null] }],
      [{ dimension: owner, mode: "include", values: [null] }],
      [{ dimension: owner, mode: "exclude", values: [null, ""] }],
      [{ dimension: "description", mode: "exclude", values: ['it\'s ? no "such" thing', "x".repeat(2_000)] }],
      [{ dimension: "billingPeriod", mode: "include", values: ["2026-10"] }],
      [{ dimension: "billingPeriod", mode: "include", values: [] }],
      [{ dimension: "currency", mode: "include", values: ["USD"] }],
      [
        { dimension: "linkedAccount", mode: "exclude", values: ["000000000000"] },
        { dimension: "purchaseOption", mode: "include", values: ["SavingsPlan", "Reserved", "Spot"] },
      ],
    ];
    for (const each of filters) await expectSame({ filters: each, groupBy: ["usageType", owner] });
  });

  test("the largest groups, the others as one, and nothing at all", async () => {
    const answer = await expectSame({ groupBy: ["usageType", "resourceId"], top: 3, granularity: "day" });
    expect(answer.other?.groups).toBeGreaterThan(3);
    await expectSame({ metric: "usageAmount", groupBy: ["usageType"], top: 5 });
    await expectSame({ groupBy: [] });
    await expectSame({ groupBy: ["service"], currency: "EUR" });
    await expectSame({ groupBy: ["service"], range: { from: "2025-01-01", to: "2025-03-01" } });
  });

  test("virtual tags, one of them over another", async () => {
    const [owner] = tagsOf(await describeWorkspace(database, directory));
    const compute: Filter = { dimension: "service", mode: "include", values: ["AmazonEC2"] };
    const kind = {
      id: "kind",
      name: "Kind",
      source: owner ?? null,
      rules: [{ id: "1", value: "it's compute", filters: [compute], origin: null }],
    };
    const wide: Filter = { dimension: "profile:Kind", mode: "include", values: ["it's compute"] };
    const layer = {
      id: "layer",
      name: "Layer",
      source: null,
      rules: [{ id: "1", value: "base", filters: [wide], origin: null }],
    };
    await expectSame({
      groupBy: ["profile:Kind", "profile:Layer"],
      filters: [{ dimension: "profile:Layer", mode: "exclude", values: ["x"] }],
      profiles: [kind, layer],
    });
  });

  test("a partition that is not asked for is never read", () => {
    const text = textOf({ filters: [{ dimension: "billingPeriod", mode: "include", values: ["2026-10"] }] });
    const pruned =
      format === "legacy" ? `"year" = '2026' AND "month" IN ('10')` : `"billing_period" IN ('2026-10')`;
    expect(text).toContain(`WHERE ${pruned})`);
    expect(textOf({})).toContain(format === "legacy" ? `IN ('9', '10')` : `IN ('2026-09', '2026-10')`);
  });

  test("the table is read once and only in the columns that are needed", () => {
    const text = textOf({ groupBy: ["service"] });
    expect(text.split(`"${parity.table.table}"`)).toHaveLength(2);
    const cost = format === "focus" ? `"billedcost"` : `"line_item_unblended_cost"`;
    expect(text).toContain(`TRY_CAST(CAST(${cost} AS VARCHAR) AS DECIMAL(38,18))`);
    expect(text).not.toMatch(/resource_?id/);
  });

  function textOf(part: Partial<CostQuery>): string {
    return parity.textOf(costQuestion(questionOf(part)));
  }
});

/** Two days are enough of hours. */
function rangeFor(granularity: Granularity): DateRange {
  return granularity === "hour" ? { from: "2026-10-30", to: "2026-11-01" } : RANGE;
}

function questionOf(part: Partial<CostQuery>): CostQuery {
  return {
    metric: "unblended",
    granularity: "total",
    range: RANGE,
    groupBy: [],
    filters: [],
    currency: null,
    top: null,
    ...part,
  };
}

function tagsOf({ dimensions }: Awaited<ReturnType<typeof describeWorkspace>>): readonly DimensionRef[] {
  return dimensions.filter(({ kind }) => kind === "tag").map(({ ref }) => ref as DimensionRef);
}
