import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";

const ZERO = 0x30;
const NINE = 0x39;
/** Places of what is read, as the WOFF2 and OpenType specifications have them. */
const WOFF2 = { tables: 12, compressed: 20, length: 8, directory: 48 } as const;
const CMAP = { tables: 2, first: 4, size: 8 } as const;
/** The known tags of WOFF2 that are looked for, by their number. */
const KNOWN_TAGS: Readonly<Record<number, string>> = { 0: "cmap", 10: "glyf", 11: "loca", 28: "GSUB" };
const OTHER_TAG = 63;

type Table = { readonly tag: string; readonly at: number };

/**
 * A font whose digits are as wide as each other by themselves. As a feature of the font (`tnum`) they would be other glyphs, which
 * no letter stands for: a PDF that is printed with them shows amounts that many readers can neither find nor copy.
 */
export function withTabularDigits(font: Uint8Array): Buffer {
  const file = Buffer.from(font);
  const { tables, dataAt } = directoryOf(file);
  const data = brotliDecompressSync(file.subarray(dataAt, dataAt + file.readUInt32BE(WOFF2.compressed)));
  const cmap = placeOf(tables, "cmap");
  const substitutes = tabularGlyphs(data, placeOf(tables, "GSUB"));
  for (let at = 0; at < data.readUInt16BE(cmap + CMAP.tables); at += 1) {
    const subtable = cmap + data.readUInt32BE(cmap + CMAP.first + at * CMAP.size + 4);
    const delta = digitDelta(data, subtable);
    const glyphs = [...Array(NINE - ZERO + 1).keys()].map((digit) => ZERO + digit + delta.value);
    const [first = 0] = glyphs.map((glyph) => substitutes.get(glyph) ?? glyph);
    if (glyphs.some((glyph, digit) => (substitutes.get(glyph) ?? glyph) !== first + digit)) refuse();
    data.writeUInt16BE(first - ZERO, delta.at);
  }
  const compressed = brotliCompressSync(data, {
    params: { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_FONT },
  });
  const filling = Buffer.alloc(-(dataAt + compressed.length) & 3);
  const made = Buffer.concat([file.subarray(0, dataAt), compressed, filling]);
  made.writeUInt32BE(compressed.length, WOFF2.compressed);
  made.writeUInt32BE(made.length, WOFF2.length);
  return made;
}

function directoryOf(file: Buffer): { readonly tables: readonly Table[]; readonly dataAt: number } {
  if (file.toString("latin1", 0, 4) !== "wOF2") refuse();
  let at: number = WOFF2.directory;
  const number = (): number => {
    let value = 0;
    for (let byte = 0x80; (byte & 0x80) !== 0; at += 1) {
      byte = file.readUInt8(at);
      value = value * 128 + (byte & 0x7f);
    }
    return value;
  };
  const tables: Table[] = [];
  let place = 0;
  for (let left = file.readUInt16BE(WOFF2.tables); left > 0; left -= 1) {
    const flags = file.readUInt8(at);
    at += 1;
    const id = flags & 0x3f;
    const tag = id === OTHER_TAG ? file.toString("latin1", at, at + 4) : (KNOWN_TAGS[id] ?? String(id));
    if (id === OTHER_TAG) at += 4;
    const whole = number();
    const isOutline = tag === "glyf" || tag === "loca";
    const isTransformed = isOutline ? flags >> 6 === 0 : flags >> 6 !== 0;
    tables.push({ tag, at: place });
    place += isTransformed ? number() : whole;
  }
  return { tables, dataAt: at };
}

function placeOf(tables: readonly Table[], wanted: string): number {
  return tables.find(({ tag }) => tag === wanted)?.at ?? refuse();
}

/** What is added to a digit's code to get its glyph, and where that stands; of a segment map whose digits are a segment of their own. */
function digitDelta(data: Buffer, map: number): { readonly value: number; readonly at: number } {
  if (data.readUInt16BE(map) !== 4) refuse();
  const size = data.readUInt16BE(map + 6);
  for (let at = 0; at < size; at += 2) {
    const [last, first] = [data.readUInt16BE(map + 14 + at), data.readUInt16BE(map + 16 + size + at)];
    const isByTable = data.readUInt16BE(map + 16 + 3 * size + at) !== 0;
    const place = map + 16 + 2 * size + at;
    if (first === ZERO && last === NINE && !isByTable) return { value: data.readUInt16BE(place), at: place };
  }
  return refuse();
}

/** Glyphs with what the feature `tnum` puts in their place. */
function tabularGlyphs(data: Buffer, gsub: number): ReadonlyMap<number, number> {
  const short = (at: number): number => data.readUInt16BE(at);
  const [features, lookups] = [gsub + short(gsub + 6), gsub + short(gsub + 8)];
  const records = [...Array(short(features)).keys()].map((index) => features + 2 + index * 6);
  const record = records.find((at) => data.toString("latin1", at, at + 4) === "tnum") ?? refuse();
  const lookup = lookups + short(lookups + 2 + short(features + short(record + 4) + 4) * 2);
  const table = lookup + short(lookup + 6);
  if (short(lookup) !== 1 || short(table) !== 2) refuse();
  return new Map(
    coveredGlyphs(data, table + short(table + 2)).map((glyph, index) => [
      glyph,
      short(table + 6 + index * 2),
    ]),
  );
}

function coveredGlyphs(data: Buffer, coverage: number): readonly number[] {
  const short = (at: number): number => data.readUInt16BE(coverage + at);
  const entries = [...Array(short(2)).keys()];
  if (short(0) === 1) return entries.map((index) => short(4 + index * 2));
  return entries.flatMap((index) => {
    const [first, last] = [short(4 + index * 6), short(6 + index * 6)];
    return [...Array(last - first + 1).keys()].map((more) => first + more);
  });
}

function refuse(): never {
  throw new Error("the font of the report is not built as expected: its digits cannot be made tabular");
}
