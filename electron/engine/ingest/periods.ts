import { rename } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { ColumnFamily, ReportFormat, StoredColumn } from "#core/delivery/delivery.ts";
import { groupBy } from "#core/collection/group-by.ts";
import { isKept, periodOfRow, periodsOfFile, unreadableOfFile } from "#core/ingest/period-sql.ts";
import type { Repair } from "#core/ingest/quality-report.ts";
import { splitFile, UNREADABLE } from "#core/ingest/stage-sql.ts";
import { type Decimal, sum } from "#core/money/decimal.ts";
import { fail } from "#core/result/failure.ts";
import type { BillingPeriod, UsageDate } from "#core/time/period.ts";
import { run } from "../duckdb/run.ts";
import { repairsOf } from "./repairs.ts";
import type { Staged } from "./stage.ts";

/** The part of a staged file that belongs to one billing period. */
export type FilePart = {
  readonly staged: Staged;
  /** Parquet file in the staging folder. */
  readonly path: string;
  readonly rows: number;
  readonly totals: Readonly<Record<string, Decimal>>;
  readonly rowsByCurrency: Readonly<Record<string, number>>;
  readonly payers: ReadonlySet<string>;
  readonly repairs: readonly Repair[];
  /** Rows that the bill processing starting date keeps out. */
  readonly rowsBefore: number;
};

/** Currency of rows that tell none: reports without a currency column are in the currency AWS bills by default. */
export const DEFAULT_CURRENCY = "USD";

type Fact = {
  readonly period: string | null;
  readonly currency: string | null;
  readonly payer: string | null;
  readonly rows: number;
  readonly cost: Decimal;
  readonly forms: readonly number[];
  /** False for usage before the bill processing starting date. */
  readonly kept: boolean;
};

/** Sorts staged files by billing period; a file of several periods is split, its rows keep their numbers. */
export async function sortByPeriod(
  connection: DuckDBConnection,
  staged: readonly Staged[],
  known: {
    readonly columns: ReadonlyMap<Staged, readonly StoredColumn[]>;
    readonly format: ReportFormat;
    readonly hint: BillingPeriod | null;
    readonly from: UsageDate | null;
  },
): Promise<ReadonlyMap<BillingPeriod, readonly FilePart[]>> {
  const family: ColumnFamily = known.format === "focus" ? "focus" : "cur";
  const facts = new Map<Staged, readonly Fact[]>();
  for (const file of staged)
    facts.set(file, await factsOf(connection, file, known.columns.get(file) ?? [], family, known.from));
  const fallback = known.hint ?? mostRows([...facts.values()].flat());
  if (fallback === null) return failWithoutPeriod(staged);
  const parts = new Map<BillingPeriod, FilePart[]>();
  for (const file of staged) {
    const columns = known.columns.get(file) ?? [];
    const byPeriod = groupBy(facts.get(file) ?? [], ({ period }) => period ?? fallback);
    if (byPeriod.size === 0) byPeriod.set(fallback, []);
    const unreadable = file.filled.has(UNREADABLE)
      ? await run(connection, unreadableOfFile(file.path, columns, family))
      : [];
    for (const [period, own] of byPeriod) {
      const kept = own.filter((fact) => fact.kept);
      const isWhole = byPeriod.size === 1 && kept.length === own.length;
      const path = isWhole
        ? file.path
        : await split(connection, file, { period, fallback, columns, family, from: known.from });
      const rejected = unreadable.filter((row) => (row["period"] ?? fallback) === period);
      const part = {
        ...partOf(file, path, kept, repairsOf(file, own, rejected, columns)),
        rowsBefore: countRows(own) - countRows(kept),
      };
      parts.set(period, [...(parts.get(period) ?? []), part]);
    }
  }
  return dropEmpty(parts);
}

/** Files whose rows all belong to other periods are left out of a period, unless it has none at all. */
function dropEmpty(
  parts: ReadonlyMap<BillingPeriod, readonly FilePart[]>,
): ReadonlyMap<BillingPeriod, readonly FilePart[]> {
  const inOrder = [...parts].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const filled = inOrder.filter(([, own]) => own.some(({ rows }) => rows > 0));
  return new Map(filled.length === 0 ? parts : filled);
}

async function factsOf(
  connection: DuckDBConnection,
  file: Staged,
  columns: readonly StoredColumn[],
  family: ColumnFamily,
  from: UsageDate | null,
): Promise<readonly Fact[]> {
  if (file.rows === 0) return [];
  const rows = await run(
    connection,
    periodsOfFile(file.path, columns, family, { watched: file.watched.length, from }),
  );
  return rows.map((row) => ({
    period: row["period"] === null ? null : String(row["period"]),
    currency: row["currency"] === null ? null : String(row["currency"]),
    payer: row["payer"] === null ? null : String(row["payer"]),
    rows: Number(row["rows"]),
    cost: String(row["cost"]),
    kept: row["kept"] === true,
    forms: file.watched.map((_, bit) => Number(row[`form_${bit}`])),
  }));
}

function mostRows(facts: readonly Fact[]): BillingPeriod | null {
  const known = facts.filter(({ period }) => period !== null);
  return known.toSorted((a, b) => b.rows - a.rows)[0]?.period ?? null;
}

function failWithoutPeriod(staged: readonly Staged[]): never {
  const path = staged[0]?.source.display ?? "";
  if (staged.every(({ rows }) => rows === 0)) fail("cur.no_rows", { path });
  return fail("cur.not_a_report", { path, missing: ["bill_billing_period_start_date"] }, "no");
}

type Split = {
  readonly period: BillingPeriod;
  readonly fallback: BillingPeriod;
  readonly columns: readonly StoredColumn[];
  readonly family: ColumnFamily;
  readonly from: UsageDate | null;
};

async function split(
  connection: DuckDBConnection,
  file: Staged,
  { period, fallback, columns, family, from }: Split,
): Promise<string> {
  const target = `${file.path}.${period}`;
  await run(
    connection,
    splitFile(
      file.path,
      { period, orUnknown: period === fallback },
      { period: periodOfRow(columns, family), kept: isKept(columns, family, from) },
      target,
    ),
  );
  return target;
}

function countRows(facts: readonly Fact[]): number {
  return facts.reduce((total, { rows }) => total + rows, 0);
}

function partOf(
  staged: Staged,
  path: string,
  facts: readonly Fact[],
  repairs: readonly Repair[],
): Omit<FilePart, "rowsBefore"> {
  const currencies = [...new Set(facts.flatMap(({ currency }) => (currency === null ? [] : [currency])))];
  const unknown = currencies.length === 1 ? (currencies[0] ?? DEFAULT_CURRENCY) : DEFAULT_CURRENCY;
  const byCurrency = groupBy(facts, ({ currency }) => currency ?? unknown);
  return {
    staged,
    path,
    rows: countRows(facts),
    totals: Object.fromEntries(
      [...byCurrency].map(([currency, own]) => [currency, sum(own.map(({ cost }) => cost))]),
    ),
    rowsByCurrency: Object.fromEntries(
      [...byCurrency].map(([currency, own]) => [currency, own.reduce((total, { rows }) => total + rows, 0)]),
    ),
    payers: new Set(facts.flatMap(({ payer }) => (payer === null ? [] : [payer]))),
    repairs,
  };
}

/** Moves a part to its place below `directory`; gives its path relative to it. */
export async function place(
  part: FilePart,
  directory: string,
  deliveryId: string,
  number: number,
): Promise<string> {
  const stored = `line-items/${deliveryId}/${number}.parquet`;
  await rename(part.path, join(directory, stored));
  return stored;
}
