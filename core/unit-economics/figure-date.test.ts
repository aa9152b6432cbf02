import { describe, expect, test } from "vitest";
import { addDays } from "../time/period.ts";
import { parseFigureDate, startOfWeek, weekdayOf } from "./figure-date.ts";

describe("dates as spreadsheets write them", () => {
  test.each([
    ["2026-03-04", "day", "2026-03-04"],
    ["2026/3/4", "day", "2026-03-04"],
    ["20260304", "day", "2026-03-04"],
    ["2026-03-04T00:00:00Z", "day", "2026-03-04"],
    ["2026-03-04 00:00", "day", "2026-03-04"],
    ["04.03.2026", "day", "2026-03-04"],
    ["31/12/2025", "day", "2025-12-31"],
    ["12/31/2025", "day", "2025-12-31"],
    ["5/5/2026", "day", "2026-05-05"],
    ["4 Mar 2026", "day", "2026-03-04"],
    ["March 4th, 2026", "day", "2026-03-04"],
    ["2026-03", "month", "2026-03-01"],
    ["03/2026", "month", "2026-03-01"],
    ["Mar 2026", "month", "2026-03-01"],
    ["Sept-2026", "month", "2026-09-01"],
    ["2026-W01", "week", "2025-12-29"],
    ["2020-W53", "week", "2020-12-28"],
  ] as const)("%s is the %s %s", (text, kind, day) => {
    expect(parseFigureDate(text, null)).toEqual({ kind, day });
  });

  test("the order that was told settles what could be either", () => {
    expect(parseFigureDate("03/04/2026", null)).toEqual({ kind: "ambiguous" });
    expect(parseFigureDate("03/04/2026", "dayFirst")).toEqual({ kind: "day", day: "2026-04-03" });
    expect(parseFigureDate("03/04/2026", "monthFirst")).toEqual({ kind: "day", day: "2026-03-04" });
  });

  test.each([
    ["2026-03-04 13:00", "hourly"],
    ["03/04/26", "shortYear"],
    ["Mar 26", "shortYear"],
    ["2026-02-30", "none"],
    ["32.01.2026", "none"],
    ["2021-W53", "none"],
    ["1234.10", "none"],
    ["Q1 2026", "none"],
    ["orders", "none"],
    ["", "none"],
  ] as const)("%s is %s", (text, kind) => {
    expect(parseFigureDate(text, "dayFirst").kind).toBe(kind);
  });
});

test("a week begins on the weekday asked for, at most six days back", () => {
  for (let at = 0; at < 20; at += 1)
    for (let weekday = 0; weekday < 7; weekday += 1) {
      const day = addDays("2026-02-20", at);
      const start = startOfWeek(day, weekday);
      expect(weekdayOf(start)).toBe(weekday);
      expect(start <= day && addDays(start, 6) >= day).toBe(true);
    }
});
