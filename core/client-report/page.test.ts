import fc from "fast-check";
import { expect, test } from "vitest";
import { BODY, headline, tablePages } from "./page.ts";
import { linesOf } from "./text-size.ts";

const LONG =
  "Units of the model Allocation of shared platform costs to the business areas of the group carry most of what the bill of October 2026 says, and the pools the rest of it, which is handed on by the keys that were agreed on in the year before";

test("a title of any length stays in two lines and says when it is continued", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), fc.boolean(), (title, isContinued) => {
      const text = headline({ title, isContinued });
      expect(linesOf(text, BODY.width, 24, "bold")).toBeLessThanOrEqual(2);
      expect(text.endsWith(" (continued)")).toBe(isContinued || title.endsWith(" (continued)"));
    }),
    { numRuns: 200 },
  );
});

test("a short title is left as it is, and each further page of a table is continued", () => {
  expect(headline({ title: "Cost by unit" })).toBe("Cost by unit");
  const table = {
    name: "Units",
    columns: [{ name: "Unit", align: "left", width: 380 }] as const,
    rows: Array.from({ length: 60 }, (_, at) => [{ text: `unit ${at}`, depth: at % 4 }]),
    sum: null,
  };
  const pages = tablePages({ title: LONG, table, source: "Amortized cost" });
  expect(pages.length).toBeGreaterThan(1);
  expect(pages.map(headline).map((text) => text.endsWith("… (continued)"))).toEqual(
    pages.map((_, at) => at > 0),
  );
  expect(headline({ title: LONG })).toMatch(/…$/);
});
