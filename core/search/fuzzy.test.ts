import { describe, expect, it } from "vitest";
import { isTyped, matchText, piecesOf } from "./fuzzy.ts";

const best = (typed: string, ...texts: readonly string[]): readonly string[] =>
  texts
    .flatMap((text) => {
      const match = matchText(typed, text);
      return match === null ? [] : [{ text, score: match.score }];
    })
    .toSorted((a, b) => b.score - a.score)
    .map(({ text }) => text);

describe("matchText", () => {
  it("puts whole texts before beginnings, these before words inside, these before parts of words", () => {
    expect(best("data", "Metadata", "Big data", "Data platform", "Data")).toEqual([
      "Data",
      "Data platform",
      "Big data",
      "Metadata",
    ]);
  });

  it("wants every word, in any order", () => {
    expect(best("june 2026", "June 2025", "2026 in June", "June 2026")).toEqual([
      "June 2026",
      "2026 in June",
    ]);
  });

  it("finds letters in order that lie close together, and nothing by one or two", () => {
    expect(best("cwlogs", "CloudWatch Logs", "Cold storage")).toEqual(["CloudWatch Logs"]);
    expect(matchText("cs", "CloudWatch Logs")).toBeNull();
    expect(matchText("cws", "Cost of everything that was ever stored")).toBeNull();
  });

  it("takes the shorter of two that fit alike, and everything where nothing is typed", () => {
    expect(best("ec2", "EC2 instances of production", "EC2 hosts")).toEqual([
      "EC2 hosts",
      "EC2 instances of production",
    ]);
    expect(matchText("  ", "Anything")?.marks).toEqual([]);
    expect(isTyped("  ")).toBe(false);
  });

  it("reads pattern characters as letters", () => {
    expect(best("c++", "C++ builds", "C builds")).toEqual(["C++ builds"]);
    expect(matchText("[x", "a[x]")?.marks).toEqual([[1, 3]]);
  });
});

it("a text is cut at its marks without losing a letter", () => {
  const text = "Big data platform";
  const pieces = piecesOf(text, matchText("plat data", text)?.marks ?? []);
  expect(pieces.filter(({ isMarked }) => isMarked).map((piece) => piece.text)).toEqual(["data", "plat"]);
  expect(pieces.map((piece) => piece.text).join("")).toBe(text);
  expect(
    piecesOf("abc", [
      [0, 2],
      [1, 3],
    ]).map((piece) => piece.text),
  ).toEqual(["ab", "c"]);
});

it.each([
  ["bugdets", "Budgets"],
  ["comittments", null],
  ["committments", "Commitments"],
  ["anamolies", null],
  ["anomolies", "Anomalies"],
  ["invioces", "Invoices"],
  ["exploerer", "Explorer"],
  ["restatmen", "Restatements"],
  ["xudgets", null],
  ["tehm", null],
])("one letter wrong, missing, too many or swapped is forgiven, its first never: %s", (typed, found) => {
  const texts = ["Budgets", "Commitments", "Anomalies", "Invoices", "Explorer", "Restatements", "Theme"];
  expect(best(typed, ...texts)[0] ?? null).toBe(found);
});

it("what is spelt right comes before what is meant by a typing error, and its letters are marked", () => {
  expect(best("stores", "Shared stories", "Data stores")).toEqual(["Data stores", "Shared stories"]);
  expect(matchText("bugdets", "All budgets of it")?.marks).toEqual([[4, 11]]);
  expect(matchText("budgts", "Budgets")?.marks).toEqual([[0, 7]]);
});
