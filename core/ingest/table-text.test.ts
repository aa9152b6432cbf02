import { expect, test } from "vitest";
import { tableText, type TableText } from "./table-text.ts";

type Bytes = readonly number[];

const CELLS = "Name;Total\nMüller;1,50\n";
const latin = (words: string): Bytes => [...words].map((letter) => letter.charCodeAt(0));
const utf16 = (words: string, swapped: boolean): Bytes =>
  latin(words).flatMap((code) => (swapped ? [code >> 8, code & 0xff] : [code & 0xff, code >> 8]));

function read(bytes: Bytes): TableText {
  return tableText(Uint8Array.from(bytes), (given, encoding) => {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(given);
    } catch {
      return null;
    }
  });
}

test.each([
  ["UTF-8", [...new TextEncoder().encode(CELLS)]],
  ["the code page of Windows", latin(CELLS)],
  ["UTF-16", utf16(`\uFEFF${CELLS}`, false)],
  ["UTF-16 the other way round", utf16(`\uFEFF${CELLS}`, true)],
])("text in %s is read", (_encoding, bytes) => {
  expect(read(bytes)).toEqual({ kind: "text", text: CELLS });
});

test.each([
  ["it is a workbook", latin("PK\u0003\u0004rest")],
  ["it is a workbook", [0xd0, 0xcf, 0x11, 0xe0, 0xa1]],
  ["it is a PDF", latin("%PDF-1.7\n%")],
  ["it is no text", [0x4d, 0x5a, 0x00, 0x03, 0x00]],
  ["it is no text", [0xff, 0xfe, 0x00, 0xd8]],
])("%s", (why, bytes) => {
  expect(read(bytes)).toEqual({ kind: "refused", why });
});

test("an empty file is an empty text", () => {
  expect(read([])).toEqual({ kind: "text", text: "" });
});
