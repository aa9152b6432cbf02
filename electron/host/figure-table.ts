import { parse } from "csv-parse/sync";
import { fail } from "#core/result/failure.ts";
import { readTableFile } from "./table-file.ts";

/** Where figures come from: a file, or text as it is copied from a spreadsheet. */
export type FigureSource =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "text"; readonly text: string };

const SEPARATORS = ["\t", ";", "|", ","] as const;

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
  const read = await readTableFile(path);
  return read.kind === "text" ? read.text : fail("figures.unreadable", { path, cause: read.why });
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
