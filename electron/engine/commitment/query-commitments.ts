import type { DuckDBConnection } from "@duckdb/node-api";
import { commitmentsOf, gapsOf, limitsOf, sidesOf } from "#core/commitment/answer.ts";
import type { CommitmentAnswer, CommitmentQuery } from "#core/commitment/commitment.ts";
import {
  commitmentTerms,
  factGaps,
  factsByCommitment,
  type FactSource,
  factsOverTime,
  unitOf,
} from "#core/commitment/questions.ts";
import { bucketsOf } from "#core/cost/query/buckets.ts";
import { deliveriesIn, newestPeriod } from "#core/cost/query/plan.ts";
import { type Delivery, familyOf } from "#core/delivery/delivery.ts";
import { withDeliveries } from "../cost/known-deliveries.ts";
import { labelOf, readLabels } from "../cost/labels.ts";
import type { Database } from "../duckdb/database.ts";
import { run, runRows } from "../duckdb/run.ts";
import { factsOf } from "./kept-facts.ts";
import { oneCurrency } from "./one-currency.ts";
import { commitmentFact, gapCount, knownTerms, timedFact } from "./read-facts.ts";

/** Utilisation, coverage, savings and contracts of the workspace's Savings Plans and reservations. */
export async function queryCommitments(
  database: Database,
  directory: string,
  query: CommitmentQuery,
  signal?: AbortSignal,
): Promise<CommitmentAnswer> {
  return withDeliveries(
    database,
    (connection, deliveries) => answerCommitments(connection, directory, deliveries, query),
    signal,
  );
}

/** The same over given deliveries. */
export async function answerCommitments(
  connection: DuckDBConnection,
  directory: string,
  all: readonly Delivery[],
  query: CommitmentQuery,
): Promise<CommitmentAnswer> {
  const buckets = bucketsOf(query.range, query.granularity);
  const deliveries = deliveriesIn(all, query.range);
  const facts = await factsOf(connection, directory, deliveries, unitOf(query.granularity));
  const { currency, currencies } = await oneCurrency(connection, facts, query.currency);
  const source: FactSource = { facts, range: query.range, currency, arn: query.arn };
  const timed = (await run(connection, factsOverTime(source, query.granularity))).map(timedFact);
  const own = (await run(connection, factsByCommitment(source, query.byMonth === true))).map(commitmentFact);
  const gaps = (await runRows(connection, factGaps(source))).map(gapCount);
  const labels = await readLabels(connection, ["linkedAccount"]);
  const terms = await termsOf(connection, directory, all, deliveries, query.arn);
  return {
    currency,
    currencies,
    buckets,
    ...sidesOf(timed, query.range, query.granularity, buckets),
    commitments: commitmentsOf(terms, own, query, (account) => labelOf(labels, "linkedAccount", account)),
    gaps: gapsOf(gaps, (period) =>
      deliveries.some(({ billingPeriod, format }) => billingPeriod === period && familyOf(format) === "focus")
        ? "focus"
        : "cur",
    ),
    limits: limitsOf(
      gaps,
      deliveries.some(({ format }) => familyOf(format) === "focus"),
    ),
  };
}

/** Contracts met in the range, and those of the newest period, which are the ones still to expire. */
async function termsOf(
  connection: DuckDBConnection,
  directory: string,
  all: readonly Delivery[],
  asked: readonly Delivery[],
  arn: string | null,
) {
  const newest = newestPeriod(all);
  const current = all.filter(({ counted, billingPeriod }) => counted && billingPeriod === newest);
  const facts = await factsOf(connection, directory, [...new Set([...asked, ...current])], "day");
  return (await runRows(connection, commitmentTerms({ facts, arn }))).map(knownTerms);
}
