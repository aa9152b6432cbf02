import { createHash } from "node:crypto";
import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { unavailableMetrics } from "#core/cost/source/availability.ts";
import { lineItemSource } from "#core/cost/source/line-item-source.ts";
import { type Delivery, type DeliveredFile, familyOf, type StoredColumn } from "#core/delivery/delivery.ts";
import { checkIdentities, type TypeSums } from "#core/ingest/identities.ts";
import type { ImportWarning } from "#core/ingest/import-report.ts";
import { UNREADABLE } from "#core/ingest/stage-sql.ts";
import { type Decimal, sum } from "#core/money/decimal.ts";
import type { BillingPeriod } from "#core/time/period.ts";
import type { Verified } from "../files/verify.ts";
import { subjectSums, typeSums } from "./checks.ts";
import type { ImportContext } from "./context.ts";
import { DEFAULT_CURRENCY, type FilePart, place } from "./periods.ts";
import type { Draft } from "./publish.ts";
import { mergeRepairs } from "./repairs.ts";
import type { Planned } from "./survey.ts";

const NO_METRICS: TypeSums["metrics"] = {
  unblended: null,
  blended: null,
  amortized: null,
  netUnblended: null,
  netAmortized: null,
  onDemandEquivalent: null,
  usageAmount: null,
};

/** Makes a checked draft of every billing period, its files in their places in the staging folder. */
export async function draftPeriods(
  connection: DuckDBConnection,
  planned: Planned,
  periods: ReadonlyMap<BillingPeriod, readonly FilePart[]>,
  all: readonly StoredColumn[],
  context: ImportContext,
): Promise<readonly Draft[]> {
  const identified = [...periods].map(([period, parts]) => ({
    parts,
    delivery: identify(planned, period, parts, all, context),
  }));
  const siblings = identified.map(({ delivery }) => delivery.id);
  const drafts: Draft[] = [];
  for (const { delivery, parts } of identified)
    drafts.push(await draft(connection, { planned, delivery, parts, all, siblings }, context));
  return drafts;
}

/** The delivery as it will be known; its files get their places when it is drafted. */
function identify(
  planned: Planned,
  billingPeriod: BillingPeriod,
  parts: readonly FilePart[],
  all: readonly StoredColumn[],
  { now }: ImportContext,
): Delivery {
  const contents = contentsOf(parts.map(({ staged }) => staged.verified));
  const version = planned.version ?? contents.slice(0, 16);
  const payers = [...new Set(parts.flatMap((part) => [...part.payers]))];
  const payerAccountId =
    payers.length === 1 ? (payers[0] ?? null) : payers.length === 0 ? planned.payerAccountId : null;
  const from = planned.synced?.from ?? null;
  const key = JSON.stringify([planned.format, planned.reportName, payerAccountId, version, contents, from]);
  return {
    id: `${billingPeriod}-${createHash("sha256").update(key).digest("hex").slice(0, 12)}`,
    format: planned.format,
    reportName: planned.reportName,
    billingPeriod,
    payerAccountId,
    version,
    importedAt: now().toISOString(),
    rows: parts.reduce((total, { rows }) => total + rows, 0),
    totals: addTotals(parts),
    files: [],
    columns: storedColumns(parts, all),
    counted: true,
    costAccountId: planned.synced?.costAccountId ?? null,
    from,
    unavailable: {},
  };
}

type Undrafted = {
  readonly planned: Planned;
  readonly delivery: Delivery;
  readonly parts: readonly FilePart[];
  readonly all: readonly StoredColumn[];
  readonly siblings: readonly string[];
};

async function draft(
  connection: DuckDBConnection,
  { planned, delivery: identified, parts, all, siblings }: Undrafted,
  { staging }: ImportContext,
): Promise<Draft> {
  await mkdir(join(staging, "line-items", identified.id), { recursive: true });
  const files: DeliveredFile[] = [];
  for (const [index, part] of parts.entries()) {
    const { source, verified } = part.staged;
    files.push({
      source: planned.synced?.sources.get(source.origin.path) ?? source.display,
      sizeBytes: verified.sizeBytes,
      sha256: verified.sha256,
      rows: part.rows,
      totals: part.totals,
      stored: await place(part, staging, identified.id, index + 1),
    });
  }
  const stored = { ...identified, files };
  const types = await typeSums(connection, stored, lineItemSource(stored, staging));
  const filled = new Set(stored.columns.map(({ id }) => id));
  const met = types.flatMap(({ type }) => (type === null ? [] : [type]));
  const delivery: Delivery = {
    ...stored,
    unavailable: unavailableMetrics(familyOf(stored.format), filled, met),
  };
  const sums = types.map((each) => onlyAvailable(each, delivery));
  const subjects = await subjectSums(connection, delivery, lineItemSource(delivery, staging), sums);
  return {
    delivery,
    delivered: all,
    types: sums,
    identities: checkIdentities({
      delivery,
      types: sums,
      ...subjects,
      countedRows: countedRows(parts, siblings),
    }),
    repairs: mergeRepairs(parts.flatMap(({ repairs }) => repairs)),
    warnings: [...planned.warnings, ...assumptions(delivery, all), ...leftOut(delivery, parts)],
    rowsByCurrency: rowsByCurrency(parts),
    storedBytes: await sizeOf(stored.files.map((file) => join(staging, file.stored))),
    origin: {
      contents: contentsOf(parts.map(({ staged }) => staged.verified)),
      siblings,
    },
  };
}

/** What had to be assumed because the report has no column that tells it. */
function assumptions({ format, files }: Delivery, all: readonly StoredColumn[]): readonly ImportWarning[] {
  const has = (...ids: readonly string[]) => all.some(({ id }) => ids.includes(id));
  const paths = files.map(({ source }) => source);
  const warnings: ImportWarning[] = [];
  if (!has(format === "focus" ? "billing_period_start" : "bill_billing_period_start_date"))
    warnings.push({
      code: "no_billing_period",
      message: "The report has no billing period; the month of the usage was taken.",
      paths,
    });
  if (!has("billing_currency", "line_item_currency_code", "pricing_currency"))
    warnings.push({
      code: "assumed_currency",
      message: `The report names no currency; ${DEFAULT_CURRENCY} was assumed.`,
      paths,
    });
  return warnings;
}

/** Says how many line items the bill processing starting date keeps out. */
function leftOut({ from, files }: Delivery, parts: readonly FilePart[]): readonly ImportWarning[] {
  const rows = parts.reduce((total, { rowsBefore }) => total + rowsBefore, 0);
  if (from === null || rows === 0) return [];
  return [
    {
      code: "before_start_date",
      message: `${rows} line items before ${from}, the bill processing starting date, were left out.`,
      paths: files.map(({ source }) => source),
    },
  ];
}

async function sizeOf(paths: readonly string[]): Promise<number> {
  const sizes = await Promise.all(paths.map((path) => stat(path)));
  return sizes.reduce((total, { size }) => total + size, 0);
}

/** A metric that the delivery as a whole cannot support is not known for any of its types. */
function onlyAvailable(sums: TypeSums, { unavailable }: Delivery): TypeSums {
  const known = Object.entries(sums.metrics).filter(([metric]) => unavailable[metric] === undefined);
  return { ...sums, metrics: { ...NO_METRICS, ...Object.fromEntries(known) } };
}

/** Rows counted in the text of the files; only comparable where the files hold one period. */
function countedRows(parts: readonly FilePart[], siblings: readonly string[]): number | null {
  const counts = parts.map(({ staged }) => staged.verified.scanned?.rows ?? null);
  const early = parts.reduce((total, { rowsBefore }) => total + rowsBefore, 0);
  return siblings.length > 1 || counts.includes(null)
    ? null
    : counts.reduce<number>((total, rows) => total + (rows ?? 0), -early);
}

function storedColumns(parts: readonly FilePart[], all: readonly StoredColumn[]): readonly StoredColumn[] {
  const filled = new Set(parts.flatMap(({ staged }) => [...staged.filled]));
  const unreadable: StoredColumn = { id: UNREADABLE, name: UNREADABLE, type: "text" };
  return [...all.filter(({ id }) => filled.has(id)), ...(filled.has(UNREADABLE) ? [unreadable] : [])];
}

function addTotals(parts: readonly FilePart[]): Readonly<Record<string, Decimal>> {
  const currencies = [...new Set(parts.flatMap(({ totals }) => Object.keys(totals)))].toSorted();
  const named = currencies.length === 0 ? [DEFAULT_CURRENCY] : currencies;
  return Object.fromEntries(
    named.map((currency) => [currency, sum(parts.map(({ totals }) => totals[currency] ?? "0.0"))]),
  );
}

function rowsByCurrency(parts: readonly FilePart[]): Readonly<Record<string, number>> {
  const rows: Record<string, number> = {};
  for (const part of parts)
    for (const [currency, count] of Object.entries(part.rowsByCurrency))
      rows[currency] = (rows[currency] ?? 0) + count;
  return rows;
}

/** One hash over the contents of files, whatever their order. */
export function contentsOf(files: readonly Verified[]): string {
  const hashes = [...new Set(files.map(({ sha256 }) => sha256))].toSorted();
  return createHash("sha256").update(hashes.join("\n")).digest("hex");
}
