import { readFile, stat } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import { fail } from "#core/result/failure.ts";

/** Where figures come from: a file, or text as it is copied from a spreadsheet. */
export type FigureSource =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "text"; readonly text: string };

const LARGEST_BYTES = 20_000_000;
const SEPARATORS = ["\t", ";", "|", ","] as const;
/** How a workbook begins, which is a ZIP archive, and an old one. */
const WORKBOOKS = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
];

/** Reads the cells of a table line by line, blank lines too, so that a line keeps its number. */
export async function readFigureTable(source: FigureSource): Promise<readonly (readonly string[])[]> {
  const path = source.kind === "file" ? source.path : "The pasted text";
  const text = source.kind === "file" ? await textOf(source.path) : source.text;
  try {
    return parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      relaxColumnCount: true,
      relaxQuotes: true,
      skipEmptyLines: false,
      trim: true,
    });
  } catch (error) {
    return fail("figures.unreadable", {
      path,
      cause: error instanceof Error ? error.message : String(error),
    });
  }
}

async function textOf(path: string): Promise<string> {
  const { size } = await stat(path).catch(() => fail("file.not_found", { path }));
  if (size > LARGEST_BYTES) fail("file.too_large", { path, sizeBytes: size, limitBytes: LARGEST_BYTES });
  const bytes = await readFile(path).catch((error: unknown) =>
    fail("file.unreadable", { path, cause: error instanceof Error ? error.message : String(error) }),
  );
  if (WORKBOOKS.some((magic) => magic.every((byte, at) => bytes[at] === byte)))
    fail("figures.unreadable", { path, cause: "it is a workbook" });
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // Spreadsheets on Windows still write their old code page.
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** The first of the usual separators that stands in the first line outside quotes. */
function separatorOf(text: string): string {
  const first =
    text
      .replace(/^\uFEFF/, "")
      .split(/\r?\n/)
      .find((line) => line.trim() !== "") ?? "";
  const bare = first.replaceAll(/"[^"]*"/g, "");
  return SEPARATORS.find((separator) => bare.includes(separator)) ?? ",";
}
