import { expect, test } from "vitest";
import type { SqlAnswer, SqlColumnKind } from "#core/console/sql-answer.ts";
import { drawable, resultPicture } from "./result-picture.ts";

function answerOf(
  columns: readonly (readonly [string, SqlColumnKind])[],
  rows: SqlAnswer["rows"],
): SqlAnswer {
  return {
    columns: columns.map(([name, kind]) => ({ name, kind, type: "" })),
    rows,
    cut: null,
    elapsedMs: 1,
  };
}

const BY_SERVICE = answerOf(
  [
    ["day", "day"],
    ["service", "text"],
    ["cost", "decimal"],
  ],
  [
    ["2026-10-02", "S3", "1"],
    ["2026-10-01", "EC2", "5.5"],
    ["2026-10-01", "EC2", "0.5"],
    ["2026-10-02", "EC2", null],
  ],
);

test("finds the time, the values and what tells series apart", () => {
  expect(drawable(BY_SERVICE)).toEqual({ time: [0], values: [2], names: [1] });
});

test("billing periods are a time as well", () => {
  const months = answerOf(
    [
      ["billing_period", "text"],
      ["cost", "decimal"],
    ],
    [
      ["2026-09", "1"],
      ["2026-10", "2"],
    ],
  );
  expect(drawable(months)).toEqual({ time: [0], values: [1], names: [] });
});

test.each([
  ["no time", answerOf([["cost", "decimal"]], [["1"], ["2"]])],
  ["no value", answerOf([["day", "day"]], [["2026-10-01"], ["2026-10-02"]])],
  [
    "one row",
    answerOf(
      [
        ["day", "day"],
        ["cost", "decimal"],
      ],
      [["2026-10-01", "1"]],
    ),
  ],
])("%s cannot be drawn", (_, answer) => {
  expect(drawable(answer)).toBeNull();
});

test("draws one series per name, the largest first; what is not there stays unknown", () => {
  const { buckets, series } = resultPicture(BY_SERVICE, { time: 0, value: 2, name: 1, kind: "bars" });
  expect(buckets).toEqual(["2026-10-01", "2026-10-02"]);
  expect(series.map(({ name, values }) => [name, values])).toEqual([
    ["EC2", [6, null]],
    ["S3", [null, 1]],
  ]);
});

test("hours are told apart from days", () => {
  const hours = answerOf(
    [
      ["hour", "instant"],
      ["cost", "decimal"],
    ],
    [
      ["2026-10-01 00:00:00", "1"],
      ["2026-10-01 13:00:00", "2"],
    ],
  );
  expect(resultPicture(hours, { time: 0, value: 1, name: null, kind: "lines" }).buckets).toEqual([
    "2026-10-01",
    "2026-10-01T13:00:00",
  ]);
});
