import type { DuckDBConnection } from "@duckdb/node-api";
import type { ColumnType, Delivery } from "#core/delivery/delivery.ts";
import { FORMS, UNREADABLE } from "#core/ingest/stage-sql.ts";
import { AppError, fail } from "#core/result/failure.ts";
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
  const columns = await parquetColumns(connection, file).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
    const { params } = error.failure;
    return refuse("cause" in params ? params.cause : "it cannot be read as line items");
  });
  for (const { name, cell, duckdbType } of columns) {
    if (name !== cell) refuse("two of its columns have one name");
    const expected = known.get(name) ?? (Object.hasOwn(ADDED, name) ? ADDED[name] : undefined);
    if (expected === undefined) refuse("it has a column that the catalogue does not know");
    if (expected !== duckdbType)
      refuse(`its column ${name.slice(0, 60)} is ${duckdbType} and not ${expected}`);
  }
}
