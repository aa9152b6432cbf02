import type { DuckDBConnection } from "@duckdb/node-api";
import { limitsOf } from "#core/commitment/answer.ts";
import { fairShareAnswer, type FairShareAnswer, type FairShareQuery } from "#core/commitment/fair-share.ts";
import { factsByAccount } from "#core/commitment/questions.ts";
import { deliveriesIn } from "#core/cost/query/plan.ts";
import { type Delivery, familyOf } from "#core/delivery/delivery.ts";
import { scaledOf } from "#core/money/decimal.ts";
import { answerCosts } from "../cost/answer-costs.ts";
import { withDeliveries } from "../cost/known-deliveries.ts";
import { labelOf, readLabels } from "../cost/labels.ts";
import type { Database } from "../duckdb/database.ts";
import { runRows } from "../duckdb/run.ts";
import { factsOf } from "./kept-facts.ts";
import { oneCurrency } from "./one-currency.ts";
import { accountFact } from "./read-facts.ts";

/** Every account's amortized cost with the benefit of commitments shared by usage; sums to the amortized total. */
export async function shareFairly(
  database: Database,
  directory: string,
  query: FairShareQuery,
  signal?: AbortSignal,
): Promise<FairShareAnswer> {
  return withDeliveries(
    database,
    (connection, deliveries) => answerFairShare(connection, directory, deliveries, query),
    signal,
  );
}

/** The same over given deliveries. */
export async function answerFairShare(
  connection: DuckDBConnection,
  directory: string,
  all: readonly Delivery[],
  { range, currency: asked }: FairShareQuery,
): Promise<FairShareAnswer> {
  const deliveries = deliveriesIn(all, range);
  const facts = await factsOf(connection, directory, deliveries, "day");
  const { currency, currencies } = await oneCurrency(connection, facts, asked);
  const own = (await runRows(connection, factsByAccount({ facts, range, currency }))).map(accountFact);
  const amortized = await answerCosts(connection, directory, all, {
    metric: "amortized",
    granularity: "total",
    range,
    groupBy: ["linkedAccount"],
    filters: [],
    currency,
    top: null,
  });
  const totals = new Map(
    amortized.groups.map(({ key: [account = null], total }) => [account, scaledOf(total ?? "0.0")]),
  );
  const labels = await readLabels(connection, ["linkedAccount"]);
  return {
    currency,
    currencies,
    limits: limitsOf(
      [],
      deliveries.some(({ format }) => familyOf(format) === "focus"),
    ),
    isKnown: amortized.missing.length === 0 && own.every(({ unknown }) => unknown === 0),
    ...fairShareAnswer(own, totals, (account) => labelOf(labels, "linkedAccount", account)),
  };
}
