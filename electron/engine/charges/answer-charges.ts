import type { DuckDBConnection } from "@duckdb/node-api";
import { chargesAnswer, isByAccount, type ChargeRow } from "#core/charges/charges-answer.ts";
import { dimensionsOf, GROUPINGS_OF } from "#core/charges/charge-kind.ts";
import type { ChargesAnswer, ChargesQuery } from "#core/charges/charges-query.ts";
import { chargeKeys, chargesSql, chargesStore } from "#core/charges/charges-sql.ts";
import { lackingDimensions } from "#core/charges/lacking.ts";
import { bucketsOf } from "#core/cost/query/buckets.ts";
import { deliveriesFor, deliveriesIn, divideByMetric } from "#core/cost/query/plan.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import { parseScaled } from "#core/money/decimal.ts";
import { fail } from "#core/result/failure.ts";
import { answerCosts } from "../cost/answer-costs.ts";
import { withDeliveries } from "../cost/known-deliveries.ts";
import { labelOf, readLabels } from "../cost/labels.ts";
import type { Database } from "../duckdb/database.ts";
import type { Plain } from "../duckdb/decode.ts";
import { run, type Row } from "../duckdb/run.ts";

/** Answers a question about charges over all counted deliveries of a workspace. */
export async function queryCharges(
  database: Database,
  directory: string,
  query: ChargesQuery,
  signal?: AbortSignal,
): Promise<ChargesAnswer> {
  if (!GROUPINGS_OF[query.kind].includes(query.groupBy))
    fail("query.invalid", { at: "groupBy", problem: `${query.kind} is not divided by ${query.groupBy}` });
  const answer = async (connection: DuckDBConnection, deliveries: readonly Delivery[]) =>
    labelled(connection, query, await answerCharges(connection, directory, deliveries, query));
  return withDeliveries(database, answer, signal);
}

/** Answers over the given deliveries of the workspace folder `directory`; labels are not filled. */
export async function answerCharges(
  connection: DuckDBConnection,
  directory: string,
  deliveries: readonly Delivery[],
  query: ChargesQuery,
): Promise<ChargesAnswer> {
  const buckets = bucketsOf(query.range, "month");
  const { able, missing } = divideByMetric(deliveriesIn(deliveries, query.range), query.metric);
  const asked = deliveriesFor(able, query.filters);
  const found = asked.length === 0 ? [] : await run(connection, chargesSql(query, asked, directory));
  const currency = currencyOf(query, found);
  const rows = found.filter((row) => row["currency"] === currency).map((row) => rowOf(query, row));
  const bill = await answerCosts(connection, directory, deliveries, {
    metric: query.metric,
    granularity: "month",
    range: query.range,
    groupBy: isByAccount(query) ? dimensionsOf(query.groupBy) : [],
    filters: query.filters,
    currency: currency ?? query.currency,
    top: null,
  });
  const filled = new Set(rows.map(({ bucket }) => buckets[bucket] ?? ""));
  return chargesAnswer({
    query,
    rows,
    bill,
    lacking: lackingDimensions(query, asked, filled),
    frame: {
      buckets,
      missing,
      currency: currency ?? bill.currency,
      currencies: bill.currencies,
      answeredFrom: chargesStore(query),
      periods: new Set(able.map(({ billingPeriod }) => billingPeriod)),
      newestPeriod: null,
      lastDay: null,
    },
  });
}

/** Money of several currencies is never added up. */
function currencyOf({ currency }: ChargesQuery, rows: readonly Row[]): string | null {
  if (currency !== null) return currency;
  const currencies = [...new Set(rows.map((row) => String(row["currency"])))].toSorted();
  if (currencies.length > 1) fail("query.mixed_currencies", { currencies });
  return currencies[0] ?? null;
}

function rowOf(query: ChargesQuery, row: Row): ChargeRow {
  const units = row["units"];
  return {
    bucket: Number(row["bucket"]),
    amount: scaled(row["amount"]),
    lineItems: Number(row["line_items"]),
    gigabytes: scaled(row["gigabytes"]),
    gigabyteCost: scaled(row["gigabyte_cost"]),
    units: Array.isArray(units) ? units.map(String) : [],
    key: chargeKeys(query).map((name) => (typeof row[name] === "string" ? row[name] : null)),
  };
}

function scaled(value: Plain | undefined): bigint | null {
  return typeof value === "string" ? parseScaled(value) : null;
}

async function labelled(
  connection: DuckDBConnection,
  query: ChargesQuery,
  answer: ChargesAnswer,
): Promise<ChargesAnswer> {
  const dimensions = query.groupBy === "regionPair" ? [] : dimensionsOf(query.groupBy);
  const labels = await readLabels(connection, dimensions);
  return {
    ...answer,
    groups: answer.groups.map((group) => ({
      ...group,
      labels: group.key.map((value, at) => labelOf(labels, dimensions[at], value)),
    })),
  };
}
