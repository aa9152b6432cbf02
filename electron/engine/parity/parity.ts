import type { DuckDBConnection } from "@duckdb/node-api";
import { METRIC_IDS } from "#core/cost/metric/metric-id.ts";
import { rollupColumn, rollupColumnName } from "#core/cost/rollup/rollup.ts";
import { missingColumns } from "#core/cost/source/availability.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import { formatScaled, parseScaled } from "#core/money/decimal.ts";
import { explainParity, roundingBound, sumOf, type ParityRow } from "#core/parity/explain-parity.ts";
import { parityLines } from "#core/parity/parity-sql.ts";
import {
  PARITY_LINE_COLUMNS,
  type ParityAnswer,
  type ParityDelivery,
  type ParityLine,
  type ParityLineAnswer,
  type ParityLineQuery,
  type ParityMetric,
  type ParityPair,
  type ParityQuery,
} from "#core/parity/parity.ts";
import { deliverySums } from "#core/restatement/restatement-sql.ts";
import { fail } from "#core/result/failure.ts";
import { join, sql } from "#core/sql/sql.ts";
import { answerCurrency } from "#core/cost/query/answer-currency.ts";
import { run, type Row } from "../duckdb/run.ts";

const MONEY = METRIC_IDS.filter((id): id is ParityMetric => id !== "usageAmount");

/** Deliveries of one payer's month in different formats, the counted one on the left, the newest month first. */
export function parityPairs(deliveries: readonly Delivery[]): readonly ParityPair[] {
  const pairs = deliveries.flatMap((left, at) =>
    deliveries.slice(at + 1).flatMap((right): ParityPair[] => {
      if (!isSameBill(left, right) || left.format === right.format) return [];
      const [one, two] = right.counted && !left.counted ? [right, left] : [left, right];
      const { billingPeriod, payerAccountId } = left;
      return [{ billingPeriod, payerAccountId, left: sideOf(one), right: sideOf(two) }];
    }),
  );
  return pairs.toSorted((a, b) => (a.billingPeriod > b.billingPeriod ? -1 : 1));
}

/** Both deliveries side by side, every difference explained or listed. */
export async function compareFormats(
  connection: DuckDBConnection,
  directory: string,
  deliveries: readonly Delivery[],
  query: ParityQuery,
): Promise<ParityAnswer> {
  const [left, right] = [find(deliveries, query.leftId), find(deliveries, query.rightId)];
  const sides = [left, right].map((delivery) => ({
    delivery,
    columns: missingColumns(delivery, query.metric),
  }));
  const missing = sides.flatMap(({ delivery: { format }, columns }) =>
    columns.length === 0 ? [] : [{ format, columns }],
  );
  const read = await Promise.all([left, right].map((each) => rowsOf(connection, directory, each)));
  const [leftRows = [], rightRows = []] = read;
  const present = [...new Set([...leftRows, ...rightRows].map(({ currency }) => currency))].toSorted();
  const currency = answerCurrency({ metric: query.metric, currency: query.currency }, present);
  const own = (rows: readonly CurrencyRow[]) => rows.filter((row) => row.currency === currency);
  const [mine, theirs] = [own(leftRows), own(rightRows)];
  const cells =
    missing.length > 0
      ? []
      : explainParity(
          { format: left.format, rows: mine },
          { format: right.format, rows: theirs },
          query.metric,
        );
  const whole = sumOf(cells);
  const count = (rows: readonly ParityRow[]) => rows.reduce((total, { lineItems }) => total + lineItems, 0);
  return {
    currency,
    left: whole.left,
    right: whole.right,
    rowsLeft: count(mine),
    rowsRight: count(theirs),
    cells,
    roundingBound: roundingBound(1),
    missing,
  };
}

/** The line items behind one row of the side-by-side, matched by what they say. */
export async function compareLines(
  connection: DuckDBConnection,
  directory: string,
  deliveries: readonly Delivery[],
  query: ParityLineQuery,
): Promise<ParityLineAnswer> {
  const [left, right] = [find(deliveries, query.leftId), find(deliveries, query.rightId)];
  const read = await Promise.all([left, right].map((each) => rowsOf(connection, directory, each)));
  const known = read.flat();
  const present = [...new Set(known.map(({ currency }) => currency))].toSorted();
  const currency = answerCurrency(query, present);
  const types = [...new Set(known.flatMap(({ lineItemType }) => lineItemType ?? []))].toSorted();
  const found =
    currency === null
      ? []
      : await run(connection, parityLines(left, right, { ...query, currency, directory, types }));
  const [first] = found;
  return {
    currency,
    lines: found.map((row) => ({
      key: Object.fromEntries(
        PARITY_LINE_COLUMNS.map((name) => [name, textOf(row[name])]),
      ) as ParityLine["key"],
      ...sumsIn(row, "left_amount", "right_amount"),
      rowsLeft: Number(row["rows_left"]),
      rowsRight: Number(row["rows_right"]),
    })),
    count: Number(first?.["differing"] ?? 0),
    alike: Number(first?.["alike"] ?? 0),
    total: sumsIn(first ?? {}, "all_left", "all_right"),
  };
}

function sumsIn(row: Row, left: string, right: string): Pick<ParityLine, "left" | "right" | "difference"> {
  const [one, two] = [left, right].map((name) => {
    const value = row[name];
    return typeof value === "string" ? (parseScaled(value) ?? 0n) : 0n;
  }) as [bigint, bigint];
  return { left: formatScaled(one), right: formatScaled(two), difference: formatScaled(two - one) };
}

type CurrencyRow = ParityRow & { readonly currency: string };

async function rowsOf(
  connection: DuckDBConnection,
  directory: string,
  delivery: Delivery,
): Promise<readonly CurrencyRow[]> {
  const sums = MONEY.map((id) => sql`sum(${rollupColumn(id)}) AS ${rollupColumn(id)}`);
  const rows = await run(
    connection,
    sql`SELECT currency, linked_account, service, line_item_type, ${join(sums)}, sum(line_items)::BIGINT AS line_items
      FROM (${deliverySums(delivery, directory)}) GROUP BY currency, linked_account, service, line_item_type`,
  );
  return rows.map((row) => ({
    currency: textOf(row["currency"]) ?? "",
    account: textOf(row["linked_account"]),
    service: textOf(row["service"]),
    lineItemType: textOf(row["line_item_type"]),
    lineItems: Number(row["line_items"]),
    amounts: amountsOf(row),
  }));
}

function amountsOf(row: Row): ParityRow["amounts"] {
  const amount = (id: ParityMetric): bigint | null => {
    const value = row[rollupColumnName(id)];
    return typeof value === "string" ? parseScaled(value) : null;
  };
  return {
    unblended: amount("unblended"),
    blended: amount("blended"),
    amortized: amount("amortized"),
    netUnblended: amount("netUnblended"),
    netAmortized: amount("netAmortized"),
    onDemandEquivalent: amount("onDemandEquivalent"),
  };
}

function isSameBill(a: Delivery, b: Delivery): boolean {
  return (
    a.billingPeriod === b.billingPeriod && a.payerAccountId !== null && a.payerAccountId === b.payerAccountId
  );
}

function sideOf({ id, reportName, format, version, rows, counted, totals }: Delivery): ParityDelivery {
  return {
    deliveryId: id,
    reportName,
    format,
    version,
    rows,
    counted,
    currencies: Object.keys(totals).toSorted(),
  };
}

function find(deliveries: readonly Delivery[], id: string): Delivery {
  return (
    deliveries.find((delivery) => delivery.id === id) ??
    fail("query.invalid", { at: "delivery", problem: `there is no delivery "${id}"` })
  );
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
