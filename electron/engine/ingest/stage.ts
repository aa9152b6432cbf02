import type { DuckDBConnection } from "@duckdb/node-api";
import type { StoredColumn } from "#core/delivery/delivery.ts";
import {
  type CsvOptions,
  csvRelation,
  cellName,
  duckdbPath,
  FORMS,
  MOST_WATCHED,
  parquetRelation,
  stageFile,
  type StagedColumn,
  type StagePlan,
  STRAY,
  UNREADABLE,
} from "#core/ingest/stage-sql.ts";
import { type SampleFacts, sampleFacts } from "#core/ingest/sample-facts.ts";
import { fail } from "#core/result/failure.ts";
import { identifier, join, literal, raw, sql } from "#core/sql/sql.ts";
import { run, type Row } from "../duckdb/run.ts";
import type { Verified } from "../files/verify.ts";
import { csvFailure, isShortRow } from "./csv-errors.ts";
import { parquetColumns, parquetFailure } from "./parquet-input.ts";
import { countShortRows } from "./short-rows.ts";
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

/** In small files every column is taken for filled: reading them again for a stray value would cost more than empty columns do. */
const SMALL_FILE_ROWS = 50_000;

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
    left: [],
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
  const facts = sampleFacts(
    verified.sample.slice(1),
    target.columns.map(({ type }) => type),
  );
  const options = {
    columns: target.columns.length,
    gzip: source.content === "gzip",
    nullText: facts.nullText,
    padRows: false,
  };
  const expected = verified.records ?? 0;
  const everyColumn = { ...facts, filled: new Set(target.columns.keys()) };
  const guess = expected <= SMALL_FILE_ROWS ? everyColumn : facts;
  const attempt = async (tried: CsvOptions, assumed: SampleFacts) => {
    const plan = csvPlan(source, target.columns, tried, assumed);
    const written = await write(connection, plan, target.path);
    return { plan, written };
  };
  const { done, padded } = await tolerateShortRows(source, options, (each) => attempt(each, guess));
  const settled = done.written.filled.has(STRAY)
    ? await attempt({ ...options, padRows: padded }, everyColumn)
    : done;
  if (settled.written.rows !== expected)
    fail("cur.bad_row", {
      path: source.display,
      row: Math.min(settled.written.rows, expected) + 1,
      cause: `${expected} rows were counted but ${settled.written.rows} could be read`,
    });
  return {
    source,
    verified,
    path: target.path,
    ...settled.written,
    watched: settled.plan.watched,
    examples: new Map([...facts.unusual].map(([index, text]) => [target.columns[index]?.id ?? "", text])),
    shortRows: padded ? await countShortRows(connection, source, options, expected) : 0,
    nullText: facts.nullText,
  };
}

/** Short rows are met seldom and cost much to allow for: they are allowed for when a first reading stops at one. */
async function tolerateShortRows<T>(
  source: Source,
  options: CsvOptions,
  attempt: (options: CsvOptions) => Promise<T>,
): Promise<{ done: T; padded: boolean }> {
  try {
    return { done: await attempt(options), padded: false };
  } catch (error) {
    if (!isShortRow(error)) throw csvFailure(source.display, error);
  }
  try {
    return { done: await attempt({ ...options, padRows: true }), padded: true };
  } catch (error) {
    throw csvFailure(source.display, error);
  }
}

function csvPlan(
  source: Source,
  columns: readonly StoredColumn[],
  options: CsvOptions,
  facts: SampleFacts,
): StagePlan {
  const staged: readonly StagedColumn[] = columns.map((column, index) => ({
    ...column,
    cell: cellName(index),
    duckdbType: "VARCHAR",
  }));
  return {
    source: csvRelation(duckdbPath(source.path), options),
    columns: staged.filter((_, index) => facts.filled.has(index)),
    left: staged.filter((_, index) => !facts.filled.has(index)),
    watched: staged.filter((_, index) => facts.unusual.has(index)).slice(0, MOST_WATCHED),
  };
}

type Written = Pick<Staged, "rows" | "filled" | "nulls">;

async function write(connection: DuckDBConnection, plan: StagePlan, path: string): Promise<Written> {
  if (plan.columns.length === 0 && plan.left.length === 0)
    return { rows: 0, filled: new Set(), nulls: new Map() };
  const [row] = await run(connection, stageFile(plan, path));
  const rows = Number(row?.["count"] ?? 0);
  const ids = [
    ...plan.columns.map(({ id }) => id),
    ...(plan.left.length > 0 ? [STRAY] : []),
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
