import type { ColumnType } from "../delivery/delivery.ts";
import { parseCsv, type CsvCell } from "./csv.ts";

/** What a sample of a CSV file's records tells about how to read the whole of it. All of it is checked or harmless when the sample was wrong. */
export type SampleFacts = {
  /** `NULL` stands, unquoted, in columns that hold numbers, times or maps. */
  readonly nullText: boolean;
  /** Positions of numbers with exponents and of times in an unusual form, each with an example. */
  readonly unusual: ReadonlyMap<number, string>;
};

const USUAL_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

export function sampleFacts(records: readonly string[], types: readonly ColumnType[]): SampleFacts {
  const unusual = new Map<number, string>();
  let nullText = false;
  for (const record of records) {
    const [cells = []] = parseCsv(record, true);
    for (const [index, cell] of cells.entries()) {
      if (cell.text === "") continue;
      const isNull = cell.text === "NULL" && !cell.quoted;
      if (isNull) nullText ||= types[index] !== "text";
      if (isUnusual(cell, types[index])) unusual.set(index, cell.text);
    }
  }
  return { nullText, unusual };
}

function isUnusual({ text }: CsvCell, type: ColumnType | undefined): boolean {
  if (type === "decimal") return /^[^a-z]*\d[eE][^a-z]*$/i.test(text);
  return type === "timestamp" && text !== "NULL" && !USUAL_TIME.test(text);
}
