import type { DuckDBConnection } from "@duckdb/node-api";
import type { MissingMetric } from "#core/cost/query/cost-query.ts";
import { deliveriesFor, deliveriesIn, divideByMetric, storeFor } from "#core/cost/query/plan.ts";
import type { FactRequest } from "#core/cost/query/fact.ts";
import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import { type Charge, isChargeKind } from "#core/forecast/charge.ts";
import { chargesByDay, judgedRequest } from "#core/forecast/charge-sql.ts";
import { type DayFill, incompleteDays } from "#core/forecast/complete-days.ts";
import type { ForecastQuery } from "#core/forecast/forecast.ts";
import { scaledOf } from "#core/money/decimal.ts";
import { fail } from "#core/result/failure.ts";
import { join, raw, sql } from "#core/sql/sql.ts";
import { addDays, addMonths, type DateRange, type UsageDate } from "#core/time/period.ts";
import { run, runRows } from "../duckdb/run.ts";

/** Days all reports tell of, without a gap, and the newest ones that AWS has not finished. */
export type KnownDays = {
  /** Finished days. */
  readonly range: DateRange;
  readonly dropped: readonly UsageDate[];
};

/** Further back nothing is read: a year and the month that goes on. */
const MOST_MONTHS = 13;
const FILL_DAYS = 35;

/** Which days can be taken as known; `null` without any. */
export async function knownDays(
  connection: DuckDBConnection,
  deliveries: readonly Delivery[],
): Promise<KnownDays | null> {
  const counted = deliveries.filter((delivery) => delivery.counted);
  const periods = new Set(counted.map(({ billingPeriod }) => billingPeriod));
  const newest = [...periods].toSorted().at(-1);
  if (newest === undefined) return null;
  const days = await dayFills(connection, counted);
  const last = days.at(-1);
  if (last === undefined) return null;
  let first = newest;
  for (let back = 1; back <= MOST_MONTHS && periods.has(addMonths(newest, -back)); back += 1)
    first = addMonths(newest, -back);
  const dropped = incompleteDays(days);
  return { range: { from: `${first}-01`, to: dropped[0] ?? addDays(last.day, 1) }, dropped };
}

/** Charges of a question by kind and day, those of unfinished days too. */
export type ReadCharges = {
  readonly charges: readonly Charge[];
  readonly currency: string | null;
  readonly missing: readonly MissingMetric[];
  /** Whether any delivery can answer at all. */
  readonly isAnswerable: boolean;
};

export async function readCharges(
  connection: DuckDBConnection,
  directory: string,
  deliveries: readonly Delivery[],
  asked: ForecastQuery & { readonly range: DateRange },
): Promise<ReadCharges> {
  const { request, missing, isAnswerable } = requestOf(directory, deliveries, asked);
  const rows = await run(connection, chargesByDay(request));
  const currencies = [...new Set(rows.map(({ currency }) => String(currency)))].toSorted();
  const currency = asked.currency ?? currencies[0] ?? null;
  if (asked.currency === null && currencies.length > 1) fail("query.mixed_currencies", { currencies });
  const charges = rows
    .filter((row) => row["currency"] === currency && row["amount"] !== null)
    .map((row): Charge => {
      const kind = String(row["kind"]);
      if (!isChargeKind(kind)) throw new Error(`a kind of charge nobody knows: ${kind}`);
      return {
        kind,
        day: addDays(asked.range.from, Number(row["bucket"])),
        amount: scaledOf(String(row["amount"])),
      };
    });
  return { charges, currency, missing, isAnswerable };
}

/** The question to the store that can answer it, with everything charges are judged by and `further` dimensions. */
export function requestOf(
  directory: string,
  deliveries: readonly Delivery[],
  { metric, filters, range, profiles = [] }: ForecastQuery & { readonly range: DateRange },
  further: readonly DimensionRef[] = [],
): {
  readonly request: FactRequest;
  readonly missing: readonly MissingMetric[];
  readonly isAnswerable: boolean;
} {
  const { able, missing } = divideByMetric(deliveriesIn(deliveries, range), metric);
  const request = judgedRequest(
    {
      store: storeFor([...filters.map(({ dimension }) => dimension), ...further], false, profiles),
      deliveries: deliveriesFor(able, filters),
      directory,
      metric,
      range,
      filters,
      profiles,
    },
    further,
  );
  return { request, missing, isAnswerable: able.length > 0 };
}

/** Usage of the newest days; the amount is only ever held against that of other days, so currencies do not matter. */
async function dayFills(
  connection: DuckDBConnection,
  counted: readonly Delivery[],
): Promise<readonly DayFill[]> {
  const ids = join(counted.map(({ id }) => id));
  const rows = await runRows(
    connection,
    sql`SELECT day, sum(unblended)::DOUBLE, sum(line_items)::BIGINT FROM daily
      WHERE delivery_id IN (${ids}) AND line_item_type LIKE ${"%Usage"}
      GROUP BY day ORDER BY day DESC LIMIT ${raw(String(FILL_DAYS))}`,
  );
  return rows
    .map(([day, amount, lineItems]) => ({
      day: String(day),
      amount: Number(amount ?? 0),
      lineItems: Number(lineItems),
    }))
    .toReversed();
}
