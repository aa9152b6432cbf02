import type { DuckDBConnection } from "@duckdb/node-api";
import { answerCurrency } from "#core/cost/query/answer-currency.ts";
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
import { readAnswer } from "./read-answer.ts";

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
    query.profiles,
  );
  const newest = newestPeriod(deliveries);
  const limit = groupLimit(query, buckets.length);
  const request = {
    store,
    deliveries: deliveriesFor(able, query.filters),
    directory,
    metric: query.metric,
    granularity: query.granularity,
    range: query.range,
    dimensions: query.groupBy,
    filters: query.filters,
    profiles: query.profiles ?? [],
  };
  const statement = compile({
    request,
    currency: query.currency,
    limit,
    newest: deliveries.filter(({ counted, billingPeriod }) => counted && billingPeriod === newest),
  });
  const { rows, currencies, lastDay } = await readAnswer(connection, statement);
  return answerFrom(rows, {
    buckets,
    missing,
    limit,
    currencies: currencies.toSorted(),
    currency: answerCurrency(query, currencies),
    answeredFrom: store,
    periods: new Set(able.map(({ billingPeriod }) => billingPeriod)),
    newestPeriod: newest,
    lastDay,
  });
}
