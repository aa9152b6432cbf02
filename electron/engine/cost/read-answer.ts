import { DuckDBDecimalValue, type DuckDBConnection, type DuckDBValue } from "@duckdb/node-api";
import type { AnswerRow } from "#core/cost/query/compile.ts";
import { SCALE } from "#core/money/decimal.ts";
import type { Sql } from "#core/sql/sql.ts";
import { decode } from "../duckdb/decode.ts";

/** What the compiled statement gave. */
export type CompiledAnswer = {
  readonly currencies: readonly string[];
  /** Last day with usage in the newest period. */
  readonly lastDay: string | null;
  readonly rows: readonly AnswerRow[];
};

/** Runs the compiled statement. Amounts stay whole numbers: an answer can have hundreds of thousands of them. */
export async function readAnswer(connection: DuckDBConnection, statement: Sql): Promise<CompiledAnswer> {
  const reader = await connection.runAndReadAll(statement.text, [...statement.params]);
  const rows = reader.getRows();
  const [currencies = null, lastDay = null] = rows[0] ?? [];
  return {
    currencies: texts(currencies),
    lastDay: textOrNull(lastDay),
    rows: rows.filter((row) => row[2] !== null).map(answerRow),
  };
}

function answerRow([
  ,
  ,
  slot,
  lastRank,
  bucket,
  amount,
  lineItems,
  units,
  ...key
]: readonly DuckDBValue[]): AnswerRow {
  return {
    slot: Number(slot),
    lastRank: Number(lastRank),
    bucket: Number(bucket),
    amount: amount instanceof DuckDBDecimalValue ? scaled(amount) : null,
    lineItems: Number(lineItems),
    units: texts(units ?? null),
    key: key.map(textOrNull),
  };
}

function scaled({ value, scale }: DuckDBDecimalValue): bigint {
  return scale === SCALE ? value : value * 10n ** BigInt(SCALE - scale);
}

function texts(value: DuckDBValue): readonly string[] {
  const plain = decode(value);
  return Array.isArray(plain) ? plain.map(String) : [];
}

function textOrNull(value: DuckDBValue): string | null {
  return value === null ? null : String(value);
}
