import fc from "fast-check";
import { expect, test } from "vitest";
import { identifier, join, literal, raw, sql } from "./sql.ts";

test("values become numbered parameters", () => {
  const statement = sql`SELECT ${1}, ${"a'b"} WHERE x = ${null}`;
  expect(statement.text).toBe("SELECT $1, $2 WHERE x = $3");
  expect(statement.params).toEqual([1, "a'b", null]);
});

test("nested pieces keep their parameters in the order of the text", () => {
  const inner = sql`b = ${"two"} OR c = ${"three"}`;
  const statement = sql`a = ${"one"} AND (${inner}) AND d = ${"four"}`;
  expect(statement.text).toBe("a = $1 AND (b = $2 OR c = $3) AND d = $4");
  expect(statement.params).toEqual(["one", "two", "three", "four"]);
});

test("a value that looks like a parameter stays a value", () => {
  expect(sql`SELECT ${"$1"} || ${"x"}`.params).toEqual(["$1", "x"]);
});

test("identifiers are quoted", () => {
  expect(identifier("main", 'a"b').text).toBe('"main"."a""b"');
});

test("literals are quoted", () => {
  expect(literal("it's").text).toBe("'it''s'");
});

test("join mixes pieces and values", () => {
  const statement = sql`IN (${join(["a", raw("NULL"), "b"])})`;
  expect(statement.text).toBe("IN ($1, NULL, $2)");
  expect(statement.params).toEqual(["a", "b"]);
  expect(join([]).text).toBe("");
});

test("user text never reaches the statement text", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 3 }), fc.string({ minLength: 3 }), (a, b) => {
      const statement = sql`x = ${a} AND ${sql`y = ${b}`}`;
      return statement.text === "x = $1 AND y = $2" && statement.params.length === 2;
    }),
  );
});
