import type { DuckDBConnection } from "@duckdb/node-api";
import { isPlanType } from "#core/commitment/commitment.ts";
import {
  demandByHour,
  demandChoices,
  type FactSource,
  lastUsage,
  ownRate,
} from "#core/commitment/questions.ts";
import {
  bestCommitment,
  type DemandChoiceFact,
  demandOf,
  fatalDrop,
  planOutcome,
  type PlanRate,
  rateOfDiscount,
  savingCurve,
  type SimulationAnswer,
  type SimulationQuery,
} from "#core/commitment/simulation.ts";
import { evenPart } from "#core/commitment/spread.ts";
import { deliveriesIn, newestPeriod } from "#core/cost/query/plan.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import { formatScaled, scaledOf } from "#core/money/decimal.ts";
import { sql, type Sql } from "#core/sql/sql.ts";
import { addDays, type DateRange, lengthInDays, rangeOfPeriod } from "#core/time/period.ts";
import { withDeliveries } from "../cost/known-deliveries.ts";
import type { Database } from "../duckdb/database.ts";
import { runRows } from "../duckdb/run.ts";
import { factsOf } from "./kept-facts.ts";
import { oneCurrency } from "./one-currency.ts";
import { amountOf, textOf } from "./read-facts.ts";

/** Tries a Savings Plan on every hour on disk. */
export async function simulatePlan(
  database: Database,
  directory: string,
  query: SimulationQuery,
  signal?: AbortSignal,
): Promise<SimulationAnswer> {
  return withDeliveries(
    database,
    (connection, deliveries) => answerSimulation(connection, directory, deliveries, query),
    signal,
  );
}

/** The same over given deliveries. */
export async function answerSimulation(
  connection: DuckDBConnection,
  directory: string,
  all: readonly Delivery[],
  query: SimulationQuery,
): Promise<SimulationAnswer> {
  const deliveries = deliveriesIn(all, query.range);
  const facts = await factsOf(connection, directory, deliveries, "hour");
  const { currency, currencies } = await oneCurrency(connection, facts, query.currency);
  const source: FactSource = { facts, range: query.range, currency };
  const known = await knownHours(connection, { all, deliveries, facts }, query.range);
  const { hours, spreadHours } = await hourlyDemand(connection, source, query, known);
  const demand = demandOf(hours);
  const { rate, discount } = await rateOf(connection, source, query);
  const outcome = (commitment: bigint) =>
    rate === null || hours.length === 0 ? null : planOutcome(demand, rate, commitment, query.dropPercent);
  const best = rate === null ? 0n : bestCommitment(demand, rate);
  const chosen = query.commitment === null ? best : scaledOf(query.commitment);
  return {
    currency,
    currencies,
    hours: hours.length,
    spreadHours,
    demand: formatScaled(demand.total),
    discount,
    breakEven: rate === null ? null : formatScaled((rate.cost * 10n ** 18n) / rate.list),
    best: outcome(best),
    chosen: outcome(chosen),
    fatalDropPercent: rate === null ? null : fatalDrop(demand, rate, chosen),
    curve: rate === null || hours.length === 0 ? [] : savingCurve(demand, rate, query.dropPercent),
    choices: await choicesOf(connection, source),
  };
}

type Rate = Pick<SimulationAnswer, "discount"> & { readonly rate: PlanRate | null };

async function rateOf(
  connection: DuckDBConnection,
  source: FactSource,
  query: SimulationQuery,
): Promise<Rate> {
  if (query.discount !== null)
    return {
      rate: rateOfDiscount(query.discount),
      discount: { source: "given", rate: formatScaled(scaledOf(query.discount)), list: null, cost: null },
    };
  const [row] = await runRows(connection, ownRate(source, query.planType));
  const [list, cost] = [amountOf(row?.[0]), amountOf(row?.[1])];
  if (list === null || cost === null || list <= 0n) return { rate: null, discount: null };
  const rate = formatScaled(((list - cost) * 10n ** 18n) / list);
  return {
    rate: { list, cost },
    discount: { source: "lineItems", rate, list: formatScaled(list), cost: formatScaled(cost) },
  };
}

/** Which hours of the range the files cover: whole months, but the newest only up to its last day with usage. */
async function knownHours(
  connection: DuckDBConnection,
  {
    all,
    deliveries,
    facts,
  }: { readonly all: readonly Delivery[]; readonly deliveries: readonly Delivery[]; readonly facts: Sql },
  range: DateRange,
): Promise<readonly boolean[]> {
  const known = Array.from({ length: lengthInDays(range) * 24 }, () => false);
  const newest = newestPeriod(all);
  for (const { id, billingPeriod } of deliveries) {
    const period = rangeOfPeriod(billingPeriod);
    const end = billingPeriod === newest ? await endOfData(connection, id, facts) : period.to;
    const from = period.from > range.from ? period.from : range.from;
    const to = [end ?? period.to, period.to, range.to].toSorted()[0] ?? range.to;
    if (from < to)
      known.fill(
        true,
        lengthInDays({ from: range.from, to: from }) * 24,
        lengthInDays({ from: range.from, to }) * 24,
      );
  }
  return known;
}

/** The day after the last one with usage; for files that tell no amounts of usage, with anything commitments could pay for. */
async function endOfData(connection: DuckDBConnection, id: string, facts: Sql): Promise<string | null> {
  const [used] = await runRows(
    connection,
    sql`SELECT max(day) FROM daily WHERE delivery_id = ${id} AND usage_amount <> 0`,
  );
  const [held] = await runRows(connection, lastUsage(facts));
  const day = textOf(used?.[0]) ?? textOf(held?.[0]);
  return day === null ? null : addDays(day, 1);
}

/** Eligible usage of every known hour; what the files tell by the day is spread evenly over its hours. */
async function hourlyDemand(
  connection: DuckDBConnection,
  source: FactSource,
  query: SimulationQuery,
  known: readonly boolean[],
): Promise<{ readonly hours: readonly bigint[]; readonly spreadHours: number }> {
  const amounts = known.map(() => 0n);
  const spread = new Set<number>();
  for (const [at, count, list] of await runRows(connection, demandByHour(source, query))) {
    const [first, hours, amount] = [Number(at), Number(count), amountOf(list) ?? 0n];
    for (let index = 0; index < hours; index += 1) {
      const hour = first + index;
      if (known[hour] !== true) continue;
      amounts[hour] = (amounts[hour] ?? 0n) + evenPart(amount, index, hours);
      if (hours > 1) spread.add(hour);
    }
  }
  return { hours: amounts.filter((_, hour) => known[hour] === true), spreadHours: spread.size };
}

/** Plan types first as a whole, then EC2 by family and Region. */
async function choicesOf(
  connection: DuckDBConnection,
  source: FactSource,
): Promise<readonly DemandChoiceFact[]> {
  const rows = await runRows(connection, demandChoices(source));
  const found = rows.flatMap(([type, scope, list]): readonly DemandChoiceFact[] => {
    const planType = textOf(type);
    if (!isPlanType(planType)) return [];
    const choice = { list: formatScaled(amountOf(list) ?? 0n), scope: textOf(scope) };
    return [{ ...choice, planType: choice.scope === null ? planType : "EC2Instance" }];
  });
  return found.filter(
    (choice, index) =>
      found.findIndex(({ planType, scope }) => planType === choice.planType && scope === choice.scope) ===
      index,
  );
}
