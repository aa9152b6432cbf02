import { expect, test } from "vitest";
import { contrastOf, isColour } from "#core/client-report/colour.ts";
import { REPORT_SECTIONS } from "#core/client-report/report-definition.ts";
import {
  ACCENTS,
  keptAs,
  moved,
  nameOf,
  newReport,
  sectionChoices,
  sectionsOf,
  switched,
} from "./edit-report.ts";

test("a report is kept once per name: the same name replaces, another one stands beside", () => {
  const acme = newReport("a", "Acme");
  expect(keptAs(acme, [], "n")).toBe(acme);
  expect(keptAs({ ...acme, accent: "#9b2c1f" }, [acme], "n")).toEqual({ ...acme, accent: "#9b2c1f" });
  expect(keptAs({ ...acme, client: "Globex" }, [acme], "n").id).toBe("n");
  expect(keptAs({ ...acme, id: "b", client: " Acme " }, [acme], "n").id).toBe("a");
  expect(nameOf({ client: "", title: "Review" })).toBe("Review");
});

test("sections change their order and are left out, but never all of them", () => {
  const all = sectionChoices(REPORT_SECTIONS);
  expect(sectionsOf(moved(all, "trend", 0)).slice(0, 2)).toEqual(["trend", "summary"]);
  expect(moved(all, "summary", -1)).toBe(all);
  expect(moved(all, "method", all.length)).toBe(all);
  const without = switched(all, "summary");
  expect(sectionsOf(without)).toEqual(REPORT_SECTIONS.slice(1));
  expect(sectionsOf(switched(without, "summary"))).toEqual(REPORT_SECTIONS);
  const one = sectionChoices(["method"]);
  expect(switched(one, "method")).toBe(one);
});

test("a section that is left out keeps its place in the list", () => {
  expect(sectionChoices(["method", "trend"], ["method", "summary", "trend"]).slice(0, 3)).toEqual([
    { id: "method", isOn: true },
    { id: "summary", isOn: false },
    { id: "trend", isOn: true },
  ]);
  expect(sectionChoices(["method", "trend"], ["method", "summary", "trend"])).toHaveLength(
    REPORT_SECTIONS.length,
  );
});

test("every colour to begin with can be read on white", () => {
  for (const { value } of ACCENTS) {
    expect(isColour(value)).toBe(true);
    expect(contrastOf(value, "#ffffff")).toBeGreaterThanOrEqual(4.5);
  }
});
