import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { convert } from "#core/currency/convert.ts";
import { convertedSql } from "#core/currency/convert-sql.ts";
import { formatScaled } from "#core/money/decimal.ts";
import { join, raw, sql } from "#core/sql/sql.ts";
import { type Database, openDatabase } from "../duckdb/database.ts";
import { runRows } from "../duckdb/run.ts";

let database: Database;
beforeAll(async () => {
  database = await openDatabase(":memory:");
});
afterAll(() => database.close());

/** Up to a trillion, with all eighteen places. */
const amounts = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map(formatScaled);
/** Up to a hundred, with all eighteen places. */
const rates = fc.bigInt({ min: 1n, max: 10n ** 20n }).map(formatScaled);
const halves = fc
  .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.constantFrom("0.5", "1.5", "0.05"))
  .map(([units, rate]) => [formatScaled(units * 10n ** 8n), rate] as const);

test("SQL converts to the last place as the app does, halves away from zero", async () => {
  const cases = fc.array(fc.oneof(fc.tuple(amounts, rates), halves), { minLength: 50, maxLength: 50 });
  await fc.assert(
    fc.asyncProperty(cases, async (drawn) => {
      const cells = drawn.map(([amount, rate]) => convertedSql(raw(`'${amount}'::DECIMAL(38,18)`), rate));
      const told = await database.read((connection) => runRows(connection, sql`SELECT ${join(cells)}`));
      expect(told).toEqual([drawn.map(([amount, rate]) => convert(amount, rate))]);
    }),
    { numRuns: 10 },
  );
});
