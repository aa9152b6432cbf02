import { describe, expect, test } from "vitest";
import type { FailureCode } from "./codes.ts";
import { FAILURE_EXAMPLES } from "./examples.ts";
import { failure } from "./failure.ts";
import { oneSentence, sentence } from "./sentence.ts";

describe("every failure has words", () => {
  test.each(Object.keys(FAILURE_EXAMPLES))("%s", (code) => {
    const key = code as FailureCode;
    const value = failure(key, FAILURE_EXAMPLES[key]);
    const { title, advice } = sentence(value);
    for (const text of [title, advice]) {
      expect(text).toMatch(/^\S.*\.$/);
      expect(text).not.toMatch(/undefined|NaN|\[object|\.\.|;/);
    }
    expect(advice).toMatch(/^[A-Z][a-z]/);
    expect(oneSentence(value)).toMatch(/^[^;]+; [a-z][^;]*\.$/);
  });
});

test("a damaged file names the file, the byte and what to do", () => {
  const words = oneSentence(failure("file.damaged", FAILURE_EXAMPLES["file.damaged"]));
  expect(words).toBe(
    "/bills/a.csv.gz is damaged at byte 4711 (the gzip checksum is wrong); " +
      "download it again from AWS, compare its size with the one in S3, and import it once more.",
  );
});

function name(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

test("a screen may write paths its own way", () => {
  expect(sentence(failure("file.empty", { path: "/bills/a.csv" }), name).title).toBe("a.csv is empty.");
});

test("sizes are written in decimal units", () => {
  expect(sentence(failure("file.too_large", FAILURE_EXAMPLES["file.too_large"])).title).toBe(
    "/bills/a.csv holds 2.5 GB, more than the limit of 1 GB.",
  );
});

test("long lists are cut", () => {
  const value = failure("ingest.nothing_to_import", { paths: ["a", "b", "c", "d", "e"] });
  expect(sentence(value).title).toBe("There is no cost report in a, b, c and 2 more.");
});

test("what DuckDB says of damage is for the log, what the app found is said", () => {
  const title = (cause: string) =>
    sentence(failure("workspace.damaged", { path: "/ws/1.parquet", cause })).title;
  expect(title("Invalid Input Error: No magic bytes found at end of file '/ws/1.parquet'")).toBe(
    "Something in the workspace is damaged: /ws/1.parquet.",
  );
  expect(title("line items are missing")).toContain("/ws/1.parquet (line items are missing).");
});
