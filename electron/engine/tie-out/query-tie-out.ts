import { createHash } from "node:crypto";
import type { DuckDBConnection } from "@duckdb/node-api";
import { facts } from "#core/cost/query/fact.ts";
import type { MetricId } from "#core/cost/metric/metric-id.ts";
import type { Cut } from "#core/cost/rollup/cut.ts";
import { missingColumns } from "#core/cost/source/availability.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import { parseScaled } from "#core/money/decimal.ts";
import { CELL_DIMENSIONS, type BillCell, type CellDimension } from "#core/tie-out/bill-cell.ts";
import { sumOf } from "#core/tie-out/decompose.ts";
import { tieOut, type DeliveredCells } from "#core/tie-out/ledger.ts";
import type { TieOutLedger, TieOutQuery } from "#core/tie-out/tie-out.ts";
import { rangeOfPeriod } from "#core/time/period.ts";
import { cutOf } from "../allocation/cuts.ts";
import { listQuality } from "../catalogue/catalogue.ts";
import { withDeliveries } from "../cost/known-deliveries.ts";
import { labelOf, readLabels } from "../cost/labels.ts";
import type { Database } from "../duckdb/database.ts";
import { run, type Row } from "../duckdb/run.ts";
import { Remembered } from "../line-items/remembered.ts";

/** Deliveries never change under their id; every keystroke of an invoice asks anew. */
const KNOWN = new Remembered<DeliveredCells>(60);

/** Holds invoices against all counted deliveries of a workspace. */
export async function queryTieOut(
  database: Database,
  directory: string,
  { invoices }: TieOutQuery,
  signal?: AbortSignal,
): Promise<TieOutLedger> {
  const answer = async (connection: DuckDBConnection, deliveries: readonly Delivery[]) => {
    const silent = (await listQuality(connection)).filter(({ invoice }) => invoice === "unknown");
    const mute = new Set(silent.map(({ deliveryId }) => deliveryId));
    const delivered: DeliveredCells[] = [];
    for (const delivery of deliveries.filter(({ counted }) => counted)) {
      const cells = (): Promise<DeliveredCells> =>
        cellsOf(connection, directory, delivery, !mute.has(delivery.id));
      delivered.push(await KNOWN.get(database, delivery.id, cells));
    }
    const labels = await readLabels(connection, ["payerAccount"]);
    return tieOut(delivered, invoices, (payer) => labelOf(labels, "payerAccount", payer));
  };
  return withDeliveries(database, answer, signal);
}

async function cellsOf(
  connection: DuckDBConnection,
  directory: string,
  delivery: Delivery,
  tellsInvoices: boolean,
): Promise<DeliveredCells> {
  const cut = await cutOf(connection, directory, [delivery], CELL_DIMENSIONS);
  const gross = await read(connection, { delivery, directory, cut, metric: "unblended" });
  const net =
    missingColumns(delivery, "netUnblended").length > 0
      ? null
      : await read(connection, { delivery, directory, cut, metric: "netUnblended" });
  const hasDiscountRows = gross.some(({ key }) => key.lineItemType?.endsWith("Discount") === true);
  const isNet = net !== null && !hasDiscountRows && sumOf(net) !== sumOf(gross);
  return {
    billingPeriod: delivery.billingPeriod,
    tellsInvoices,
    cells: isNet ? net : gross,
    delivery: {
      deliveryId: delivery.id,
      reportName: delivery.reportName,
      version: delivery.version,
      importedAt: delivery.importedAt,
      fingerprint: fingerprintOf(delivery),
      metric: isNet ? "netUnblended" : "unblended",
    },
  };
}

type Asked = {
  readonly delivery: Delivery;
  readonly directory: string;
  readonly cut: Cut;
  readonly metric: MetricId;
};

async function read(
  connection: DuckDBConnection,
  { delivery, directory, cut, metric }: Asked,
): Promise<readonly BillCell[]> {
  const statement = facts({
    store: "lineItems",
    deliveries: [delivery],
    directory,
    metric,
    granularity: "total",
    range: rangeOfPeriod(delivery.billingPeriod),
    dimensions: CELL_DIMENSIONS,
    filters: [],
    cut,
  });
  const rows = await run(connection, statement);
  return rows.map((row) => cellOf(delivery, row));
}

function cellOf({ billingPeriod }: Delivery, row: Row): BillCell {
  const text = (name: string): string | null => {
    const value = row[name];
    return typeof value === "string" ? value : null;
  };
  const key = Object.fromEntries(CELL_DIMENSIONS.map((dimension, at) => [dimension, text(`k${at}`)]));
  return {
    billingPeriod,
    currency: text("currency") ?? "",
    key: key as Readonly<Record<CellDimension, string | null>>,
    amount: parseScaled(text("amount") ?? "0") ?? 0n,
    lineItems: Number(row["line_items"]),
  };
}

/** The same for the same source files, in whatever order they came. */
function fingerprintOf({ files }: Delivery): string {
  const hashes = files.map(({ sha256 }) => sha256).toSorted();
  return createHash("sha256").update(hashes.join("\n")).digest("hex");
}
