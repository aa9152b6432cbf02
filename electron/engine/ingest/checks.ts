import type { DuckDBConnection } from "@duckdb/node-api";
import type { MetricId } from "#core/cost/metric/metric-id.ts";
import type { LineItemSource } from "#core/cost/source/line-item-source.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import {
  sumsByCommitment,
  sumsByInvoice,
  sumsByPlan,
  sumsByReservation,
  sumsByType,
} from "#core/ingest/check-sql.ts";
import type { IdentityFacts, SubjectSums, TypeSums } from "#core/ingest/identities.ts";
import type { Decimal } from "#core/money/decimal.ts";
import type { Sql } from "#core/sql/sql.ts";
import { run, type Row } from "../duckdb/run.ts";

const AMOUNTS = [
  "plan_upfront",
  "plan_used",
  "plan_effective",
  "reservation_upfront",
  "reservation_effective",
  "reservation_unused_upfront",
  "reservation_unused_recurring",
  "reserved",
];

/** Sums by type of a delivery's line items, or of those of them that `source` reads. */
export async function typeSums(
  connection: DuckDBConnection,
  delivery: Delivery,
  source: LineItemSource,
): Promise<readonly TypeSums[]> {
  const rows = await run(connection, sumsByType(delivery, source));
  return rows.map((row) => ({
    type: textOf(row["type"]),
    currency: textOf(row["currency"]),
    rows: Number(row["rows"]),
    metrics: metricsOf(row),
    amounts: Object.fromEntries(AMOUNTS.map((name) => [name, textOf(row[name]) ?? "0.0"])),
    invoiced: Number(row["invoiced"]),
    notInvoiced: Number(row["not_invoiced"]),
    lastDay: textOf(row["last_day"]),
  }));
}

/** Sums per Savings Plan, reservation, invoice and commitment, where the delivery has any. */
export async function subjectSums(
  connection: DuckDBConnection,
  delivery: Delivery,
  source: LineItemSource,
  types: readonly TypeSums[],
): Promise<Pick<IdentityFacts, "plans" | "reservations" | "invoices" | "commitments">> {
  const met = new Set(types.map(({ type }) => type));
  const has = (id: string) => delivery.columns.some((column) => column.id === id);
  const read = async (wanted: boolean, statement: () => Sql) =>
    wanted ? (await run(connection, statement())).map(subjectOf) : [];
  return {
    plans: await read(met.has("SavingsPlanCoveredUsage") || met.has("SavingsPlanRecurringFee"), () =>
      sumsByPlan(delivery, source),
    ),
    reservations: await read(met.has("RIFee") || met.has("DiscountedUsage"), () =>
      sumsByReservation(delivery, source),
    ),
    invoices: await read(
      types.some(({ invoiced }) => invoiced > 0),
      () => sumsByInvoice(source),
    ),
    commitments: await read(has("commitment_discount_id") && has("charge_category"), () =>
      sumsByCommitment(delivery, source),
    ),
  };
}

export function metricsOf(row: Row): Readonly<Record<MetricId, Decimal | null>> {
  const value = (id: MetricId) => textOf(row[id]);
  return {
    unblended: value("unblended"),
    blended: value("blended"),
    amortized: value("amortized"),
    netUnblended: value("netUnblended"),
    netAmortized: value("netAmortized"),
    onDemandEquivalent: value("onDemandEquivalent"),
    usageAmount: value("usageAmount"),
  };
}

function subjectOf(row: Row): SubjectSums {
  const entries = Object.entries(row).map(([name, value]) => [name, String(value)] as const);
  return { ...Object.fromEntries(entries), subject: String(row["subject"]) };
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
