import { expect, test } from "vitest";
import { inlined } from "./inline.ts";
import { identifier, sql } from "./sql.ts";

test("values are written as literals, nested ones as well", () => {
  const inner = sql`x = ${"it's"} AND y IN (${1}, ${2n}, ${null})`;
  expect(inlined(sql`SELECT ${identifier('a"b')} WHERE ${inner} AND ${true}`)).toBe(
    `SELECT "a""b" WHERE x = 'it''s' AND y IN (1, 2, NULL) AND true`,
  );
});

test("a statement without values stays as it is", () => {
  expect(inlined(sql`SELECT 1`)).toBe("SELECT 1");
});
