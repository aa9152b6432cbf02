import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AthenaTable } from "#core/cost/athena/athena-table.ts";
import { type PeriodSurvey, readSurvey, surveyStatement } from "#core/cost/athena/survey.ts";
import type { AthenaRows } from "#core/cost/athena/table-question.ts";
import { deliveriesIn } from "#core/cost/query/plan.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import type { FindingsRun } from "#core/finding/findings-answer.ts";
import { lineItemSums } from "#core/finding/in-place/line-item-sums.ts";
import { sumsQuestion } from "#core/finding/in-place/sums-question.ts";
import { focusMonths, lookedThrough } from "#core/finding/looked-through.ts";
import { FINDING_RULES } from "#core/finding/registry.ts";
import type { FindingTables } from "#core/finding/tables.ts";
import { wasteWorld } from "#core/sample/variants.ts";
import { closedOptions } from "#core/sample/world.ts";
import { athenaStatement, LONGEST_STATEMENT } from "#core/sql/athena-statement.ts";
import { sql, type Sql } from "#core/sql/sql.ts";
import { withDeliveries } from "../cost/known-deliveries.ts";
import { parsed } from "../cost/testing/trino-grammar.fixture.ts";
import { reportTable, type TrinoOnDuckdb, trinoOnDuckdb } from "../cost/testing/trino-on-duckdb.fixture.ts";
import type { Database } from "../duckdb/database.ts";
import { run, runAll } from "../duckdb/run.ts";
import { importPaths } from "../ingest/import.ts";
import { writeSample } from "../sample/write-sample.ts";
import { openWorkspace } from "../workspace/open-workspace.ts";
import { lookAway } from "./look-away.ts";
import { type FindingBills, lookHere, runRules } from "./run-findings.ts";

const REQUEST = { range: { from: "2026-10-01", to: "2026-11-01" }, currency: null, assumptions: [] };
const WORLD = wasteWorld({ ...closedOptions("2026-10", 3), rows: 4_500, hourlyMonths: 1 });

describe.each(["legacy", "cur2", "focus"] as const)("findings in Athena's dialect over %s", (format) => {
  let folder: string;
  let database: Database;
  let directory: string;
  let trino: TrinoOnDuckdb;
  let table: AthenaTable;
  let away: FindingBills;
  let surveys: readonly PeriodSurvey[];
  let october: readonly Delivery[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "cloudspend-findings-away-"));
    const files = join(folder, "files");
    await writeSample({ directory: files, world: WORLD, format, options: { parquet: true } });
    ({ database, directory } = await openWorkspace(join(folder, "workspace"), new Date(0)));
    await importPaths({ database, directory, paths: [files], leaveOut: [], now: () => new Date(0) });
    trino = await trinoOnDuckdb(files, format);
    table = reportTable(trino, format);
    const periods = [...table.partitions.keys()];
    const range = { from: "2026-08-01", to: "2026-11-01" };
    const surveyed = await trino.run(athenaStatement(surveyStatement(table, periods)));
    surveys = readSurvey(table, periods, surveyed.rows);
    const question = sumsQuestion({ range, filters: [] });
    const { asks, read } = question.plan(table, surveys);
    const answers: AthenaRows[] = [];
    for (const { statement } of asks) answers.push((await trino.run(parsed(statement))).rows);
    const { deliveries, rows } = read(answers);
    await writeFile(join(folder, "sums.ndjson"), rows.map((row) => JSON.stringify(row)).join("\n"));
    const asked = deliveriesIn(deliveries, REQUEST.range);
    const bills = { range: REQUEST.range, asked, looked: deliveries, currency: "USD", rules: FINDING_RULES };
    away = lookAway(folder, {
      ...lookedThrough(bills),
      range: REQUEST.range,
      assumptions: [],
      focusMonths: focusMonths(asked),
      file: "sums.ndjson",
    });
    october = asked;
  }, 120_000);
  afterAll(async () => {
    trino.close();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function bothWays<T>(
    work: (connection: DuckDBConnection, looked: FindingBills) => Promise<T>,
  ): Promise<{ readonly here: T; readonly there: T }> {
    return withDeliveries(database, async (connection, deliveries: readonly Delivery[]) => ({
      here: await work(connection, await lookHere(connection, directory, deliveries, REQUEST)),
      there: await work(connection, away),
    }));
  }

  test("the tables that rules read are the same, row by row", async () => {
    const { here, there } = await bothWays(async (connection, { make, tables }) => {
      await runAll(connection, make);
      const read = Object.entries(relationsOf(tables)).map(
        async ([name, relation]) => [name, await rowsOf(connection, relation)] as const,
      );
      return Object.fromEntries(await Promise.all(read));
    });
    for (const [name, rows] of Object.entries(here)) {
      expect(there[name]?.length, name).toBe(rows.length);
      expect(rows.filter((row, at) => row !== there[name]?.[at]).slice(0, 3), name).toEqual([]);
      if (name !== "charged") expect(rows.length, name).toBeGreaterThan(0);
    }
  });

  test("every rule finds the same, to the last digit", async () => {
    const { here, there } = await bothWays(async (connection, looked) =>
      told(await runRules(connection, looked, REQUEST)),
    );
    expect(there).toEqual(here);
    expect(here.failed).toEqual([]);
    const found = here.found.filter(({ items }) => items.length > 0);
    expect(found.length).toBeGreaterThan(FINDING_RULES.length / 2);
  });

  test("a month of too many things is refused with the reason", () => {
    const { asks, read } = sumsQuestion({ range: REQUEST.range, filters: [] }, 1).plan(table, surveys);
    const rows = asks.map(() => [["0"], ["0"]]);
    expect(asks[0]?.statement.text).toMatch(/ LIMIT 2$/);
    expect(() => read(rows)).toThrow(
      expect.objectContaining({ failure: expect.objectContaining({ code: "athena.cannot_run" }) }),
    );
  });

  test("bills of a payer that is left out are in no sum", () => {
    const filters = [{ dimension: "payerAccount", mode: "exclude", values: ["111122223333"] }] as const;
    const { asks } = sumsQuestion({ range: REQUEST.range, filters }).plan(table, surveys);
    expect(asks.map(({ statement }) => statement.parameters.includes("'111122223333'"))).toContain(true);
  });

  test("the table is read once, and only in the months that are asked for", () => {
    const { text } = athenaStatement(lineItemSums(table, october, { filters: [], most: 9 }));
    expect(text.length).toBeLessThan(LONGEST_STATEMENT / 4);
    expect(text.split(`"${table.table}"`)).toHaveLength(2);
    expect(text).toContain(format === "legacy" ? `"month" IN ('10')` : `"billing_period" IN ('2026-10')`);
    expect(text).not.toMatch(/line_item_availability_zone|invoice_?id/);
  });
});

function relationsOf(tables: FindingTables): Readonly<Record<string, Sql>> {
  return {
    history: sql`(SELECT * EXCLUDE (id) FROM ${tables.history})`,
    fact: sql`(SELECT * EXCLUDE (id) FROM ${tables.fact})`,
    day: tables.day("dynamodbCapacity"),
    days: tables.days,
    items: tables.hour("configItems"),
    requests: tables.hour("dynamodbRequests"),
    commitment: tables.commitment,
    charged: tables.charged,
    tag: tables.tag,
  };
}

/** Cells by their column's name, in an order of their own. */
async function rowsOf(connection: DuckDBConnection, relation: Sql): Promise<readonly string[]> {
  const rows = await run(connection, sql`SELECT * FROM ${relation}`);
  const cells = rows.map((row) => Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return cells.map((row) => JSON.stringify(row)).toSorted();
}

/** A run with facts told by what they are: their numbers are of the table they are in. */
function told({ found, ...run }: FindingsRun) {
  const text = (value: unknown): string =>
    JSON.stringify(value, (_, each: unknown) => (typeof each === "bigint" ? String(each) : each));
  return {
    ...run,
    found: found.map(({ rule, items, ...by }) => ({
      rule: rule.id,
      by: sortedValues(by),
      items: items
        .map(({ facts, filters, besides, ...item }) => ({
          ...item,
          facts: facts.map(({ traits, cost, lineItems }) => text({ traits, cost, lineItems })).toSorted(),
          by: sortedValues({ filters, besides }),
        }))
        .map(text)
        .toSorted(),
    })),
  };
}

function sortedValues({ filters, besides }: Pick<FindingsRun["found"][number], "filters" | "besides">) {
  return {
    filters: filters.map((filter) => ({ ...filter, values: filter.values.toSorted() })),
    besides,
  };
}
