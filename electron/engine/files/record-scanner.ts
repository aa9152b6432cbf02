const NEWLINE = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;
const COMMA = 0x2c;
const NOTHING = -1;

/** Receives one record now and then, as bytes that are only valid during the call. */
export type TakeSample = (record: Buffer) => void;

/** Counts the records of a CSV stream (line ends outside quotes) independently of the database that reads it later. */
export class RecordScanner {
  readonly #sampleEveryBytes: number;
  readonly #takeSample: TakeSample;
  #records = 0;
  #inQuotes = false;
  #recordHasBytes = false;
  #previous = NEWLINE;
  #bytes = 0;
  #nextSample = 0;

  constructor(sampleEveryBytes: number, takeSample: TakeSample) {
    this.#sampleEveryBytes = sampleEveryBytes;
    this.#takeSample = takeSample;
  }

  push(chunk: Buffer): void {
    let start = 0;
    let at = 0;
    let wholeRecord = this.#bytes === 0 || (!this.#recordHasBytes && !this.#inQuotes);
    let newline = chunk.indexOf(NEWLINE);
    let quote = chunk.indexOf(QUOTE);
    for (;;) {
      if (quote !== NOTHING && quote < at) quote = chunk.indexOf(QUOTE, at);
      if (this.#inQuotes) {
        if (quote === NOTHING) break;
        this.#inQuotes = false;
        at = quote + 1;
        continue;
      }
      if (newline !== NOTHING && newline < at) newline = chunk.indexOf(NEWLINE, at);
      if (quote !== NOTHING && (newline === NOTHING || quote < newline)) {
        this.#inQuotes = opensCell(quote === 0 ? this.#previous : chunk[quote - 1]);
        at = quote + 1;
        continue;
      }
      if (newline === NOTHING) break;
      this.#endRecord(chunk, start, newline, wholeRecord);
      wholeRecord = true;
      start = newline + 1;
      at = start;
    }
    this.#recordHasBytes ||= hasBytes(chunk, start, chunk.length);
    this.#previous = chunk[chunk.length - 1] ?? this.#previous;
    this.#bytes += chunk.length;
  }

  /** Number of records, the header included, blank lines left out; and whether the text ended inside quotes. */
  end(): { readonly records: number; readonly openQuote: boolean } {
    if (this.#recordHasBytes) this.#records += 1;
    this.#recordHasBytes = false;
    return { records: this.#records, openQuote: this.#inQuotes };
  }

  #endRecord(chunk: Buffer, start: number, end: number, whole: boolean): void {
    if (!this.#recordHasBytes && !hasBytes(chunk, start, end)) return;
    this.#recordHasBytes = false;
    this.#records += 1;
    const position = this.#bytes + start;
    if (!whole || position < this.#nextSample) return;
    this.#nextSample = position + this.#sampleEveryBytes;
    this.#takeSample(chunk.subarray(start, end));
  }
}

/** A quote opens a quoted cell at the cell's first place, and again right behind a closing one (`""`). */
function opensCell(previous: number | undefined): boolean {
  return previous === COMMA || previous === NEWLINE || previous === QUOTE || previous === RETURN;
}

function hasBytes(chunk: Buffer, start: number, end: number): boolean {
  return end > start && !(end === start + 1 && chunk[start] === RETURN);
}
