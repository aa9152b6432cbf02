/** One cell of a CSV record; `quoted` tells `NULL` from `"NULL"`. */
export type CsvCell = { readonly text: string; readonly quoted: boolean };

/** What stands between cells: spreadsheets write semicolons where the comma is a decimal point, and tabs when copied. */
export type CsvDelimiter = "," | ";" | "\t";

/**
 * Reads complete records from the beginning of a CSV text (RFC 4180, double quotes). A last record without a line end is
 * only taken when `complete` says that the text ends there.
 */
export function parseCsv(
  text: string,
  complete: boolean,
  delimiter: CsvDelimiter = ",",
): readonly (readonly CsvCell[])[] {
  const records: CsvCell[][] = [];
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  while (at < text.length) {
    const { cells, next } = readRecord(text, at, delimiter);
    if (next === null && !complete) break;
    if (cells.length > 1 || cells[0]?.text !== "") records.push(cells);
    at = next ?? text.length;
  }
  return records;
}

function readRecord(
  text: string,
  start: number,
  delimiter: CsvDelimiter,
): { cells: CsvCell[]; next: number | null } {
  const cells: CsvCell[] = [];
  let at = start;
  for (;;) {
    const cell = text[at] === '"' ? readQuoted(text, at, delimiter) : readPlain(text, at, delimiter);
    cells.push({ text: cell.text, quoted: text[at] === '"' });
    at = cell.end;
    if (at >= text.length) return { cells, next: null };
    if (text[at] === delimiter) at += 1;
    else return { cells, next: text[at] === "\r" && text[at + 1] === "\n" ? at + 2 : at + 1 };
  }
}

function readPlain(text: string, start: number, delimiter: CsvDelimiter): { text: string; end: number } {
  const end = endOfCell(text, start, delimiter);
  return { text: text.slice(start, end), end };
}

function readQuoted(text: string, start: number, delimiter: CsvDelimiter): { text: string; end: number } {
  let value = "";
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return { text: value + text.slice(from), end: text.length };
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') return { text: value, end: endOfCell(text, quote + 1, delimiter) };
    value += '"';
    from = quote + 2;
  }
}

function endOfCell(text: string, at: number, delimiter: CsvDelimiter): number {
  let end = at;
  while (end < text.length && text[end] !== delimiter && text[end] !== "\n" && text[end] !== "\r") end += 1;
  return end;
}
