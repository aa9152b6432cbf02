import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { fillRollups, rollupTables } from "#core/cost/rollup/rollup.ts";
import { assignColumnIds } from "#core/cur/schema/column-ids.ts";
import { type Delivery, familyOf, type ReportFormat, type StoredColumn } from "#core/delivery/delivery.ts";
import { identifier, join, literal, raw, sql, type Sql } from "#core/sql/sql.ts";
import { type Database, openDatabase } from "../../duckdb/database.ts";
import { runAll } from "../../duckdb/run.ts";

/** A line item by delivered header; maps as objects, all else as text. */
export type FixtureRow = Readonly<Record<string, string | null | Readonly<Record<string, string>>>>;

export type FixtureDelivery = {
  readonly id: string;
  readonly format: ReportFormat;
  readonly billingPeriod: string;
  readonly rows: readonly FixtureRow[];
  readonly reportName?: string;
  readonly counted?: boolean;
  /** Rows per stored file; all in one when left out. */
  readonly rowsPerFile?: number;
};

export type Fixture = {
  readonly directory: string;
  readonly database: Database;
  readonly deliveries: readonly Delivery[];
  close(): Promise<void>;
};

/** A workspace folder with hand-made line items, stored as the reader stores them, and its roll-ups. */
export async function fixture(specs: readonly FixtureDelivery[]): Promise<Fixture> {
  const directory = await mkdtemp(joinPath(tmpdir(), "cloudspend-cost-"));
  const database = await openDatabase(":memory:", { threads: 2 });
  await database.write((connection) =>
    runAll(connection, [
      ...rollupTables(),
      raw("CREATE TABLE IF NOT EXISTS label (dimension VARCHAR, value VARCHAR, label VARCHAR)"),
    ]),
  );
  const deliveries: Delivery[] = [];
  for (const spec of specs) {
    const delivery = await store(spec, directory);
    deliveries.push(delivery);
    await database.write((connection) => runAll(connection, fillRollups(delivery, directory)));
  }
  return {
    directory,
    database,
    deliveries,
    close: async () => {
      await database.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function store(spec: FixtureDelivery, directory: string): Promise<Delivery> {
  const headers = [...new Set(spec.rows.flatMap((row) => Object.keys(row)))];
  const filled = headers.filter((header) => spec.rows.some((row) => row[header] != null));
  const columns = assignColumnIds(filled, familyOf(spec.format));
  const perFile = spec.rowsPerFile ?? Math.max(1, spec.rows.length);
  const chunks = Array.from({ length: Math.ceil(spec.rows.length / perFile) }, (_, index) =>
    spec.rows.slice(index * perFile, (index + 1) * perFile),
  );
  await mkdir(joinPath(directory, "line-items", spec.id), { recursive: true });
  const files = [];
  for (const [index, rows] of chunks.entries()) {
    const stored = `line-items/${spec.id}/${index + 1}.parquet`;
    await writeRows(rows, columns, joinPath(directory, stored));
    files.push({
      source: `/reports/${spec.id}-${index + 1}.csv.gz`,
      sizeBytes: 1,
      sha256: "",
      rows: rows.length,
      totals: {},
      stored,
    });
  }
  return {
    id: spec.id,
    format: spec.format,
    reportName: spec.reportName ?? "report",
    billingPeriod: spec.billingPeriod,
    payerAccountId: null,
    version: "1",
    importedAt: "2026-11-01T00:00:00Z",
    rows: spec.rows.length,
    totals: {},
    files,
    columns,
    counted: spec.counted ?? true,
    costAccountId: null,
    from: null,
    unavailable: {},
  };
}

async function writeRows(
  rows: readonly FixtureRow[],
  columns: readonly StoredColumn[],
  path: string,
): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const types = columns.map(({ id, type }) => sql`${identifier(id)} ${duckdbType(type)}`);
  await connection.run(sql`CREATE TABLE t (${join(types)})`.text);
  for (let at = 0; at < rows.length; at += 200) {
    const values = rows
      .slice(at, at + 200)
      .map((row) => sql`(${join(columns.map((column) => cell(row, column)))})`);
    const insert = sql`INSERT INTO t VALUES ${join(values)}`;
    await connection.run(insert.text, [...insert.params]);
  }
  await connection.run(sql`COPY t TO ${literal(path)} (FORMAT parquet, COMPRESSION zstd)`.text);
  connection.closeSync();
  instance.closeSync();
}

function cell(row: FixtureRow, { name, type }: StoredColumn): Sql {
  const value = row[name] ?? null;
  if (value === null) return raw("NULL");
  if (typeof value === "string")
    return type === "timestamp" ? sql`${value.replace("Z", "")}::TIMESTAMP` : sql`${value}`;
  const keys = Object.keys(value);
  return sql`MAP {${join(keys.map((key) => sql`${key}: ${value[key] ?? ""}`))}}`;
}

function duckdbType(type: StoredColumn["type"]): Sql {
  if (type === "decimal") return raw("DECIMAL(38,18)");
  if (type === "timestamp") return raw("TIMESTAMP");
  return raw(type === "map" ? "MAP(VARCHAR, VARCHAR)" : "VARCHAR");
}
