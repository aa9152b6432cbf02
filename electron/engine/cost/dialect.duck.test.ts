import { afterAll, beforeAll, expect, test } from "vitest";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import {
  beginsAlike,
  cast,
  concatenated,
  dayBefore,
  daysSince,
  holds,
  hourBefore,
  hoursSince,
  inDialect,
  midnight,
  monthsSince,
  monthText,
  productOver,
  valueOfKey,
} from "#core/sql/dialect.ts";
import { literal, raw, sql, type Sql } from "#core/sql/sql.ts";
import { createMacros } from "./testing/trino-on-duckdb.fixture.ts";

let connection: DuckDBConnection;
let instance: DuckDBInstance;

beforeAll(async () => {
  instance = await DuckDBInstance.create(":memory:");
  connection = await instance.connect();
  await createMacros(connection);
});
afterAll(() => {
  connection.closeSync();
  instance.closeSync();
});

async function valueOf(expression: Sql): Promise<string> {
  const reader = await connection.runAndReadAll(`SELECT ${expression.text}`, [...expression.params]);
  return String(reader.getRows()[0]?.[0]);
}

const quotient = (a: string, b: string, c: string): Sql =>
  cast(sql`(${productOver(whole(a), whole(b), whole(c))})`, "wholeDecimal");
const whole = (value: string): Sql => cast(raw(value), "whole");
const instant = raw("TIMESTAMP '2026-03-31 23:59:59.999'");

test.each<readonly [meaning: string, expression: Sql, value: string]>([
  ["a quotient is cut towards zero", quotient("7", "2", "4"), "3"],
  ["below zero too", quotient("-8", "1", "3"), "-2"],
  [
    "at the size of large commitments",
    quotient("1234567890123457", "9876543210987", "10000000000001"),
    String((1234567890123457n * 9876543210987n) / 10000000000001n),
  ],
  ["a month is told in UTC", monthText(instant), "2026-03"],
  ["a text holds another", holds(literal("Box:SpotUsage"), "Spot"), "true"],
  ["or does not", holds(literal("Box:spotUsage"), "Spot"), "false"],
  ["a beginning in any case", beginsAlike(literal("REFUND for"), "Refund"), "true"],
  ["a beginning only", beginsAlike(literal("a refund"), "Refund"), "false"],
  ["a value of a map", valueOfKey(raw("map(['it''s'], ['x'])"), "it's"), "x"],
  ["no value of a map", valueOfKey(raw("map(['a'], ['x'])"), "b"), "null"],
  ["texts in a row", concatenated([literal("1"), literal("0")]), "10"],
  ["one text alone", concatenated([literal("1")]), "1"],
  ["the day before a month", cast(sql`(${dayBefore("2026-03-01")})`, "date"), "2026-02-28"],
  ["the hour before a day", hourBefore("2026-03-01"), "2026-02-28 23:00:00"],
  ["the beginning of a day", midnight("2026-03-01"), "2026-03-01 00:00:00"],
  ["days between", daysSince("2026-02-27", raw("DATE '2026-03-02'")), "3"],
  ["months begun, not months full", monthsSince("2026-01-31", raw("DATE '2026-03-01'")), "2"],
  ["hours between", hoursSince("2026-02-28", raw("TIMESTAMP '2026-03-01 05:00:00'")), "29"],
  ["money", cast(raw("0.1"), "money"), "0.100000000000000000"],
])("both dialects agree: %s", async (_, expression, value) => {
  expect(await valueOf(sql`${expression}`)).toBe(value);
  expect(await valueOf(inDialect(expression, "athena"))).toBe(value);
});
