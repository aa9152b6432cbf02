import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { ColumnType, Delivery } from "#core/delivery/delivery.ts";
import { FORMS, UNREADABLE } from "#core/ingest/stage-sql.ts";
import { compare, sum } from "#core/money/decimal.ts";
import { type FormerDelivery, formerSumsFile } from "#core/restatement/former-delivery.ts";
import { formerSums, SUMS_COLUMNS } from "#core/restatement/restatement-sql.ts";
import { AppError, fail } from "#core/result/failure.ts";
import { sql } from "#core/sql/sql.ts";
import { run } from "../duckdb/run.ts";
import { parquetColumns } from "../ingest/parquet-input.ts";

const DUCKDB_TYPES: Readonly<Record<ColumnType, string>> = {
  text: "VARCHAR",
  decimal: "DECIMAL(38,18)",
  timestamp: "TIMESTAMP",
  map: "MAP(VARCHAR, VARCHAR)",
};

/** Columns that an import adds to those of the report. */
const ADDED: Readonly<Record<string, string>> = {
  [FORMS]: "UBIGINT",
  [UNREADABLE]: "VARCHAR",
  source_row: "BIGINT",
};

type StoredFile = {
  /** The workspace file and the part of it, for failures. */
  readonly path: string;
  readonly entry: string;
  /** Where the part lies now. */
  readonly file: string;
};

/** Looks at the metadata of line items before any of them is read: codecs, names and types of columns. */
export async function demandStoredColumns(
  connection: DuckDBConnection,
  { path, entry, file }: StoredFile,
  delivery: Delivery,
): Promise<void> {
  const refuse = (cause: string): never => fail("workspace_file.damaged", { path, entry, cause });
  const known = new Map(delivery.columns.map(({ id, type }) => [id, DUCKDB_TYPES[type]]));
  for (const { name, cell, duckdbType } of await columnsIn(connection, file, refuse)) {
    if (name !== cell) refuse("two of its columns have one name");
    const expected = known.get(name) ?? (Object.hasOwn(ADDED, name) ? ADDED[name] : undefined);
    if (expected === undefined) refuse("it has a column that the catalogue does not know");
    if (expected !== duckdbType)
      refuse(`its column ${name.slice(0, 60)} is ${duckdbType} and not ${expected}`);
  }
}

const SUM_TYPES = { text: "VARCHAR", decimal: "DECIMAL(38,18)", count: "BIGINT" } as const;

/** Sums that were kept of a former delivery must be what such sums are, and add up to its totals. */
export async function demandSums(
  connection: DuckDBConnection,
  { path, directory }: { readonly path: string; readonly directory: string },
  { id, delivery }: FormerDelivery,
): Promise<void> {
  const entry = formerSumsFile(id);
  const refuse = (cause: string): never => fail("workspace_file.damaged", { path, entry, cause });
  const found = await columnsIn(connection, join(directory, entry), refuse);
  const types = new Map(found.map(({ name, duckdbType }) => [name, duckdbType]));
  if (found.length !== SUMS_COLUMNS.length || types.size !== found.length)
    refuse("its columns are not those of sums");
  for (const { id: column, type } of SUMS_COLUMNS)
    if (types.get(column) !== SUM_TYPES[type]) refuse(`its column ${column} is not ${SUM_TYPES[type]}`);
  const rows = await run(
    connection,
    sql`SELECT currency, coalesce(sum(unblended), 0)::DECIMAL(38,18)::VARCHAR AS cost
      FROM (${formerSums(id, directory)}) GROUP BY ALL`,
  );
  for (const [currency, expected] of Object.entries(delivery.totals)) {
    const own = rows.filter((row) => String(row["currency"]) === currency).map((row) => String(row["cost"]));
    const actual = sum(own);
    if (compare(actual, expected) !== 0)
      fail(
        "workspace_file.mismatch",
        { path, what: `the sums of a former delivery of ${delivery.billingPeriod}`, expected, actual },
        "no",
      );
  }
}

async function columnsIn(
  connection: DuckDBConnection,
  file: string,
  refuse: (cause: string) => never,
): ReturnType<typeof parquetColumns> {
  return parquetColumns(connection, file).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
    const { params } = error.failure;
    return refuse("cause" in params ? params.cause : "it cannot be read as line items");
  });
}
