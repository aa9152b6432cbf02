import type { DuckDBConnection } from "@duckdb/node-api";
import { commitmentsOf, gapsOf, limitsOf, sidesOf } from "#core/commitment/answer.ts";
import type { CommitmentAnswer, CommitmentQuery } from "#core/commitment/commitment.ts";
import { type CommitmentsAway, factsAway, tableOfRows } from "#core/commitment/in-place/table-facts.ts";
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
import { sql, type Sql } from "#core/sql/sql.ts";
import { type BillingPeriod, periodsOf } from "#core/time/period.ts";
import { withDeliveries } from "../cost/known-deliveries.ts";
import { labelOf, readLabels } from "../cost/labels.ts";
import type { Database } from "../duckdb/database.ts";
import { run, runAll, runRows } from "../duckdb/run.ts";
import { factsOf } from "./kept-facts.ts";
import { oneCurrency } from "./one-currency.ts";
import { commitmentFact, gapCount, knownTerms, timedFact } from "./read-facts.ts";

/** Utilisation, coverage, savings and contracts of Savings Plans and reservations of the workspace, and of months `away`. */
export async function queryCommitments(
  database: Database,
  directory: string,
  query: CommitmentQuery,
  { signal, away = NOTHING_AWAY }: { readonly signal?: AbortSignal; readonly away?: CommitmentsAway } = {},
): Promise<CommitmentAnswer> {
  return withDeliveries(
    database,
    (connection, deliveries) => answerCommitments(connection, directory, deliveries, query, away),
    signal,
  );
}

/** The same over given deliveries. */
export async function answerCommitments(
  connection: DuckDBConnection,
  directory: string,
  all: readonly Delivery[],
  query: CommitmentQuery,
  away: CommitmentsAway = NOTHING_AWAY,
): Promise<CommitmentAnswer> {
  const buckets = bucketsOf(query.range, query.granularity);
  const deliveries = deliveriesIn(all, query.range);
  if (away.periods.length > 0) await runAll(connection, [tableOfRows(away.rows)]);
  const asked = periodsOf(query.range);
  const there = away.periods.filter(({ billingPeriod }) => asked.includes(billingPeriod));
  const kept = await factsOf(connection, directory, deliveries, unitOf(query.granularity));
  const facts = withAway(kept, there.map(periodOfOne));
  const { currency, currencies } = await oneCurrency(connection, facts, query.currency);
  const source: FactSource = { facts, range: query.range, currency, arn: query.arn };
  const timed = (await run(connection, factsOverTime(source, query.granularity))).map(timedFact);
  const own = (await run(connection, factsByCommitment(source, query.byMonth === true))).map(commitmentFact);
  const gaps = (await runRows(connection, factGaps(source))).map(gapCount);
  const labels = await readLabels(connection, ["linkedAccount"]);
  const terms = await termsOf(connection, directory, { all, asked: deliveries, away, there, arn: query.arn });
  const families = [
    ...deliveries.map(({ billingPeriod, format }) => ({ billingPeriod, family: familyOf(format) })),
    ...there,
  ];
  const inFocus = families.filter(({ family }) => family === "focus");
  return {
    currency,
    currencies,
    buckets,
    ...sidesOf(timed, query.range, query.granularity, buckets),
    commitments: commitmentsOf(terms, own, query, (account) => labelOf(labels, "linkedAccount", account)),
    gaps: gapsOf(gaps, (period) =>
      inFocus.some(({ billingPeriod }) => billingPeriod === period) ? "focus" : "cur",
    ),
    limits: limitsOf(gaps, inFocus.length > 0),
  };
}

type TermsAsked = {
  readonly all: readonly Delivery[];
  readonly asked: readonly Delivery[];
  readonly away: CommitmentsAway;
  /** Periods of the range among them. */
  readonly there: CommitmentsAway["periods"];
  readonly arn: string | null;
};

/** Contracts met in the range, and those of the newest period, which are the ones still to expire. */
async function termsOf(
  connection: DuckDBConnection,
  directory: string,
  { all, asked, away, there, arn }: TermsAsked,
) {
  const periods = away.periods.map(periodOfOne);
  const newest = [newestPeriod(all) ?? "", ...periods].toSorted().at(-1);
  const current = all.filter(({ counted, billingPeriod }) => counted && billingPeriod === newest);
  const met = new Set([newest, ...there.map(periodOfOne)]);
  const facts = withAway(
    await factsOf(connection, directory, [...new Set([...asked, ...current])], "day"),
    periods.filter((period) => met.has(period)),
  );
  return (await runRows(connection, commitmentTerms({ facts, arn }))).map(knownTerms);
}

const NOTHING_AWAY: CommitmentsAway = { periods: [], rows: [] };

function periodOfOne({ billingPeriod }: CommitmentsAway["periods"][number]): BillingPeriod {
  return billingPeriod;
}

function withAway(kept: Sql, periods: readonly BillingPeriod[]): Sql {
  return periods.length === 0
    ? kept
    : sql`(SELECT * FROM ${kept} UNION ALL BY NAME SELECT * FROM ${factsAway(periods)})`;
}
