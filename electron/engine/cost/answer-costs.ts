import type { DuckDBConnection } from "@duckdb/node-api";
import { answerFrom } from "#core/cost/query/answer.ts";
import { bucketsOf } from "#core/cost/query/buckets.ts";
import { compile, groupLimit } from "#core/cost/query/compile.ts";
import type { CostAnswer, CostQuery } from "#core/cost/query/cost-query.ts";
import {
  deliveriesFor,
  deliveriesIn,
  divideByMetric,
  newestPeriod,
  storeFor,
} from "#core/cost/query/plan.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import { fail } from "#core/result/failure.ts";
import { runRows } from "../duckdb/run.ts";

/** Answers a cost query over the given deliveries of the workspace folder `directory`; labels are not filled. */
export async function answerCosts(
  connection: DuckDBConnection,
  directory: string,
  deliveries: readonly Delivery[],
  query: CostQuery,
): Promise<CostAnswer> {
  const buckets = bucketsOf(query.range, query.granularity);
  const { able, missing } = divideByMetric(deliveriesIn(deliveries, query.range), query.metric);
  const store = storeFor(
    [...query.groupBy, ...query.filters.map(({ dimension }) => dimension)],
    query.granularity === "hour",
  );
  const newest = newestPeriod(deliveries);
  const limit = groupLimit(query, buckets.length);
  const statement = compile({
    request: {
      store,
      deliveries: deliveriesFor(able, query.filters),
      directory,
      metric: query.metric,
      granularity: query.granularity,
      range: query.range,
      dimensions: query.groupBy,
      filters: query.filters,
    },
    currency: query.currency,
    limit,
    newest: deliveries.filter(({ counted, billingPeriod }) => counted && billingPeriod === newest),
  });
  const answer = answerFrom(await runRows(connection, statement), {
    buckets,
    missing,
    answeredFrom: store,
    keys: query.groupBy.length,
    limit,
    periods: new Set(able.map(({ billingPeriod }) => billingPeriod)),
    newestPeriod: newest,
    currency: query.currency,
  });
  return inOneCurrency(answer, query);
}

/** Usage is counted in units; money of several currencies is never added up. */
function inOneCurrency(answer: CostAnswer, query: CostQuery): CostAnswer {
  if (query.metric === "usageAmount" || query.currency !== null) return answer;
  if (answer.currencies.length > 1) fail("query.mixed_currencies", { currencies: answer.currencies });
  return { ...answer, currency: answer.currencies[0] ?? null };
}
