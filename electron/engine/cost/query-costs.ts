import type { CostAnswer, CostQuery } from "#core/cost/query/cost-query.ts";
import { listDeliveries } from "../catalogue/catalogue.ts";
import type { Database } from "../duckdb/database.ts";
import { answerCosts } from "./answer-costs.ts";
import { labelled, readLabels } from "./labels.ts";

/** Answers a cost query over all counted deliveries of a workspace. */
export async function queryCosts(
  database: Database,
  directory: string,
  query: CostQuery,
  signal?: AbortSignal,
): Promise<CostAnswer> {
  return database.read(async (connection) => {
    const deliveries = await listDeliveries(connection);
    const answer = await answerCosts(connection, directory, deliveries, query);
    return labelled(answer, query.groupBy, await readLabels(connection, query.groupBy));
  }, signal);
}
