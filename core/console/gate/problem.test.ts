import { expect, test } from "vitest";
import { indexOfByte } from "./byte-position.ts";
import { plainProblem, readProblem } from "./problem.ts";

test("a position in bytes becomes an index into the text", () => {
  expect(indexOfByte("abc", 2)).toBe(2);
  expect(indexOfByte("'ä' x", 5)).toBe(4);
  expect(indexOfByte("'😀' x", 7)).toBe(5);
  expect(indexOfByte("abc", 9)).toBeNull();
});

const UNKNOWN = `{"exception_type":"Binder","exception_message":"Referenced column \\"servic\\" not found in FROM clause!","candidates":"service,region","position":"15","error_subtype":"COLUMN_NOT_FOUND","name":"servic"}`;

test("an unknown column is named, with what may be meant, at its place behind EXPLAIN", () => {
  expect(plainProblem("SELECT servic FROM daily", readProblem(UNKNOWN), 8)).toEqual({
    problem: 'There is no column "servic" here, perhaps you mean service, region',
    at: 7,
  });
});

test("the kind in front of the JSON is left away, and so is the full stop", () => {
  const error = readProblem(
    'Parser Error: {"exception_type":"Parser","exception_message":"syntax error at end of input.","position":"7"}',
  );
  expect(plainProblem("SELECT ", error)).toEqual({ problem: "Syntax error at end of input", at: 7 });
});

test("plain text stays plain text", () => {
  expect(plainProblem("SELECT 1", readProblem("something { odd"))).toEqual({
    problem: "Something { odd",
    at: null,
  });
});
