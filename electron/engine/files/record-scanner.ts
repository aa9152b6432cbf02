const NEWLINE = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;
const COMMA = 0x2c;

/** What scanning a CSV text to its end has shown. Rows are counted from 1 behind the header; blank lines do not count. */
export type Scanned = {
  readonly rows: number;
  /** Number of columns of the header. */
  readonly columns: number;
  /** Positions of the columns that have a value in some row. */
  readonly filled: ReadonlySet<number>;
  /** Rows that lack exactly their last cell. */
  readonly shortRows: number;
  /** The first row that lacks more. */
  readonly cutRow: { readonly row: number; readonly cells: number } | null;
  /** The text ended inside quotes. */
  readonly openQuote: boolean;
};

/** Receives one record now and then, as bytes that are only valid during the call. */
export type TakeSample = (record: Buffer) => void;

/** Where in the grammar of a cell the scanner stands. */
const START = 0;
const PLAIN = 1;
const QUOTED = 2;
const CLOSED = 3;
type State = typeof START | typeof PLAIN | typeof QUOTED | typeof CLOSED;

/** Counts the rows and finds the empty columns of a CSV stream, independently of the database that reads it later. */
export class RecordScanner {
  readonly #sampleEveryBytes: number;
  readonly #takeSample: TakeSample;
  #filled = new Uint8Array(1024);
  #state: State = START;
  #cell = 0;
  #records = 0;
  #columns = 0;
  #shortRows = 0;
  #cutRow: Scanned["cutRow"] = null;
  #bytes = 0;
  #openBytes = 0;
  #nextSample = 0;

  constructor(sampleEveryBytes: number, takeSample: TakeSample) {
    this.#sampleEveryBytes = sampleEveryBytes;
    this.#takeSample = takeSample;
  }

  /** One pass over the bytes, cell by cell; what the loops touch is local, which makes them several times faster. */
  push(chunk: Buffer): void {
    const length = chunk.length;
    let filled = this.#filled;
    let state = this.#state;
    let cell = this.#cell;
    let start = cell === 0 && state === START ? 0 : -1;
    let at = 0;
    while (at < length) {
      const byte = chunk[at];
      if (state === QUOTED) {
        if (byte === QUOTE) {
          state = CLOSED;
          at += 1;
        } else {
          filled[cell] = 1;
          const quote = chunk.indexOf(QUOTE, at);
          at = quote < 0 ? length : quote;
        }
      } else if (byte === COMMA) {
        cell += 1;
        at += 1;
        state = START;
        if (cell === filled.length) filled = this.#grow(filled);
      } else if (byte === NEWLINE) {
        if (cell > 0 || state !== START) this.#endRecord(chunk, start, at, cell + 1);
        cell = 0;
        at += 1;
        state = START;
        start = at;
      } else if (byte === QUOTE && state !== PLAIN) {
        if (state === CLOSED) filled[cell] = 1;
        state = QUOTED;
        at += 1;
      } else if (byte === RETURN && state !== PLAIN) {
        at += 1;
      } else {
        if (state === START) {
          filled[cell] = 1;
          state = PLAIN;
        }
        at = endOfCell(chunk, at + 1, length);
      }
    }
    this.#state = state;
    this.#cell = cell;
    this.#bytes += length;
    this.#openBytes = start < 0 ? this.#openBytes + length : length - start;
  }

  /** Records that have ended so far, the header among them. */
  get records(): number {
    return this.#records;
  }

  /** How long the record is that has not ended yet. */
  get openBytes(): number {
    return this.#openBytes;
  }

  end(): Scanned {
    if (this.#cell > 0 || this.#state !== START) this.#endRecord(null, -1, -1, this.#cell + 1);
    return {
      rows: Math.max(0, this.#records - 1),
      columns: this.#columns,
      filled: new Set([...this.#filled.keys()].filter((index) => this.#filled[index] === 1)),
      shortRows: this.#shortRows,
      cutRow: this.#cutRow,
      openQuote: this.#state === QUOTED,
    };
  }

  #endRecord(chunk: Buffer | null, start: number, end: number, cells: number): void {
    this.#records += 1;
    if (this.#records === 1) {
      this.#columns = cells;
      this.#filled.fill(0);
      return;
    }
    if (cells === this.#columns - 1) this.#shortRows += 1;
    else if (cells < this.#columns) this.#cutRow ??= { row: this.#records - 1, cells };
    const position = this.#bytes + start;
    if (chunk === null || start < 0 || position < this.#nextSample) return;
    this.#nextSample = position + this.#sampleEveryBytes;
    this.#takeSample(chunk.subarray(start, end));
  }

  #grow(filled: Uint8Array): Uint8Array<ArrayBuffer> {
    const larger = new Uint8Array(2 * filled.length);
    larger.set(filled);
    this.#filled = larger;
    return larger;
  }
}

function endOfCell(chunk: Buffer, from: number, length: number): number {
  let at = from;
  while (at < length) {
    const byte = chunk[at];
    if (byte === COMMA || byte === NEWLINE) return at;
    at += 1;
  }
  return length;
}
