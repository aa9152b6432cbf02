import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import { METRIC_IDS, type MetricId } from "#core/cost/metric/metric-id.ts";
import { rollupColumnName } from "#core/cost/rollup/rollup.ts";
import { canonical } from "#core/money/decimal.ts";
import { failureOf } from "../../transport/failure-of.ts";
import { ANALYST_QUERIES } from "./analyst-queries.fixture.ts";
import { startConsoleWorld, type ConsoleWorld } from "./console.fixture.ts";
import type { SqlConsole } from "./sql-console.ts";

let world: ConsoleWorld;
let console: SqlConsole;

beforeAll(async () => {
  world = await startConsoleWorld();
  console = world.console();
}, 120_000);
afterAll(() => world.close());

async function rowsOf(text: string): Promise<readonly (readonly (string | null)[])[]> {
  return (await console.run({ text, limit: 10_000 })).rows;
}

test("there are at least 200 ordinary queries, each of them once", () => {
  expect(ANALYST_QUERIES.length).toBeGreaterThanOrEqual(200);
  expect(new Set(ANALYST_QUERIES).size).toBe(ANALYST_QUERIES.length);
});

test.each(ANALYST_QUERIES)("%s", async (text) => {
  const answer = await console.run({ text, limit: 500 }).catch((error: unknown) => failureOf(error) ?? error);
  expect(answer).toMatchObject({ columns: expect.any(Array), rows: expect.any(Array) });
});

/** What the app itself answers, total per value and metric. */
async function asked(
  metric: MetricId,
  dimension: DimensionRef,
): Promise<readonly (readonly (string | null)[])[]> {
  const { groups } = await world.client.cost.query({
    metric,
    granularity: "total",
    range: { from: "2024-01-01", to: "2024-04-01" },
    groupBy: [dimension],
    filters: [],
    currency: null,
    top: null,
  });
  return groups.map(({ key, total }) => [key[0] ?? null, total]).toSorted(byKey);
}

function byKey([a]: readonly (string | null)[], [b]: readonly (string | null)[]): number {
  return (a ?? "") < (b ?? "") ? -1 : 1;
}

describe("costs are those of the app's own screens, to the last digit", () => {
  const cases = METRIC_IDS.filter((id) => id !== "usageAmount").flatMap((metric) =>
    (["service", "lineItemType", "linkedAccount", "billingPeriod", "purchaseOption"] as const).flatMap(
      (dimension) => ["line_items", "daily", "daily_resources"].map((view) => ({ metric, dimension, view })),
    ),
  );

  test.each(cases)("$metric by $dimension in $view", async ({ metric, dimension, view }) => {
    const found = await rowsOf(
      `SELECT ${rollupColumnName(dimension)}, sum(${rollupColumnName(metric)}) FROM ${view} GROUP BY 1`,
    );
    // What a delivery cannot tell is NULL here, and no group there.
    const told = found
      .flatMap(([key, total]) => (total == null ? [] : [[key ?? null, canonical(total)]]))
      .toSorted(byKey);
    expect(told).toEqual(await asked(metric, dimension));
  });

  test.each(["tag:team", "tag:env"] as const)("%s as a column and in the map", async (tag) => {
    const expected = (await asked("unblended", tag)).map(([key, total]) => [key, total]);
    const key = tag.slice("tag:".length);
    for (const cell of [`"${tag}"`, `tags['${key}']`]) {
      const found = await rowsOf(`SELECT ${cell}, sum(unblended) FROM line_items GROUP BY 1`);
      expect(found.map(([name, total]) => [name ?? null, canonical(total ?? "0")]).toSorted(byKey)).toEqual(
        expected,
      );
    }
  });

  test("line items are as many as the app counts, hour by hour", async () => {
    const answer = await world.client.cost.query({
      metric: "unblended",
      granularity: "hour",
      range: { from: "2024-01-05", to: "2024-01-06" },
      groupBy: [],
      filters: [],
      currency: null,
      top: null,
    });
    const rows = await rowsOf(
      "SELECT hour, sum(unblended) FROM line_items WHERE day = DATE '2024-01-05' GROUP BY hour ORDER BY hour",
    );
    const found = new Map(rows.map(([hour, cost]) => [(hour ?? "").slice(11, 13), canonical(cost ?? "0")]));
    const expected = answer.buckets.flatMap((bucket, index) => {
      const cost = answer.values[index];
      return cost == null || !found.has(bucket.slice(11, 13)) ? [] : [[bucket.slice(11, 13), cost] as const];
    });
    expect(expected.length).toBeGreaterThan(0);
    expect([...found]).toEqual(expected);
  });
});
