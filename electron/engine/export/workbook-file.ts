import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import type { ExportFact, TableColumn } from "#core/export/export-table.ts";
import { KEPT_DIGITS } from "#core/export/significant-digits.ts";
import { SheetNames } from "#core/export/xlsx/sheet-name.ts";
import { type LostCell, notesSheet, SheetWriter, workbookParts } from "#core/export/xlsx/sheet.ts";
import { Styles } from "#core/export/xlsx/styles.ts";
import { writeStream } from "../../disk/named-errors.ts";

/** Rows as they are read, in batches. */
export type RowBatches = AsyncIterable<readonly (readonly (string | null)[])[]>;

export type SheetSource = {
  readonly title: string;
  readonly columns: readonly TableColumn[];
  readonly rows: RowBatches;
  /** What the reader has to know of it. */
  readonly facts?: readonly ExportFact[];
};

/** Exact values kept aside at most, in the memory of the process; further ones are counted. */
const MOST_LOST = 100_000;
const ABOUT = "About";
const EXACT = "Exact values";

/**
 * Writes a workbook row by row: never more than a batch of it is held. What a sheet cannot keep (digits behind the
 * fifteenth, the end of very long text) is listed in a sheet of its own.
 */
export async function writeWorkbook(
  path: string,
  sources: AsyncIterable<SheetSource>,
  about: { readonly facts: readonly ExportFact[]; readonly now: Date; readonly signal: AbortSignal },
): Promise<number> {
  const archive = openArchive(path, about);
  const names = new SheetNames();
  const styles = new Styles();
  const kept = { cells: new Array<LostCell>(), digits: 0, texts: 0 };
  const onLost = (cell: LostCell): void => {
    if (cell.lost === "digits") kept.digits += 1;
    else kept.texts += 1;
    if (kept.cells.length < MOST_LOST) kept.cells.push(cell);
  };
  const sheets = [{ name: names.next(ABOUT), file: "sheet1.xml" }];
  const notes: ExportFact[] = [];
  names.next(EXACT);
  let rows = 0;

  async function addSheets({ title, columns, rows: batches, facts = [] }: SheetSource): Promise<void> {
    const pending = rowsOf(batches, about.signal);
    const told = [...about.facts, ...notes];
    notes.push(...facts.filter((fact) => !told.some(isSame(fact))));
    for (let isMore = true; isMore;) {
      const name = names.next(title);
      const file = `sheet${sheets.length + 1}.xml`;
      sheets.push({ name, file });
      const before = rows;
      isMore = false;
      const writer = new SheetWriter(name, columns, { styles, onLost });
      await archive.add(
        `xl/worksheets/${file}`,
        (async function* () {
          yield writer.open();
          while (true) {
            if (writer.isFull) {
              isMore = await pending.hasMore();
              break;
            }
            const next = await pending.next();
            if (next === null) break;
            rows += 1;
            yield writer.row(next);
          }
          yield writer.close();
        })(),
      );
      notes.push({ name: `Rows of “${name}”`, value: String(rows - before) });
    }
  }

  async function finish(): Promise<void> {
    if (kept.cells.length > 0) {
      const file = `sheet${sheets.length + 1}.xml`;
      sheets.push({ name: EXACT, file });
      await archive.add(`xl/worksheets/${file}`, exactSheet(kept.cells, styles));
    }
    const facts = [...about.facts, ...notes, ...exactnessNotes(kept)];
    await archive.add("xl/worksheets/sheet1.xml", [notesSheet(facts)]);
    await archive.add("xl/styles.xml", [styles.xml()]);
    for (const part of workbookParts(sheets)) await archive.add(part.path, [part.xml]);
  }

  try {
    for await (const source of sources) await addSheets(source);
    await finish();
    await archive.close();
  } catch (error) {
    await archive.abandon(error);
    throw error;
  }
  return rows;
}

function isSame({ name, value }: ExportFact): (other: ExportFact) => boolean {
  return (other) => other.name === name && other.value === value;
}

/** Adds parts one after the other, each as it is made. */
function openArchive(path: string, { now, signal }: { readonly now: Date; readonly signal: AbortSignal }) {
  const zip = new ZipFile();
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const written = pipeline(zip.outputStream, writeStream(path, { flags: "wx" }), { signal: both });
  // Whoever adds parts is told; before that nobody listens.
  written.catch(() => undefined);
  zip.on("error", () => undefined);
  return {
    async add(name: string, pieces: AsyncIterable<string> | Iterable<string>): Promise<void> {
      const stream = Readable.from(joined(pieces), { objectMode: false });
      const read = new Promise<void>((resolve, reject) => {
        stream.once("end", resolve);
        stream.once("error", reject);
      });
      zip.addReadStream(stream, name, { mtime: now });
      await Promise.race([read, written]);
    },
    async close(): Promise<void> {
      zip.end();
      await written;
    },
    /** Waits until the file is let go of. */
    async abandon(reason: unknown): Promise<void> {
      stop.abort(reason);
      await Promise.allSettled([written]);
    },
  };
}

const PIECE = 64 * 1024;

/** Fewer and larger pieces: every one is a turn of the event loop. */
async function* joined(pieces: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  let text = "";
  for await (const piece of pieces) {
    text += piece;
    if (text.length < PIECE) continue;
    yield text;
    text = "";
  }
  if (text !== "") yield text;
}

function rowsOf(batches: RowBatches, signal: AbortSignal) {
  const iterator = batches[Symbol.asyncIterator]();
  let batch: readonly (readonly (string | null)[])[] = [];
  let at = 0;
  async function hasMore(): Promise<boolean> {
    while (at >= batch.length) {
      signal.throwIfAborted();
      const next = await iterator.next();
      if (next.done === true) return false;
      batch = next.value;
      at = 0;
    }
    return true;
  }
  return {
    hasMore,
    async next(): Promise<readonly (string | null)[] | null> {
      if (at >= batch.length && !(await hasMore())) return null;
      at += 1;
      return batch[at - 1] ?? null;
    },
  };
}

function* exactSheet(cells: readonly LostCell[], styles: Styles): Generator<string> {
  const columns = ["Sheet", "Cell", "Column", "Exact value"].map((name): TableColumn => ({
    name,
    kind: "text",
    currency: null,
  }));
  const writer = new SheetWriter(EXACT, columns, { styles, onLost: () => undefined });
  yield writer.open();
  for (const { sheet, place, column, value } of cells) yield writer.row([sheet, place, column, value]);
  yield writer.close();
}

function exactnessNotes({
  cells,
  digits,
  texts,
}: {
  readonly cells: readonly LostCell[];
  readonly digits: number;
  readonly texts: number;
}): readonly ExportFact[] {
  const rest = digits + texts - cells.length;
  const listed =
    rest > 0
      ? ` The first ${cells.length} are listed in the sheet “${EXACT}”; export CSV or Parquet for all.`
      : ` They are listed with every digit in the sheet “${EXACT}”.`;
  return [
    {
      name: "Exactness",
      value:
        digits === 0
          ? `Every number is exact: none has more than the ${KEPT_DIGITS} digits that spreadsheets keep.`
          : `Spreadsheets keep ${KEPT_DIGITS} digits of a number; ${digits} numbers have more.${listed}`,
    },
    ...(texts === 0
      ? []
      : [{ name: "Long texts", value: `${texts} texts are longer than a cell can hold and were cut.` }]),
    { name: "Days and times", value: "UTC, as AWS bills." },
  ];
}
