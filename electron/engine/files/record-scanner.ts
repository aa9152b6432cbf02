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
  #recordIsBlank = true;
  #records = 0;
  #columns = 0;
  #shortRows = 0;
  #cutRow: Scanned["cutRow"] = null;
  #bytes = 0;
  #nextSample = 0;

  constructor(sampleEveryBytes: number, takeSample: TakeSample) {
    this.#sampleEveryBytes = sampleEveryBytes;
    this.#takeSample = takeSample;
  }

  /** One pass over the bytes; everything the loop touches is local, which makes it several times faster. */
  push(chunk: Buffer): void {
    const length = chunk.length;
    let filled = this.#filled;
    let state = this.#state;
    let cell = this.#cell;
    let isBlank = this.#recordIsBlank;
    let start = isBlank && cell === 0 && state === START ? 0 : -1;
    for (let at = 0; at < length; at += 1) {
      let byte = chunk[at];
      if (state === QUOTED) {
        if (byte === QUOTE) state = CLOSED;
        else filled[cell] = 1;
        continue;
      }
      if (state === PLAIN)
        while (byte !== COMMA && byte !== NEWLINE && at < length - 1) {
          at += 1;
          byte = chunk[at];
        }
      if (byte === COMMA) {
        cell += 1;
        state = START;
        isBlank = false;
        if (cell >= filled.length) filled = this.#grow(filled);
      } else if (byte === NEWLINE) {
        if (!isBlank || state === PLAIN || state === CLOSED) this.#endRecord(chunk, start, at, cell + 1);
        cell = 0;
        state = START;
        isBlank = true;
        start = at + 1;
      } else if (byte === QUOTE && state !== PLAIN) {
        if (state === CLOSED) filled[cell] = 1;
        state = QUOTED;
      } else if (byte !== RETURN && state === START) {
        filled[cell] = 1;
        state = PLAIN;
      }
    }
    this.#state = state;
    this.#cell = cell;
    this.#recordIsBlank = isBlank;
    this.#bytes += length;
  }

  end(): Scanned {
    if (!this.#recordIsBlank || this.#state !== START) this.#endRecord(null, -1, -1, this.#cell + 1);
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
