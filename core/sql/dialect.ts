import { join, literal, perDialect, raw, sql, type Sql } from "./sql.ts";

/** Who runs a statement: DuckDB over the workspace, or Athena (Trino) over the report's own table. */
export type Dialect = "duckdb" | "athena";

/** Types that casts name; in Trino a whole number of any size is a decimal without places. */
const TYPES = {
  text: ["VARCHAR", "VARCHAR"],
  money: ["DECIMAL(38,18)", "DECIMAL(38,18)"],
  tenPlaces: ["DECIMAL(38,10)", "DECIMAL(38,10)"],
  twoPlaces: ["DECIMAL(10,2)", "DECIMAL(10,2)"],
  wholeDecimal: ["DECIMAL(38,0)", "DECIMAL(38,0)"],
  whole: ["HUGEINT", "DECIMAL(38,0)"],
  count: ["BIGINT", "BIGINT"],
  integer: ["INTEGER", "INTEGER"],
  date: ["DATE", "DATE"],
  instant: ["TIMESTAMP", "TIMESTAMP"],
} as const;

export type CastType = keyof typeof TYPES;

/** The statement as a dialect writes it. */
export function inDialect(statement: Sql, dialect: Dialect): Sql {
  return dialect === "athena" ? (statement.athena ?? statement) : statement;
}

/** A cast that fails where the value does not fit. `value` binds tighter than any operator. */
export function cast(value: Sql, type: CastType): Sql {
  const [duckdb, athena] = TYPES[type];
  return perDialect(sql`${value}::${raw(duckdb)}`, sql`CAST(${value} AS ${raw(athena)})`);
}

/** `2026-10` of an instant. */
export function monthText(instant: Sql): Sql {
  return perDialect(sql`strftime(${instant}, '%Y-%m')`, sql`date_format(${instant}, '%Y-%m')`);
}

/** Whether a text holds another. */
export function holds(text: Sql, part: string): Sql {
  return perDialect(sql`contains(${text}, ${literal(part)})`, sql`strpos(${text}, ${literal(part)}) > 0`);
}

/** Whether a text begins with another, whatever the case. `%` and `_` of it are wildcards. */
export function beginsAlike(text: Sql, start: string): Sql {
  return perDialect(
    sql`${text} ILIKE ${literal(`${start}%`)}`,
    sql`lower(${text}) LIKE ${literal(`${start.toLowerCase()}%`)}`,
  );
}

/** Whether part of a text matches a regular expression of the syntax that RE2 and Java share. */
export function matches(text: Sql, pattern: string): Sql {
  return perDialect(
    sql`regexp_matches(${text}, ${literal(pattern)})`,
    sql`regexp_like(${text}, ${literal(pattern)})`,
  );
}

/** Whether a text holds another, whatever the case. `%` and `_` of it are wildcards. */
export function holdsAlike(text: Sql, part: string): Sql {
  return perDialect(
    sql`${text} ILIKE ${literal(`%${part}%`)}`,
    sql`lower(${text}) LIKE ${literal(`%${part.toLowerCase()}%`)}`,
  );
}

/** Hours from one instant to another, rounded to whole ones. */
export function roundedHours(from: Sql, to: Sql): Sql {
  const seconds = sql`date_diff('second', ${from}, ${to})`;
  return perDialect(
    sql`round(${seconds} / 3600.0)::BIGINT`,
    sql`CAST(round(CAST(${seconds} AS DOUBLE) / 3600) AS BIGINT)`,
  );
}

/** The instant the day of an instant is over. */
export function endOfDay(instant: Sql): Sql {
  const day = cast(sql`date_trunc('day', ${instant})`, "instant");
  return perDialect(sql`${day} + INTERVAL 1 DAY`, sql`date_add('day', 1, ${day})`);
}

/** Value of a key of a map, NULL where it has none. */
export function valueOfKey(map: Sql, key: string): Sql {
  return perDialect(sql`${map}[${key}]`, sql`element_at(${map}, ${key})`);
}

/** One text of several; Trino wants at least two. */
export function concatenated(texts: readonly Sql[]): Sql {
  const [only] = texts;
  return perDialect(
    sql`concat(${join(texts)})`,
    texts.length === 1 && only !== undefined ? only : sql`concat(${join(texts)})`,
  );
}

/** `a * b / c` of whole numbers, cut towards zero. */
export function productOver(a: Sql, b: Sql, c: Sql): Sql {
  const product = sql`${a} * ${b}`;
  return perDialect(sql`${product} // ${c}`, sql`(${product} - (${product}) % ${c}) / ${c}`);
}

/** A day of the calendar. */
export function dayBefore(date: string): Sql {
  return perDialect(sql`DATE ${literal(date)} - 1`, sql`date_add('day', -1, DATE ${literal(date)})`);
}

export function hourBefore(date: string): Sql {
  return perDialect(
    sql`TIMESTAMP ${literal(date)} - INTERVAL 1 HOUR`,
    sql`date_add('hour', -1, ${midnight(date)})`,
  );
}

/** The instant a UTC day begins. */
export function midnight(date: string): Sql {
  return perDialect(sql`TIMESTAMP ${literal(date)}`, sql`TIMESTAMP ${literal(`${date} 00:00:00`)}`);
}

/** Days from a date to a day. */
export function daysSince(date: string, day: Sql): Sql {
  return perDialect(
    sql`(${day} - DATE ${literal(date)})::INTEGER`,
    sql`date_diff('day', DATE ${literal(date)}, ${day})`,
  );
}

/** Months from the month of a date to that of a day. Trino counts months that are full, so both are taken to their first day. */
export function monthsSince(date: string, day: Sql): Sql {
  return perDialect(
    sql`date_diff('month', DATE ${literal(date)}, ${day})::INTEGER`,
    sql`date_diff('month', DATE ${literal(`${date.slice(0, 7)}-01`)}, date_trunc('month', ${day}))`,
  );
}

/** Hours from the beginning of a day to the beginning of an hour. */
export function hoursSince(date: string, hour: Sql): Sql {
  return perDialect(
    sql`date_diff('hour', TIMESTAMP ${literal(date)}, ${hour})::INTEGER`,
    sql`date_diff('hour', ${midnight(date)}, ${hour})`,
  );
}
