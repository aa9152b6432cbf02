import type { DuckDBConnection } from "@duckdb/node-api";
import {
  CHARGE_CLASSES,
  PRODUCT_DIMENSIONS,
  type ChargeClass,
  type PeriodQuery,
  type PeriodSum,
  type PeriodSums,
  type ValueLabel,
} from "#core/compare/comparison.ts";
import { heldDays, openDayIn } from "#core/compare/held-days.ts";
import { sumColumns, sumsSql, sumsStore } from "#core/compare/sums-sql.ts";
import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import { lastDay } from "#core/cost/query/compile.ts";
import { deliveriesFor, deliveriesIn, divideByMetric, newestPeriod } from "#core/cost/query/plan.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import { sum } from "#core/money/decimal.ts";
import { fail } from "#core/result/failure.ts";
import { sql } from "#core/sql/sql.ts";
import { lengthInDays } from "#core/time/period.ts";
import { answerCurrency } from "#core/cost/query/answer-currency.ts";
import { withDeliveries } from "../cost/known-deliveries.ts";
import { readLabels } from "../cost/labels.ts";
import type { Plain } from "../duckdb/decode.ts";
import { run, runRows, type Row } from "../duckdb/run.ts";
import type { OpenWorkspace } from "../workspace/open-workspace.ts";

/** Sums one period of a workspace by product, purchase option and kind of charge. */
export async function periodSums(
  { database, directory }: OpenWorkspace,
  query: PeriodQuery,
  signal?: AbortSignal,
): Promise<PeriodSums> {
  return withDeliveries(
    database,
    (connection, deliveries) => sumPeriod(connection, directory, deliveries, query),
    signal,
  );
}

/** The same over given deliveries. */
export async function sumPeriod(
  connection: DuckDBConnection,
  directory: string,
  deliveries: readonly Delivery[],
  query: PeriodQuery,
): Promise<PeriodSums> {
  const { range } = query;
  if (!(lengthInDays(range) > 0))
    fail("query.invalid", { at: "range", problem: "the range ends before it begins" });
  const { able, missing } = divideByMetric(deliveriesIn(deliveries, range), query.metric);
  const asked = deliveriesFor(able, query.filters);
  const found = asked.length === 0 ? [] : await run(connection, sumsSql(query, asked, directory));
  const currencies = [...new Set(found.flatMap((row) => textOrNull(row["currency"]) ?? []))].toSorted();
  const currency = answerCurrency(query, currencies);
  const rows = found.filter((row) => currency === null || row["currency"] === currency);
  const sums = rows.map((row) => sumOf(query, row));
  const last = await newestDay(connection, deliveries);
  return {
    range,
    held: heldDays(range, able, last),
    openDay: openDayIn(range, last.lastDay),
    currency,
    currencies,
    total: able.length === 0 ? null : sum(sums.flatMap(({ amount }) => amount ?? [])),
    lineItems: sums.reduce((all, { lineItems }) => all + lineItems, 0),
    sums,
    labels: await labelsOf(connection, query, sums),
    missing,
    answeredFrom: sumsStore(query),
  };
}

async function newestDay(connection: DuckDBConnection, deliveries: readonly Delivery[]) {
  const period = newestPeriod(deliveries);
  const newest = deliveries.filter(({ counted, billingPeriod }) => counted && billingPeriod === period);
  const [row] = await runRows(connection, sql`SELECT ${lastDay(newest)}`);
  return { period, lastDay: textOrNull(row?.[0]) };
}

function sumOf(query: PeriodQuery, row: Row): PeriodSum {
  const { keys, product } = sumColumns(query);
  const charge = chargeOf(row["charge"]);
  const units = row["units"];
  return {
    key: keys.map((name) => textOrNull(row[name])),
    charge,
    product: charge === "usage" ? product.map((name) => textOrNull(row[name])) : null,
    purchaseOption: textOrNull(row["option"]),
    units: Array.isArray(units) ? units.map(String) : [],
    amount: textOrNull(row["amount"]),
    quantity: textOrNull(row["quantity"]),
    lineItems: Number(row["line_items"]),
  };
}

function chargeOf(value: Plain | undefined): ChargeClass {
  return CHARGE_CLASSES.find((charge) => charge === value) ?? "unmeasured";
}

/** Names of the values met, of this workspace: another one may not know them. */
async function labelsOf(
  connection: DuckDBConnection,
  { groupBy }: PeriodQuery,
  sums: readonly PeriodSum[],
): Promise<readonly ValueLabel[]> {
  const dimensions: readonly DimensionRef[] = [...new Set<DimensionRef>([...groupBy, ...PRODUCT_DIMENSIONS])];
  const known = await readLabels(connection, dimensions);
  const met = new Map<DimensionRef | undefined, Set<string>>(dimensions.map((ref) => [ref, new Set()]));
  for (const { key, product } of sums) {
    for (const [at, value] of key.entries()) if (value !== null) met.get(groupBy[at])?.add(value);
    for (const [at, value] of (product ?? []).entries())
      if (value !== null) met.get(PRODUCT_DIMENSIONS[at])?.add(value);
  }
  return dimensions.flatMap((dimension) =>
    [...(met.get(dimension) ?? [])].flatMap((value) => {
      const label = known.get(dimension)?.get(value);
      return label === undefined ? [] : [{ dimension, value, label }];
    }),
  );
}

function textOrNull(value: Plain | undefined): string | null {
  return typeof value === "string" ? value : null;
}
