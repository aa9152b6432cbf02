/** One cell of a CSV record; `quoted` tells `NULL` from `"NULL"`. */
export type CsvCell = { readonly text: string; readonly quoted: boolean };

/**
 * Reads complete records from the beginning of a CSV text (RFC 4180, comma, double quotes). A last record without a line
 * end is only taken when `complete` says that the text ends there.
 */
export function parseCsv(text: string, complete: boolean): readonly (readonly CsvCell[])[] {
  const records: CsvCell[][] = [];
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  while (at < text.length) {
    const { cells, next } = readRecord(text, at);
    if (next === null && !complete) break;
    if (cells.length > 1 || cells[0]?.text !== "") records.push(cells);
    at = next ?? text.length;
  }
  return records;
}

function readRecord(text: string, start: number): { cells: CsvCell[]; next: number | null } {
  const cells: CsvCell[] = [];
  let at = start;
  for (;;) {
    const cell = text[at] === '"' ? readQuoted(text, at) : readPlain(text, at);
    cells.push({ text: cell.text, quoted: text[at] === '"' });
    at = cell.end;
    if (at >= text.length) return { cells, next: null };
    if (text[at] === ",") at += 1;
    else return { cells, next: text[at] === "\r" && text[at + 1] === "\n" ? at + 2 : at + 1 };
  }
}

function readPlain(text: string, start: number): { text: string; end: number } {
  let end = start;
  while (end < text.length && text[end] !== "," && text[end] !== "\n" && text[end] !== "\r") end += 1;
  return { text: text.slice(start, end), end };
}

function readQuoted(text: string, start: number): { text: string; end: number } {
  let value = "";
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return { text: value + text.slice(from), end: text.length };
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') return { text: value, end: endOfCell(text, quote + 1) };
    value += '"';
    from = quote + 2;
  }
}

function endOfCell(text: string, at: number): number {
  let end = at;
  while (end < text.length && text[end] !== "," && text[end] !== "\n" && text[end] !== "\r") end += 1;
  return end;
}
