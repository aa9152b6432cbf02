import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import { METRIC_IDS, type MetricId } from "#core/cost/metric/metric-id.ts";
import type { CostAnswer, CostQuery } from "#core/cost/query/cost-query.ts";
import { canonical } from "#core/money/decimal.ts";
import type { SampleTotals, Sums } from "#core/sample/totals.ts";
import { closedOptions } from "#core/sample/world.ts";
import { removeDelivery } from "../catalogue/catalogue.ts";
import { type Database, openDatabase } from "../duckdb/database.ts";
import { importPaths } from "../ingest/import.ts";
import { lineItemColumns } from "../line-items/columns.ts";
import { exportTables } from "../export/export.ts";
import { lineItemPage } from "../line-items/page.ts";
import { writeSample } from "../sample/write-sample.ts";
import { openWorkspace } from "../workspace/open-workspace.ts";
import { describeWorkspace } from "./describe.ts";
import { dimensionValues } from "./dimension-values.ts";
import { queryCosts } from "./query-costs.ts";

const RANGE = { from: "2026-09-01", to: "2026-11-01" };
const DIMENSIONS: readonly (readonly [DimensionRef, keyof SampleTotals])[] = [
  ["billingPeriod", "byPeriod"],
  ["service", "byService"],
  ["linkedAccount", "byAccount"],
  ["lineItemType", "byType"],
];

describe.each([
  ["legacy", false],
  ["legacy", true],
  ["cur2", false],
  ["cur2", true],
  ["focus", false],
] as const)("the sample world as %s (Parquet: %s), from files to answers", (format, parquet) => {
  let folder: string;
  let database: Database;
  let directory: string;
  let totals: SampleTotals;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "cloudspend-world-"));
    const world = { ...closedOptions("2026-10", 2), rows: 4_000, hourlyMonths: 1 };
    const written = await writeSample({
      directory: join(folder, "files"),
      world,
      format,
      options: { parquet, rowsPerFile: 1_500 },
    });
    totals = written.totals;
    ({ database, directory } = await openWorkspace(join(folder, "workspace"), new Date(0)));
    const paths = [join(folder, "files")];
    const report = await importPaths({ database, directory, paths, leaveOut: [], now: () => new Date(0) });
    if (report.skipped.length > 0) throw new Error(JSON.stringify(report.skipped));
  });
  afterAll(async () => {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function ask(query: Partial<CostQuery>): Promise<CostAnswer> {
    return queryCosts(database, directory, {
      metric: "unblended",
      granularity: "total",
      range: RANGE,
      groupBy: [],
      filters: [],
      currency: null,
      top: null,
      ...query,
    });
  }

  test("every metric by every dimension is what the generator wrote", async () => {
    const metrics = METRIC_IDS.filter((id) => knownOf(totals.overall, id) !== undefined);
    expect(metrics).toContain("amortized");
    for (const metric of metrics.filter((id) => id !== "usageAmount"))
      for (const [ref, name] of DIMENSIONS) {
        const answer = await ask({ metric, groupBy: [ref] });
        const expected = Object.entries(totals[name]).map(([key, sums]: [string, Sums]) => [
          key,
          canonical(knownOf(sums, metric) ?? ""),
          sums.rows,
        ]);
        const actual = answer.groups.map(({ key: [key], total, lineItems }) => [key, total, lineItems]);
        expect(actual.toSorted()).toEqual(expected.toSorted());
        expect(answer.total).toBe(canonical(knownOf(totals.overall, metric) ?? ""));
      }
  });

  test("roll-ups and line items give the same days", async () => {
    const metrics = METRIC_IDS.filter((id) => knownOf(totals.overall, id) !== undefined);
    for (const metric of metrics) {
      const daily = await ask({ metric, granularity: "day", groupBy: ["pricingUnit"] });
      const exact = await ask({
        metric,
        granularity: "day",
        groupBy: ["pricingUnit"],
        filters: [{ dimension: "description", mode: "exclude", values: ["no such thing"] }],
      });
      expect([daily.answeredFrom, exact.answeredFrom]).toEqual(["daily", "lineItems"]);
      expect(exact.groups).toEqual(daily.groups);
      expect(exact.values).toEqual(daily.values);
    }
  });

  test("the workspace describes itself", async () => {
    const schema = await describeWorkspace(database, directory);
    expect(schema.metrics.map(({ id }) => id)).toEqual([...METRIC_IDS]);
    expect(schema.metrics.filter(({ available }) => available).map(({ id }) => id)).toEqual(
      expect.arrayContaining(["unblended", "amortized", "usageAmount"]),
    );
    expect(schema.currencies).toEqual(["USD"]);
    expect(schema.range).toEqual(RANGE);
    const tags = schema.dimensions.filter(({ kind }) => kind === "tag");
    expect(tags.length).toBeGreaterThan(2);
    for (const { ref } of schema.dimensions.filter(({ kind }) => kind !== "fixed")) {
      const [first] = await dimensionValues(database, directory, {
        dimension: asRef(ref),
        range: RANGE,
        filters: [{ dimension: asRef(ref), mode: "exclude", values: [null] }],
        search: "",
        currency: null,
        limit: 1,
      });
      expect([ref, first?.value]).toEqual([ref, expect.any(String)]);
    }
  });

  test("values are found by their text and by their label", async () => {
    const all = await dimensionValues(database, directory, {
      dimension: "service",
      range: RANGE,
      filters: [],
      search: "",
      currency: null,
      limit: 500,
    });
    expect(all).toHaveLength(Object.keys(totals.byService).length);
    const [largest] = all;
    for (const search of [largest?.value ?? "", (largest?.label ?? largest?.value ?? "").toUpperCase()]) {
      const found = await dimensionValues(database, directory, {
        dimension: "service",
        range: RANGE,
        filters: [],
        search,
        currency: null,
        limit: 5,
      });
      expect(found).toContainEqual(largest);
    }
  });

  test("line items are all there, in pages and exported", async () => {
    const columns = (await lineItemColumns(database, directory)).map(({ id }) => id);
    const query = {
      range: RANGE,
      filters: [],
      columns,
      sort: null,
      offset: totals.overall.rows - 3,
      limit: 10,
    };
    const page = await lineItemPage(database, directory, query);
    expect(page.totalRows).toBe(totals.overall.rows);
    expect(page.rows).toHaveLength(3);
    expect(page.totals).toEqual({ USD: canonical(knownOf(totals.overall, "unblended") ?? "") });
    const path = join(folder, "out.csv");
    const signal = new AbortController().signal;
    const result = await exportTables({
      database,
      directory,
      request: {
        path,
        format: "csv",
        sources: [{ kind: "lineItems", title: "Line items", query }],
        facts: [],
      },
      now: new Date(0),
      signal,
      onProgress: () => {},
    });
    expect(result.rows).toBe(totals.overall.rows);
  });

  test("a delivery that is taken out is gone from every answer", async () => {
    const [october] = (await ask({ groupBy: ["billingPeriod"] })).groups.filter(
      ({ key: [key] }) => key === "2026-10",
    );
    expect(october).toBeDefined();
    const other = await openDatabase(database.file);
    const rows = await other.read(async (connection) =>
      (await connection.runAndReadAll("SELECT id FROM delivery WHERE billing_period = '2026-10'")).getRows(),
    );
    await other.close();
    for (const [id] of rows) await removeDelivery({ database, directory }, String(id));
    const left = await ask({ granularity: "month" });
    const september = totals.byPeriod["2026-09"] && knownOf(totals.byPeriod["2026-09"], "unblended");
    expect(left.values).toEqual([canonical(september ?? ""), null]);
    expect((await describeWorkspace(database, directory)).range).toEqual({
      from: "2026-09-01",
      to: "2026-10-01",
    });
  });
});

/** FOCUS has its own names for costs. */
const FOCUS_NAMES: Readonly<Partial<Record<MetricId, string>>> = {
  unblended: "billedCost",
  amortized: "effectiveCost",
  netUnblended: "billedCost",
  netAmortized: "effectiveCost",
};

/** What the generator knows of a metric. */
function knownOf({ metrics }: Sums, id: MetricId): string | undefined {
  return metrics[id] ?? metrics[FOCUS_NAMES[id] ?? ""];
}

function asRef(ref: string): DimensionRef {
  const known = DIMENSIONS.find(([id]) => id === ref);
  if (known !== undefined) return known[0];
  const [kind = "", ...rest] = ref.split(":");
  const key = rest.join(":");
  return kind === "tag" ? `tag:${key}` : kind === "product" ? `product:${key}` : `costCategory:${key}`;
}
