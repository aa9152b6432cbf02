import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance, type DuckDBConnection, type DuckDBValue } from "@duckdb/node-api";
import {
  type AthenaTable,
  type CatalogueColumn,
  type CatalogueTable,
  type PartitionValues,
  readTable,
} from "#core/cost/athena/athena-table.ts";
import type { ReportFormat } from "#core/delivery/delivery.ts";
import type { AthenaStatement } from "#core/sql/athena-statement.ts";

/** Functions of Trino that DuckDB has not, or means otherwise by. */
const MACROS = [
  "date_add(unit, n, value) AS CASE unit WHEN 'day' THEN value + n * INTERVAL 1 DAY WHEN 'hour' THEN value + n * INTERVAL 1 HOUR ELSE value + n * INTERVAL 1 MONTH END",
  "date_format(value, format) AS strftime(value, format)",
  "element_at(map, key) AS map[key]",
  "regexp_like(value, pattern) AS regexp_matches(value, pattern)",
  "bitwise_or_agg(value) AS bit_or(value)",
  "cardinality(list) AS len(list)",
  "json_format(value) AS value::VARCHAR",
  "at_timezone(value, zone) AS value AT TIME ZONE zone",
  "from_iso8601_timestamp(text) AS text::TIMESTAMPTZ",
];

/** A table in a catalogue of one database, over files of a report in DuckDB: what Athena's text is executed on. */
export type TrinoOnDuckdb = {
  readonly catalogue: CatalogueTable;
  /** Values of the partition keys, as the catalogue lists them. */
  readonly partitions: readonly PartitionValues[];
  /** Columns and rows, every value as the text Athena gives. */
  run(statement: AthenaStatement): Promise<TrinoRows>;
  close(): void;
};

export type TrinoRows = {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
};

const DATABASE = "athenacurcfn_larkfield";
const TABLE = "larkfield";

/** Opens the Parquet files below a folder as AWS's crawler describes them: lower-case names, keys that are text. */
export async function trinoOnDuckdb(folder: string, format: ReportFormat): Promise<TrinoOnDuckdb> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await createMacros(connection);
  await connection.run(`CREATE SCHEMA ${DATABASE}`);
  const files = (await readdir(folder, { recursive: true }))
    .filter((name) => name.endsWith(".parquet"))
    .map((name) => join(folder, name));
  const periods = [...new Set(files.map(periodOf))].toSorted();
  const columns = await columnsOf(connection, files);
  const keys = format === "legacy" ? ["year", "month"] : ["billing_period"];
  const selects = periods.map((period) => {
    const own = files.filter((file) => periodOf(file) === period).map((file) => `'${file}'`);
    const values = partitionOf(period, format).map((value, index) => `'${value}' AS ${keys[index]}`);
    const named = columns.map(({ name, source }) => `"${source}" AS "${name}"`);
    return `SELECT ${[...named, ...values].join(", ")} FROM read_parquet([${own.join(", ")}], union_by_name = true)`;
  });
  await connection.run(`CREATE TABLE ${DATABASE}.${TABLE} AS ${selects.join(" UNION ALL ")}`);
  return {
    catalogue: {
      database: DATABASE,
      table: TABLE,
      columns: columns.map(({ name, type }) => ({ name, type })),
      partitionKeys: keys.map((name) => ({ name, type: "string" })),
      location: null,
    },
    partitions: periods.map((period) => partitionOf(period, format)),
    async run({ text, parameters }) {
      const reader = await connection.runAndReadAll(withParameters(text, parameters));
      return {
        columns: reader.columnNames(),
        rows: reader.getRows().map((row) => row.map(asText)),
      };
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** The table as it is read of the catalogue. */
export function reportTable({ catalogue, partitions }: TrinoOnDuckdb, format: ReportFormat): AthenaTable {
  const read = readTable(catalogue, partitions);
  if (read.type === "cannotRun") throw new Error(JSON.stringify(read.reason));
  if (read.table.format !== format) throw new Error(`taken for a report of ${read.table.format}`);
  return read.table;
}

/** Lets a connection understand Trino's functions. */
export async function createMacros(connection: DuckDBConnection): Promise<void> {
  await connection.run("SET TimeZone = 'UTC'");
  for (const macro of MACROS) await connection.run(`CREATE MACRO ${macro}`);
}

/** `2026`, `9` as the Athena artefact writes months, `2026-09` as Data Exports do. */
function partitionOf(period: string, format: ReportFormat): PartitionValues {
  const [year = "", month = ""] = period.split("-");
  return format === "legacy" ? [year, String(Number(month))] : [period];
}

/** The month that a path names: `BILLING_PERIOD=2026-09`, `year=2026/month=9` or `20260901-20261001`. */
function periodOf(path: string): string {
  const [, year = "", month = ""] =
    /BILLING_PERIOD=(\d{4})-(\d\d)/i.exec(path) ??
    /year=(\d{4})\/month=(\d+)/.exec(path) ??
    /(\d{4})(\d\d)01-\d{8}/.exec(path) ??
    [];
  if (year === "") throw new Error(`${path} names no month`);
  return `${year}-${month.padStart(2, "0")}`;
}

async function columnsOf(
  connection: DuckDBConnection,
  files: readonly string[],
): Promise<readonly (CatalogueColumn & { readonly source: string })[]> {
  const list = files.map((file) => `'${file}'`).join(", ");
  const described = await connection.runAndReadAll(
    `DESCRIBE SELECT * FROM read_parquet([${list}], union_by_name = true, hive_partitioning = false)`,
  );
  return described
    .getRows()
    .map(([name, type]) => ({
      name: String(name).toLowerCase(),
      source: String(name),
      type: glueType(String(type)),
    }))
    .filter(({ name }) => name !== "billing_period");
}

function glueType(duckdb: string): string {
  const map = /^MAP\(VARCHAR, (\w+)\)$/.exec(duckdb)?.[1];
  if (map !== undefined) return `map<string,${glueType(map)}>`;
  return duckdb === "VARCHAR" ? "string" : duckdb.toLowerCase();
}

/** Puts the constants in their places; a question mark within quotes is none. */
function withParameters(text: string, parameters: readonly string[]): string {
  const left = [...parameters];
  const filled = text.replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\?/g, (piece) => {
    if (piece !== "?") return piece;
    const value = left.shift();
    if (value === undefined) throw new Error("more question marks than parameters");
    return value;
  });
  if (left.length > 0) throw new Error("more parameters than question marks");
  return filled;
}

function asText(value: DuckDBValue): string | null {
  return value === null ? null : String(value);
}
