import { indexOfByte } from "./byte-position.ts";

/** What is wrong with a statement, in a sentence without its full stop; `at` is the index into its text, where known. */
export type SqlProblem = { readonly problem: string; readonly at: number | null };

/** An error of DuckDB as it writes it with `errors_as_json`. */
export type DuckDBProblem = {
  readonly exception_type?: string | undefined;
  readonly exception_message: string;
  readonly position?: string | undefined;
  readonly candidates?: string | undefined;
  readonly name?: string | undefined;
  readonly error_subtype?: string | undefined;
};

/** Reads what DuckDB threw; the JSON may stand behind a word for its kind. */
export function readProblem(message: string): DuckDBProblem {
  const start = message.indexOf("{");
  try {
    const parsed: unknown = JSON.parse(message.slice(Math.max(0, start)));
    if (isProblem(parsed)) return parsed;
  } catch {
    // Errors that are no statement's fault come as plain text.
  }
  return { exception_message: message };
}

/** The same in plain words, with the place in the text the user wrote; `prefix` are bytes that were put before it. */
export function plainProblem(text: string, error: DuckDBProblem, prefixBytes = 0): SqlProblem {
  const byte = error.position === undefined ? null : Number(error.position) - prefixBytes;
  const at = byte === null || !(byte >= 0) ? null : indexOfByte(text, byte);
  return { problem: wordsFor(error), at };
}

function wordsFor(error: DuckDBProblem): string {
  const { name, candidates, error_subtype: kind } = error;
  if (kind === "COLUMN_NOT_FOUND" && name !== undefined)
    return `There is no column "${name}" here${suggestion(candidates)}`;
  if (error.exception_type === "Catalog" && name !== undefined && /Function/.test(error.exception_message))
    return `There is no function "${name}"${suggestion(candidates)}`;
  const [first = ""] = error.exception_message.split("\n");
  return sentence(
    first.replace(/^(?:Parser|Binder|Catalog|Conversion|Invalid Input|Out of Range) Error: ?/, ""),
  );
}

function suggestion(candidates: string | undefined): string {
  const names = (candidates ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  return names.length === 0 ? "" : `, perhaps you mean ${names.slice(0, 3).join(", ")}`;
}

function sentence(text: string): string {
  const trimmed = text.trim().replace(/[.!]+$/, "");
  return `${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1)}`;
}

function isProblem(value: unknown): value is DuckDBProblem {
  return typeof value === "object" && value !== null && "exception_message" in value;
}
