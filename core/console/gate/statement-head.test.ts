import { expect, test } from "vitest";
import { firstWord, splitHead } from "./statement-head.ts";

test.each([
  ["SELECT 1", "", "SELECT 1"],
  ["EXPLAIN SELECT 1", "EXPLAIN ", "        SELECT 1"],
  ["explain analyze select 1", "EXPLAIN ANALYZE ", "                select 1"],
  ["-- why\nEXPLAIN SELECT 1", "EXPLAIN ", "      \n        SELECT 1"],
  ["/* a */ EXPLAIN /* b */ ANALYZE SELECT 1", "EXPLAIN ANALYZE ", `${" ".repeat(31)} SELECT 1`],
  ["EXPLAINED", "", "EXPLAINED"],
  ["SELECT 1 -- EXPLAIN", "", "SELECT 1 -- EXPLAIN"],
])("%j is judged as %j + %j", (text, prefix, query) => {
  expect(splitHead(text)).toEqual({ prefix, query });
});

test.each([
  ["  copy a to 'b'", "COPY"],
  ["/* x */ -- y\n SET a = 1", "SET"],
  ["", ""],
  ["-- nothing", ""],
])("the first word of %j is %j", (text, word) => {
  expect(firstWord(text)).toBe(word);
});
