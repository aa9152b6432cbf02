import { DuckDBDecimalValue, type DuckDBConnection, type DuckDBValue } from "@duckdb/node-api";
import { dimensionsOfCell, type CostCell } from "#core/cost/explain/cost-cell.ts";
import { divideForContainers } from "#core/container/container-support.ts";
import { countedRows, explanationOf } from "#core/cost/explain/assemble.ts";
import { type ExplainRow, tellsInvoices } from "#core/cost/explain/explain-parts.ts";
import { explainStatement, type ExplainRequest, notInvoicedPeriods } from "#core/cost/explain/explain-sql.ts";
import type { Explanation } from "#core/cost/explain/explanation.ts";
import { deliveriesFor, deliveriesIn, divideByMetric, type Store, storeFor } from "#core/cost/query/plan.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import { SCALE } from "#core/money/decimal.ts";
import { withDeliveries } from "../cost/known-deliveries.ts";
import { runRows } from "../duckdb/run.ts";
import type { OpenWorkspace } from "../workspace/open-workspace.ts";

/** Whether the store that gave the number answers, or its line items are counted anew. */
export type ExplainFrom = "store" | "lineItems";

/** What one number is made of. */
export async function explainCell(
  { database, directory }: OpenWorkspace,
  cell: CostCell,
  from: ExplainFrom,
  signal?: AbortSignal,
): Promise<Explanation> {
  return withDeliveries(
    database,
    (connection, deliveries) => explain({ connection, directory, deliveries }, cell, from),
    signal,
  );
}

type Held = {
  readonly connection: DuckDBConnection;
  readonly directory: string;
  readonly deliveries: readonly Delivery[];
};

/** The same over given deliveries. */
export async function explain(held: Held, cell: CostCell, from: ExplainFrom): Promise<Explanation> {
  const divide = cell.containers === undefined ? divideByMetric : divideForContainers;
  const { able, missing } = divide(deliveriesIn(held.deliveries, cell.range), cell.metric);
  const deliveries = deliveriesFor(able, cell.filters);
  const answeredFrom = from === "lineItems" ? from : storeOf(cell);
  const { connection, directory } = held;
  const rows = await readRows(connection, { store: answeredFrom, deliveries, directory, cell });
  return explanationOf({
    cell,
    rows,
    deliveries,
    isKnown: able.length > 0,
    answeredFrom,
    missing,
    notInvoiced: await notInvoiced(connection, deliveriesWith(countedRows(rows), deliveries)),
  });
}

function storeOf(cell: CostCell): Store {
  if (cell.containers !== undefined) return "lineItems";
  return storeFor(dimensionsOfCell(cell), cell.hour !== null, cell.profiles ?? []);
}

async function readRows(
  connection: DuckDBConnection,
  request: ExplainRequest,
): Promise<readonly ExplainRow[]> {
  if (request.deliveries.length === 0) return [];
  const statement = explainStatement(request);
  const reader = await connection.runAndReadAll(statement.text, [...statement.params]);
  return reader.getRows().map(rowOf);
}

function rowOf([
  delivery,
  file = null,
  type = null,
  isSplit,
  currency = null,
  unit = null,
  lineItems,
  unblended = null,
  amount = null,
  splitRows,
]: readonly DuckDBValue[]): ExplainRow {
  return {
    delivery: Number(delivery),
    file: file === null ? null : Number(file),
    lineItemType: textOrNull(type),
    isSplit: isSplit === true,
    currency: textOrNull(currency),
    unit: textOrNull(unit),
    lineItems: Number(lineItems),
    unblended: scaledOrNull(unblended),
    amount: scaledOrNull(amount),
    splitRows: Number(splitRows),
  };
}

/** Periods whose deliveries name invoices, but not for all of their charges. */
async function notInvoiced(
  connection: DuckDBConnection,
  deliveries: readonly Delivery[],
): Promise<readonly string[]> {
  const telling = deliveries.filter(tellsInvoices);
  if (telling.length === 0) return [];
  return (await runRows(connection, notInvoicedPeriods(telling))).map(([period]) => String(period));
}

function deliveriesWith(rows: readonly ExplainRow[], deliveries: readonly Delivery[]): readonly Delivery[] {
  return deliveries.filter((_, index) => rows.some(({ delivery }) => delivery === index));
}

function scaledOrNull(value: DuckDBValue): bigint | null {
  if (!(value instanceof DuckDBDecimalValue)) return null;
  return value.scale === SCALE ? value.value : value.value * 10n ** BigInt(SCALE - value.scale);
}

function textOrNull(value: DuckDBValue): string | null {
  return value === null ? null : String(value);
}
