import { describe, expect, test } from "vitest";
import { withFigures } from "./business-metric.ts";
import { NO_CHOICES, readFigures } from "./read-figures.ts";

const rows = (text: string): string[][] => text.split("\n").map((line) => line.split(";"));

describe("a column per figure", () => {
  test("each is a metric by its name; a blank cell is no figure", () => {
    const read = readFigures(
      rows("Month;Orders;Active users;Note\n2026-01;1,200.5;30;x\n2026-02;1,300;;y"),
      NO_CHOICES,
    );
    expect(read).toMatchObject({ grain: "month", canKeep: true, questions: [], problems: [] });
    expect(read.columns.map(({ role }) => role)).toEqual(["date", "figure", "figure", "ignore"]);
    expect(read.metrics).toEqual([
      {
        name: "Orders",
        figures: [
          { from: "2026-01-01", unit: null, value: "1200.5000000000" },
          { from: "2026-02-01", unit: null, value: "1300.0000000000" },
        ],
      },
      { name: "Active users", figures: [{ from: "2026-01-01", unit: null, value: "30.0000000000" }] },
    ]);
  });

  test("a file without names takes the one given", () => {
    const read = readFigures(rows("2026-01-01;5\n2026-01-02;6"), { ...NO_CHOICES, name: "orders" });
    expect(read.metrics).toMatchObject([
      { name: "orders", figures: [{ from: "2026-01-01" }, { from: "2026-01-02" }] },
    ]);
    expect(read.grain).toBe("day");
  });
});

test("a column may name the figure, and another one the unit", () => {
  const read = readFigures(
    rows(
      "date;metric;business unit;value\n2026-01-01;Orders;Web;5\n2026-01-01;Orders;;9\n2026-01-01;Users;Web;2",
    ),
    NO_CHOICES,
  );
  expect(read.columns.map(({ role }) => role)).toEqual(["date", "metric", "unit", "figure"]);
  expect(read.metrics.map(({ name, figures }) => [name, figures.map(({ unit }) => unit)])).toEqual([
    ["Orders", [null, "Web"]],
    ["Users", ["Web"]],
  ]);
});

describe("what can be read in two ways is asked", () => {
  test("day or month first", () => {
    const table = rows("date;orders\n03/04/2026;5\n05/06/2026;6");
    const open = readFigures(table, NO_CHOICES);
    expect(open).toMatchObject({
      canKeep: false,
      questions: [{ about: "dateOrder", examples: ["03/04/2026", "05/06/2026"] }],
    });
    const told = readFigures(table, { ...NO_CHOICES, dateOrder: "dayFirst" });
    expect(told.metrics[0]?.figures.map(({ from }) => from)).toEqual(["2026-04-03", "2026-06-05"]);
  });

  test("one date that proves the order settles the others", () => {
    const read = readFigures(rows("date;orders\n03/04/2026;5\n25/06/2026;6"), NO_CHOICES);
    expect(read.metrics[0]?.figures.map(({ from }) => from)).toEqual(["2026-04-03", "2026-06-25"]);
  });

  test("point or comma", () => {
    const table = rows("date;orders\n2026-01-01;1,234");
    expect(readFigures(table, NO_CHOICES).questions).toEqual([{ about: "decimalMark", examples: ["1,234"] }]);
    expect(readFigures(table, { ...NO_CHOICES, decimalMark: "," }).metrics[0]?.figures[0]?.value).toBe(
      "1.2340000000",
    );
    const proven = readFigures([...table, ["2026-01-02", "2,345.5"]], NO_CHOICES);
    expect(proven.metrics[0]?.figures[0]?.value).toBe("1234.0000000000");
  });

  test("several figures of one date; the same figure twice is told and counts once", () => {
    const table = rows("date;orders\n2026-01-01;5\n2026-01-01;6\n2026-01-02;7\n2026-01-02;7");
    expect(readFigures(table, NO_CHOICES)).toMatchObject({
      canKeep: false,
      repeated: 1,
      questions: [{ about: "repeats", examples: ["orders on 2026-01-01"] }],
    });
    const values = (repeats: "sum" | "last") =>
      readFigures(table, { ...NO_CHOICES, repeats }).metrics[0]?.figures.map(({ value }) => Number(value));
    expect(values("last")).toEqual([6, 7]);
    expect(values("sum")).toEqual([11, 14]);
  });
});

test("lines that cannot be read are named and left out only when asked", () => {
  const table = rows(
    "date;orders\n2026-01-01;5\n2026-13-01;6\n2026-01-03;many\n2026-01-04 17:00;2\n04/05/26;1",
  );
  const read = readFigures(table, NO_CHOICES);
  expect(read.problems).toEqual([
    { line: 3, text: "2026-13-01", reason: "date" },
    { line: 4, text: "many", reason: "number" },
    { line: 5, text: "2026-01-04 17:00", reason: "hourly" },
    { line: 6, text: "04/05/26", reason: "shortYear" },
  ]);
  expect(read.canKeep).toBe(false);
  expect(readFigures(table, { ...NO_CHOICES, leaveOut: true })).toMatchObject({
    canKeep: true,
    metrics: [{ figures: [{ from: "2026-01-01" }] }],
  });
});

test.each([
  ["", "noLines"],
  ["date;orders", "noLines"],
  ["name;orders\na;5", "noDate"],
  ["date;note\n2026-01-01;x", "noFigure"],
  ["date;metric;a;b\n2026-01-01;x;1;2", "twoFigures"],
] as const)("%j cannot be read: %s", (text, fault) => {
  expect(readFigures(rows(text), NO_CHOICES)).toMatchObject({ fault, canKeep: false });
});

test.each([
  ["2026-01-01\n2026-02-01\n2026-03-01", "month"],
  ["2026-01-05\n2026-01-12\n2026-01-26", "week"],
  ["2026-W02\n2026-W03", "week"],
  ["2026-01-01\n2026-01-02", "day"],
] as const)("%j counts a %s each", (days, grain) => {
  const table = [["date", "orders"], ...days.split("\n").map((day) => [day, "1"])];
  expect(readFigures(table, NO_CHOICES).grain).toBe(grain);
});

test("new figures take the place of those of the same date and unit", () => {
  const figure = (from: string, value: string) => ({ from, unit: null, value });
  const held = {
    id: "m",
    name: "Orders",
    grain: "day",
    combine: "sum",
    per: 1,
    figures: [figure("2026-01-01", "5.0"), figure("2026-01-02", "6.0")],
  } as const;
  const merged = withFigures(held, {
    grain: "day",
    figures: [figure("2026-01-02", "7.0"), figure("2026-01-01", "5.0"), figure("2026-01-03", "1.0")],
  });
  expect(merged).toMatchObject({ added: 1, changed: 1, same: 1, dropped: 0 });
  expect(merged.metric.figures.map(({ value }) => value)).toEqual(["5.0", "7.0", "1.0"]);
  expect(withFigures(held, { grain: "month", figures: [figure("2026-01-01", "9.0")] })).toMatchObject({
    added: 1,
    dropped: 2,
    metric: { grain: "month", figures: [{ value: "9.0" }] },
  });
});
