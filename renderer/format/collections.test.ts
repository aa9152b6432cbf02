import { expect, test } from "vitest";
import { collectionWords } from "./collections.ts";

test.each([
  ["budgets", 3, "budgets"],
  ["budgets", 1, "budget"],
  ["allocationModels", 2, "allocation models"],
  ["tagProfiles", 1, "virtual tag"],
  ["sqlQueries", 1, "saved query"],
  ["sqlHistory", 1, "query of the history"],
  ["somethingNew", 4, "something new"],
])("%s, %i of them", (name, items, words) => {
  expect(collectionWords(name, items)).toBe(words);
});
