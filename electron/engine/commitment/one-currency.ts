import type { DuckDBConnection } from "@duckdb/node-api";
import { factCurrencies } from "#core/commitment/questions.ts";
import { fail } from "#core/result/failure.ts";
import type { Sql } from "#core/sql/sql.ts";
import { runRows } from "../duckdb/run.ts";

/** The currency to answer in; several are never added up. */
export async function oneCurrency(
  connection: DuckDBConnection,
  facts: Sql,
  asked: string | null,
): Promise<{ readonly currency: string | null; readonly currencies: readonly string[] }> {
  const currencies = (await runRows(connection, factCurrencies(facts))).map(([currency]) => String(currency));
  if (asked === null && currencies.length > 1) fail("query.mixed_currencies", { currencies });
  return { currency: asked ?? currencies[0] ?? null, currencies };
}
