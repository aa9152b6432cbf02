import type { DuckDBConnection } from "@duckdb/node-api";
import type { Delivery } from "#core/delivery/delivery.ts";
import { divideByMetric } from "#core/cost/query/plan.ts";
import { canonical } from "#core/money/decimal.ts";
import { FEWEST_DAYS } from "#core/forecast/daily-model.ts";
import { commitmentEnds, isKeptFor, tellsCommitmentEnds } from "#core/forecast/commitment-sql.ts";
import type { CommitmentEnd, Forecast, ForecastQuery } from "#core/forecast/forecast.ts";
import { forecastCosts } from "#core/forecast/look-ahead.ts";
import { addDays, addMonths, periodOf, rangeOfPeriod } from "#core/time/period.ts";
import { withDeliveries } from "../cost/known-deliveries.ts";
import type { Database } from "../duckdb/database.ts";
import { runRows } from "../duckdb/run.ts";
import { Remembered } from "../line-items/remembered.ts";
import type { OpenWorkspace } from "../workspace/open-workspace.ts";
import { ensureEnds } from "./kept-ends.ts";
import { knownDays, readCharges, type KnownDays } from "./read-charges.ts";

/** Looks ahead from everything the open workspace holds. */
export async function queryForecast(
  { database, directory }: OpenWorkspace,
  query: ForecastQuery,
  signal?: AbortSignal,
): Promise<Forecast> {
  const answer = async (connection: DuckDBConnection, deliveries: readonly Delivery[]): Promise<Forecast> => {
    const known = await knownDays(connection, deliveries);
    return known === null
      ? NO_DATA
      : answerForecast({ database, connection, directory, deliveries, known }, query);
  };
  return withDeliveries(database, answer, signal);
}

/** What the forecast of one question is read from. */
export type ForecastSource = {
  readonly database: Database;
  readonly connection: DuckDBConnection;
  readonly directory: string;
  readonly deliveries: readonly Delivery[];
  readonly known: KnownDays;
};

export async function answerForecast(source: ForecastSource, query: ForecastQuery): Promise<Forecast> {
  const counted = source.deliveries.flatMap(({ id, counted: takesPart }) => (takesPart ? [id] : []));
  const key = JSON.stringify([counted, source.known, query]);
  return ANSWERED.get(source.database, key, () => lookAhead(source, query));
}

async function lookAhead(
  { connection, directory, deliveries, known }: Omit<ForecastSource, "database">,
  query: ForecastQuery,
): Promise<Forecast> {
  const { range, dropped } = known;
  const read = await readCharges(connection, directory, deliveries, {
    ...query,
    range: { from: range.from, to: rangeOfPeriod(periodOf(range.to)).to },
  });
  if (!read.isAnswerable) return { ...NO_DATA, reason: "metricMissing", missing: read.missing, dropped };
  const gap = read.missing.at(-1)?.billingPeriod;
  const from = gap === undefined ? range.from : rangeOfPeriod(gap).to;
  return forecastCosts({
    charges: read.charges.filter(({ day }) => day >= from),
    known: from < range.to ? { ...range, from } : { from: addDays(range.to, -1), to: range.to },
    dropped,
    currency: read.currency,
    missing: read.missing,
    commitmentEnds: await readCommitmentEnds(
      { connection, directory, deliveries, known },
      query,
      read.currency,
    ),
    assumesRenewal: query.assumesRenewal ?? true,
  });
}

/** Overview, forecast and budgets ask the same of the same deliveries. */
const ANSWERED = new Remembered<Forecast>(64);

/** The commitments of the last closed month: the one that goes on has not charged all of them yet. */
async function readCommitmentEnds(
  { connection, directory, deliveries, known }: Omit<ForecastSource, "database">,
  { metric, filters, profiles = [] }: ForecastQuery,
  currency: string | null,
): Promise<readonly CommitmentEnd[]> {
  const closed = addMonths(periodOf(known.range.to), -1);
  const found: CommitmentEnd[] = [];
  for (const delivery of deliveries) {
    if (!delivery.counted || delivery.billingPeriod !== closed) continue;
    if (!tellsCommitmentEnds(delivery)) continue;
    const hasOnDemand = divideByMetric([delivery], "onDemandEquivalent").able.length > 0;
    if (isKeptFor({ filters, profiles })) await ensureEnds(connection, directory, delivery);
    const statement = commitmentEnds(delivery, directory, { metric, filters, profiles, hasOnDemand });
    for (const [arn, day, perMonth, fees, covered, onDemand, charged] of await runRows(connection, statement))
      if (charged === currency)
        found.push({
          arn: String(arn),
          day: String(day),
          perMonth: canonical(String(perMonth)),
          fees: canonical(String(fees)),
          covered: canonical(String(covered)),
          onDemand: onDemand === null ? null : canonical(String(onDemand)),
        });
  }
  return found;
}

export const NO_DATA: Extract<Forecast, { kind: "none" }> = {
  kind: "none",
  reason: "noData",
  currency: null,
  daysKnown: 0,
  daysNeeded: FEWEST_DAYS,
  dropped: [],
  missing: [],
};
