import fc from "fast-check";
import { expect, test } from "vitest";
import { fitTo, linesOf, widthOf } from "./text-size.ts";

const text = fc.string({ unit: "grapheme", maxLength: 120 });
const width = fc.integer({ min: 20, max: 600 });

test("a text is cut until it fits, and one that fits is left alone", () => {
  fc.assert(
    fc.property(text, width, (whole, room) => {
      const fitted = fitTo(whole, room, 11);
      expect(fitted.length <= 1 || widthOf(fitted, 11) <= room).toBe(true);
      if (widthOf(whole, 11) <= room) expect(fitted).toBe(whole);
      else expect(fitted.endsWith("…")).toBe(true);
    }),
  );
});

test("lines have room for all of a text", () => {
  fc.assert(
    fc.property(text, width, (whole, room) => {
      expect(linesOf(whole, room, 11) * room + 1).toBeGreaterThanOrEqual(
        widthOf(whole.replaceAll(/[ \t\n]+/g, ""), 11),
      );
    }),
  );
});

test("marked letters are as wide as plain ones, bold text is wider, CJK is a square", () => {
  expect(widthOf("Überwachung", 10)).toBe(widthOf("Uberwachung", 10));
  expect(widthOf("e\u0301", 10)).toBe(widthOf("e", 10));
  expect(widthOf("Total", 10, "bold")).toBeGreaterThan(widthOf("Total", 10));
  expect(widthOf("費用", 10)).toBeGreaterThanOrEqual(20);
  expect(linesOf("one two three", 1_000, 10)).toBe(1);
  expect(linesOf("one two three", widthOf("three", 10), 10)).toBe(3);
});
