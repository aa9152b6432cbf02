/** A statement split into what the gate judges and what is put before it again. */
export type StatementHead = {
  /** `EXPLAIN ` or `EXPLAIN ANALYZE `; empty for a plain query. */
  readonly prefix: string;
  /** The query itself; blanks stand for what was taken away, so that positions stay those of the whole text. */
  readonly query: string;
};

const BLANK = String.raw`(?:\s|--[^\n]*\n|/\*(?:[^*]|\*(?!/))*\*/)`;
const EXPLAIN = new RegExp(`^${BLANK}*explain(?:${BLANK}+(analyze))?(?=${BLANK}|\\()`, "i");
const FIRST_WORD = new RegExp(`^${BLANK}*(\\w+)`);

/** Takes EXPLAIN away, which DuckDB does not write as a tree; what it explains is judged like any other query. */
export function splitHead(text: string): StatementHead {
  const match = EXPLAIN.exec(text);
  if (match === null) return { prefix: "", query: text };
  const [whole, analyze] = match;
  return {
    prefix: analyze === undefined ? "EXPLAIN " : "EXPLAIN ANALYZE ",
    query: whole.replace(/[^\n]/g, " ") + text.slice(whole.length),
  };
}

/** First word of a statement behind blanks and comments, in capitals: `COPY`, `SET`. */
export function firstWord(text: string): string {
  return (FIRST_WORD.exec(text)?.[1] ?? "").toUpperCase();
}
