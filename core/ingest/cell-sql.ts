import type { ColumnType } from "../delivery/delivery.ts";
import { sql, type Sql } from "../sql/sql.ts";

/** Expressions that read one cell of text as its type; NULL where it cannot be read so. They lose and guess nothing. */
export function readText(cell: Sql, type: ColumnType): Sql {
  switch (type) {
    case "decimal":
      return decimalOfText(cell);
    case "timestamp":
      return timestampOfText(cell);
    case "map":
      return mapOfText(cell);
    case "text":
      return cell;
  }
}

/** Expression that reads a cell of a Parquet column of the given DuckDB type. */
export function readTyped(cell: Sql, duckdbType: string, type: ColumnType): Sql {
  const text = sql`${cell}::VARCHAR`;
  if (duckdbType === "VARCHAR") return readText(cell, type);
  if (type === "text") return text;
  if (type === "decimal") return /^(DECIMAL|.*INT)/.test(duckdbType) ? asDecimal(cell) : decimalOfText(text);
  if (type === "timestamp")
    return /^(TIMESTAMP|DATE)/.test(duckdbType) ? asTimestamp(cell, duckdbType) : timestampOfText(text);
  return duckdbType.startsWith("MAP(")
    ? sql`${cell}::MAP(VARCHAR, VARCHAR)`
    : mapOfText(sql`to_json(${cell})::VARCHAR`);
}

/**
 * DuckDB 1.5.6 reads a `DECIMAL(38,18)` from text fifty times slower than a `DECIMAL(18,10)`. What fits the narrow type
 * exactly (no exponent, at most ten digits behind the point) takes that road, all else the wide one.
 */
function decimalOfText(cell: Sql): Sql {
  const fits = sql`strlen(${cell}) <= 18 AND strlen(${cell}) - instr(${cell}, '.') <= 10 AND NOT contains(${cell}, 'E') AND NOT contains(${cell}, 'e')`;
  return sql`coalesce(CASE WHEN ${fits} THEN TRY_CAST(${cell} AS DECIMAL(18,10))::DECIMAL(38,18) END, TRY_CAST(${cell} AS DECIMAL(38,18)))`;
}

function asDecimal(cell: Sql): Sql {
  return sql`TRY_CAST(${cell} AS DECIMAL(38,18))`;
}

/** A cast to TIMESTAMP would drop an offset (`+02:00`) without a word. The session's time zone has to be UTC. */
function timestampOfText(cell: Sql): Sql {
  return utc(sql`TRY_CAST(${cell} AS TIMESTAMPTZ)`);
}

function asTimestamp(cell: Sql, duckdbType: string): Sql {
  return duckdbType === "TIMESTAMP WITH TIME ZONE" ? utc(cell) : sql`${cell}::TIMESTAMP`;
}

function utc(instant: Sql): Sql {
  return sql`make_timestamp(epoch_us(${instant}))`;
}

/** JSON objects of CUR 2.0 and FOCUS in CSV. */
function mapOfText(cell: Sql): Sql {
  return sql`CASE WHEN json_valid(${cell}) AND json_type(${cell}) = 'OBJECT' THEN json(${cell})::MAP(VARCHAR, VARCHAR) END`;
}

/** True for a number that is written with an exponent. */
export function hasExponent(cell: Sql): Sql {
  return sql`(contains(${cell}, 'E') OR contains(${cell}, 'e'))`;
}

/** True for a time in another form than AWS documents (`2024-01-31T05:00:00Z`). */
export function hasOtherTimeForm(cell: Sql): Sql {
  return sql`(strlen(${cell}) <> 20 OR NOT suffix(${cell}, 'Z'))`;
}
