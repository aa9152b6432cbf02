import { AppError, failure } from "#core/result/failure.ts";

/** DuckDB 1.5.6 names a row with too few or too many cells so. */
const COLUMNS = /Expected Number of Columns: (\d+) Found: (\d+)/;

/** A CSV error of DuckDB as `cur.bad_row`; anything else as it is. Its line counts from the header. */
export function csvFailure(path: string, error: unknown): unknown {
  const message = messageOf(error);
  if (message.startsWith("INTERNAL Error:"))
    return badRow(path, 1, "the file is no well-formed CSV", message);
  const [, line] = /CSV Error on Line: (\d+)/.exec(message) ?? [];
  if (line !== undefined) return badRow(path, Number(line) - 1, causeOf(message), message);
  if (/gzip/i.test(message))
    return new AppError(failure("file.damaged", { path, at: 0, cause: firstLine(message) }, "user", message));
  return /CSV Parser state machine|Maximum line size|max_line_size/.test(message)
    ? badRow(path, 1, "the file is no well-formed CSV", message)
    : error;
}

function badRow(path: string, row: number, cause: string, detail: string): AppError {
  return new AppError(failure("cur.bad_row", { path, row: Math.max(1, row), cause }, "user", detail));
}

function causeOf(message: string): string {
  const [, expected, found] = COLUMNS.exec(message) ?? [];
  if (found !== undefined) return `it has ${found} cells where the header has ${expected}`;
  if (/unicode|utf-8/i.test(message)) return "it is not UTF-8 text";
  if (/unterminated quote/i.test(message)) return "a quoted cell is not closed properly";
  return "it is longer than a row can be, or malformed";
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? text;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
