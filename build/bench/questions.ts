import { performance } from "node:perf_hooks";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import type { CostQuery } from "#core/cost/query/cost-query.ts";
import type { LineItemQuery } from "#core/cost/query/line-item-query.ts";
import { queryCosts } from "../../electron/engine/cost/query-costs.ts";
import { lineItemPage } from "../../electron/engine/line-items/page.ts";
import { openWorkspace } from "../../electron/engine/workspace/open-workspace.ts";
import { groupsOf, overviewRanges, trendOf } from "../../renderer/features/overview/overview-questions.ts";
import type { TaskInput } from "./child.ts";
import { DATA_END } from "./data.ts";
import { baselineFile, workspaceFolder } from "./imports.ts";
import { median } from "./median.ts";

/** Median milliseconds of each question, warm, every answer fetched whole. */
export type AnswerFigures = {
  readonly overviewMs: number;
  readonly topResourcesMs: number;
  readonly lineItemPageMs: number;
};

const REPEATS = 7;
const PAGE = 100;
const ranges = overviewRanges(DATA_END);
const ask = { metric: "unblended", currency: null } as const;

/** The Overview's own questions, as far as one month of data raises them. */
const OVERVIEW: readonly CostQuery[] = [
  trendOf(ranges.trend, ask),
  ...(["service", "linkedAccount", "region", "lineItemType"] as const).map((dimension) =>
    groupsOf(ranges.month, dimension, ask),
  ),
];

const TOP_RESOURCES: CostQuery = {
  ...groupsOf(ranges.month, "resourceId", ask),
  filters: [{ dimension: "service", mode: "include", values: ["AmazonEC2"] }],
  top: 50,
};

const COLUMNS = [
  "line_item_usage_start_date",
  "line_item_usage_account_id",
  "line_item_product_code",
  "line_item_usage_type",
  "line_item_operation",
  "line_item_line_item_type",
  "line_item_resource_id",
  "line_item_usage_amount",
  "line_item_unblended_cost",
  "line_item_line_item_description",
];

const LINE_ITEMS: LineItemQuery = {
  range: ranges.month,
  filters: TOP_RESOURCES.filters,
  columns: COLUMNS,
  sort: { column: "line_item_unblended_cost", descending: true },
  offset: 0,
  limit: PAGE,
};

export async function askOurs({ directory }: TaskInput): Promise<AnswerFigures> {
  const { database, directory: folder } = await openWorkspace(workspaceFolder(directory), new Date());
  const figures = {
    overviewMs: await warm(async () => {
      for (const query of OVERVIEW) await queryCosts(database, folder, query);
    }),
    topResourcesMs: await warm(() => queryCosts(database, folder, TOP_RESOURCES)),
    lineItemPageMs: await warm(() => lineItemPage(database, folder, LINE_ITEMS)),
  };
  await database.close();
  return figures;
}

/** The same questions as an analyst would put them to the guessed table. */
export async function askBaseline({ directory }: TaskInput): Promise<AnswerFigures> {
  const instance = await DuckDBInstance.create(baselineFile(directory));
  const connection = await instance.connect();
  const cost = `"lineItem/UnblendedCost"`;
  const ec2 = `WHERE "lineItem/ProductCode" = 'AmazonEC2'`;
  const groups = (column: string) =>
    `SELECT "${column}", sum(${cost}), count(*) FROM line_item GROUP BY ALL ORDER BY 2 DESC`;
  const overview = [
    `SELECT date_trunc('day', "lineItem/UsageStartDate"), "lineItem/ProductCode", sum(${cost}), count(*) FROM line_item GROUP BY ALL`,
    ...["lineItem/ProductCode", "lineItem/UsageAccountId", "product/regionCode", "lineItem/LineItemType"].map(
      groups,
    ),
  ];
  const selected = COLUMNS.map((id) => `"${LEGACY_NAMES[id] ?? id}"`).join(", ");
  const figures = {
    overviewMs: await warm(async () => {
      for (const question of overview) await fetchAll(connection, question);
    }),
    topResourcesMs: await warm(() =>
      fetchAll(
        connection,
        `SELECT "lineItem/ResourceId", sum(${cost}), count(*) FROM line_item ${ec2} GROUP BY ALL ORDER BY 2 DESC LIMIT 50`,
      ),
    ),
    lineItemPageMs: await warm(async () => {
      await fetchAll(
        connection,
        `SELECT ${selected} FROM line_item ${ec2} ORDER BY ${cost} DESC LIMIT ${PAGE}`,
      );
      await fetchAll(connection, `SELECT count(*), sum(${cost}) FROM line_item ${ec2}`);
    }),
  };
  connection.closeSync();
  instance.closeSync();
  return figures;
}

const LEGACY_NAMES: Readonly<Record<string, string>> = {
  line_item_usage_start_date: "lineItem/UsageStartDate",
  line_item_usage_account_id: "lineItem/UsageAccountId",
  line_item_product_code: "lineItem/ProductCode",
  line_item_usage_type: "lineItem/UsageType",
  line_item_operation: "lineItem/Operation",
  line_item_line_item_type: "lineItem/LineItemType",
  line_item_resource_id: "lineItem/ResourceId",
  line_item_usage_amount: "lineItem/UsageAmount",
  line_item_unblended_cost: "lineItem/UnblendedCost",
  line_item_line_item_description: "lineItem/LineItemDescription",
};

async function fetchAll(connection: DuckDBConnection, question: string): Promise<number> {
  return (await connection.runAndReadAll(question)).getRows().length;
}

/** Median time of a warm run: the first run is not counted. */
async function warm(work: () => Promise<unknown>): Promise<number> {
  await work();
  const times: number[] = [];
  for (let run = 0; run < REPEATS; run += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return median(times);
}
