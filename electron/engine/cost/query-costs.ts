import type { DuckDBConnection } from "@duckdb/node-api";
import type { CostAnswer, CostQuery } from "#core/cost/query/cost-query.ts";
import { withDeliveries } from "./known-deliveries.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
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
  const answerLabelled = async (connection: DuckDBConnection, deliveries: readonly Delivery[]) => {
    const answer = await answerCosts(connection, directory, deliveries, query);
    return labelled(answer, query.groupBy, await readLabels(connection, query.groupBy));
  };
  return withDeliveries(database, answerLabelled, signal);
}
