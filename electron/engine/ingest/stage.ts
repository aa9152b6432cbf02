import type { DuckDBConnection } from "@duckdb/node-api";
import type { StoredColumn } from "#core/delivery/delivery.ts";
import {
  csvRelation,
  cellName,
  duckdbPath,
  FORMS,
  MOST_WATCHED,
  parquetRelation,
  stageFile,
  type StagedColumn,
  type StagePlan,
  UNREADABLE,
} from "#core/ingest/stage-sql.ts";
import { type SampleFacts, sampleFacts } from "#core/ingest/sample-facts.ts";
import { fail } from "#core/result/failure.ts";
import { identifier, join, literal, raw, sql } from "#core/sql/sql.ts";
import { run, type Row } from "../duckdb/run.ts";
import type { Scanned } from "../files/record-scanner.ts";
import type { Verified } from "../files/verify.ts";
import { csvFailure } from "./csv-errors.ts";
import { parquetColumns, parquetFailure } from "./parquet-input.ts";
import type { Source } from "./source.ts";

/** A source file as typed Parquet in the staging folder. */
export type Staged = {
  readonly source: Source;
  readonly verified: Verified;
  readonly path: string;
  readonly rows: number;
  /** Ids of the columns that hold anything. */
  readonly filled: ReadonlySet<string>;
  /** Columns whose unusual forms are bits of `forms`, lowest first. */
  readonly watched: readonly StoredColumn[];
  readonly examples: ReadonlyMap<string, string>;
  readonly shortRows: number;
  readonly nullText: boolean;
  /** Cells without a value, per column. */
  readonly nulls: ReadonlyMap<string, number>;
};

const NOTHING_UNUSUAL = { watched: [], examples: new Map<string, string>(), shortRows: 0, nullText: false };

type Target = { readonly path: string; readonly columns: readonly StoredColumn[] };

/** Reads one verified file into the staging folder. `columns` are the ids of its headers, in the file's order. */
export function stageSource(
  connection: DuckDBConnection,
  source: Source,
  verified: Verified,
  target: Target,
): Promise<Staged> {
  return source.content === "parquet"
    ? stageParquet(connection, source, verified, target)
    : stageCsv(connection, source, verified, target);
}

async function stageParquet(
  connection: DuckDBConnection,
  source: Source,
  verified: Verified,
  target: Target,
): Promise<Staged> {
  const cells = await parquetColumns(connection, source.path);
  const columns = target.columns.flatMap((column, index) => {
    const cell = cells[index];
    return cell === undefined
      ? []
      : [{ ...column, cell: cell.cell, duckdbType: cell.duckdbType, empty: cell.empty }];
  });
  const plan: StagePlan = {
    source: parquetRelation(duckdbPath(source.path)),
    columns: columns.filter(({ empty }) => !empty),
    watched: [],
  };
  const written = await write(connection, plan, target.path).catch((error: unknown) => {
    throw parquetFailure(source.display, error);
  });
  return { source, verified, path: target.path, ...written, ...NOTHING_UNUSUAL };
}

async function stageCsv(
  connection: DuckDBConnection,
  source: Source,
  verified: Verified,
  target: Target,
): Promise<Staged> {
  const { scanned, sample } = verified;
  if (scanned === null) throw new Error("text has been scanned");
  const facts = sampleFacts(
    sample,
    target.columns.map(({ type }) => type),
  );
  const plan = csvPlan(source, target.columns, scanned, facts);
  const written = await write(connection, plan, target.path).catch((error: unknown) => {
    throw csvFailure(source.display, error);
  });
  if (written.rows !== scanned.rows)
    fail("cur.bad_row", {
      path: source.display,
      row: Math.min(written.rows, scanned.rows) + 1,
      cause: `${scanned.rows} rows were counted but ${written.rows} could be read`,
    });
  return {
    source,
    verified,
    path: target.path,
    ...written,
    watched: plan.watched,
    examples: new Map([...facts.unusual].map(([index, text]) => [target.columns[index]?.id ?? "", text])),
    shortRows: scanned.shortRows,
    nullText: facts.nullText,
  };
}

/** Columns without any value are neither read nor written. */
function csvPlan(
  source: Source,
  columns: readonly StoredColumn[],
  { filled, shortRows }: Scanned,
  { unusual, nullText }: SampleFacts,
): StagePlan {
  const staged: readonly StagedColumn[] = columns.map((column, index) => ({
    ...column,
    cell: cellName(index),
    duckdbType: "VARCHAR",
  }));
  const gzip = source.content === "gzip";
  return {
    source: csvRelation(duckdbPath(source.path), {
      columns: columns.length,
      gzip,
      nullText,
      padRows: shortRows > 0,
    }),
    columns: staged.filter((_, index) => filled.has(index)),
    watched: staged.filter((_, index) => filled.has(index) && unusual.has(index)).slice(0, MOST_WATCHED),
  };
}

type Written = Pick<Staged, "rows" | "filled" | "nulls">;

async function write(connection: DuckDBConnection, plan: StagePlan, path: string): Promise<Written> {
  if (plan.columns.length === 0) return { rows: 0, filled: new Set(), nulls: new Map() };
  const [row] = await run(connection, stageFile(plan, path));
  const rows = Number(row?.["count"] ?? 0);
  const ids = [
    ...plan.columns.map(({ id }) => id),
    ...(plan.watched.length > 0 ? [FORMS] : []),
    ...(plan.columns.some(({ type }) => type !== "text") ? [UNREADABLE] : []),
  ];
  const maps = plan.columns.filter(({ type }) => type === "map").map(({ id }) => id);
  const nulls = new Map([...nullCounts(row, rows, ids), ...(await countNulls(connection, path, rows, maps))]);
  return { rows, nulls, filled: new Set(ids.filter((id) => (nulls.get(id) ?? rows) < rows)) };
}

/** Reads DuckDB's statistics of a written file: `"column"` -> `null_count`. */
function nullCounts(
  row: Row | undefined,
  rows: number,
  ids: readonly string[],
): readonly (readonly [string, number])[] {
  const statistics = row?.["column_statistics"];
  return ids.map((id) => {
    const entry = isRecord(statistics) ? statistics[`"${id}"`] : undefined;
    const count = isRecord(entry) ? Number(entry["null_count"] ?? 0) : rows;
    return [id, count] as const;
  });
}

async function countNulls(
  connection: DuckDBConnection,
  path: string,
  rows: number,
  ids: readonly string[],
): Promise<readonly (readonly [string, number])[]> {
  if (ids.length === 0) return [];
  const counts = ids.map((id) => sql`count(${identifier(id)}) AS ${identifier(id)}`);
  const [row] = await run(
    connection,
    sql`SELECT ${join(counts)} FROM read_parquet(${literal(duckdbPath(path))}${raw(", hive_partitioning = false")})`,
  );
  return ids.map((id) => [id, rows - Number(row?.[id] ?? 0)] as const);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
