import type { SqlAnswer, SqlColumn } from "#core/console/sql-answer.ts";
import type { ChartKind, Series, TimePicture } from "../../charts/series.ts";

/** What a result can be drawn from: a column that orders in time, columns with values, and one that tells series apart. */
export type Drawable = {
  readonly time: readonly number[];
  readonly values: readonly number[];
  readonly names: readonly number[];
};

const MOST_SERIES = 10;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const NOT_A_VALUE = /(^|_)(id|account)$/;

/** Columns by the part they can play in a chart; null when there is no time or no value. */
export function drawable({ columns, rows }: SqlAnswer): Drawable | null {
  const indexes = columns.map((_, index) => index);
  const time = indexes.filter((index) => isTime(columns[index], rows, index));
  const values = indexes.filter((index) => {
    const column = columns[index];
    return (
      column !== undefined &&
      (column.kind === "decimal" || column.kind === "number") &&
      !NOT_A_VALUE.test(column.name)
    );
  });
  const names = indexes.filter((index) => columns[index]?.kind === "text" && !time.includes(index));
  return time.length === 0 || values.length === 0 || rows.length < 2 ? null : { time, values, names };
}

function isTime(column: SqlColumn | undefined, rows: SqlAnswer["rows"], index: number): boolean {
  if (column === undefined) return false;
  if (column.kind === "day" || column.kind === "instant") return true;
  return column.kind === "text" && rows.length > 0 && rows.every((row) => MONTH.test(row[index] ?? ""));
}

type Chosen = {
  readonly time: number;
  readonly value: number;
  readonly name: number | null;
  readonly kind: ChartKind;
};

/** One series per name, the largest first, and the rest of them left out. */
export function resultPicture({ columns, rows }: SqlAnswer, chosen: Chosen): TimePicture {
  const buckets = [...new Set(rows.map((row) => bucketOf(row[chosen.time] ?? null)))]
    .filter((bucket) => bucket !== "")
    .toSorted();
  const at = new Map(buckets.map((bucket, index) => [bucket, index]));
  const byName = new Map<string, (number | null)[]>();
  for (const row of rows) {
    const index = at.get(bucketOf(row[chosen.time] ?? null));
    const cell = row[chosen.value] ?? null;
    if (index === undefined || cell === null) continue;
    const name = chosen.name === null ? (columns[chosen.value]?.name ?? "") : (row[chosen.name] ?? "NULL");
    const values = byName.get(name) ?? buckets.map(() => null);
    values[index] = (values[index] ?? 0) + Number(cell);
    byName.set(name, values);
  }
  const series = [...byName]
    .map(([name, values]) => ({
      name,
      values,
      size: values.reduce<number>((sum, value) => sum + Math.abs(value ?? 0), 0),
    }))
    .toSorted((a, b) => b.size - a.size)
    .slice(0, MOST_SERIES)
    .map(({ name, values }, index): Series => ({
      id: name,
      name,
      ink: chosen.name === null ? 0 : index,
      values,
    }));
  return { kind: chosen.kind, buckets, series, reference: null };
}

/** `2026-10-01 13:00:00` becomes `2026-10-01T13:00:00`, as charts name hours; midnights are days. */
function bucketOf(cell: string | null): string {
  return (cell ?? "").replace(/\+00$/, "").replace(" 00:00:00", "").replace(" ", "T");
}
