/** How spreadsheets write the text of a table. */
export type TableEncoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
/** Null where the bytes are no text of the encoding. */
export type DecodeTable = (bytes: Uint8Array, encoding: TableEncoding) => string | null;

export type TableText =
  | { readonly kind: "text"; readonly text: string }
  /** `why` is a clause: "it is a workbook". */
  | { readonly kind: "refused"; readonly why: string };

/** Bytes of a table that a user typed or exported, at most. */
export const LARGEST_TABLE_BYTES = 20_000_000;
export const TOO_LARGE: TableText = { kind: "refused", why: "it is larger than 20 MB" };

/** How a workbook begins, which is a ZIP archive, an old one, and a document. */
const OTHERS: readonly { readonly magic: readonly number[]; readonly why: string }[] = [
  { magic: [0x50, 0x4b, 0x03, 0x04], why: "it is a workbook" },
  { magic: [0xd0, 0xcf, 0x11, 0xe0], why: "it is a workbook" },
  { magic: [0x25, 0x50, 0x44, 0x46], why: "it is a PDF" },
];
const MARKS: readonly { readonly magic: readonly number[]; readonly encoding: TableEncoding }[] = [
  { magic: [0xff, 0xfe], encoding: "utf-16le" },
  { magic: [0xfe, 0xff], encoding: "utf-16be" },
];

/** The text of a file with a table. What is no UTF-8 is in the code page that spreadsheets on Windows still write. */
export function tableText(bytes: Uint8Array, decode: DecodeTable): TableText {
  const begins = ({ magic }: { readonly magic: readonly number[] }): boolean =>
    magic.every((byte, at) => bytes[at] === byte);
  const other = OTHERS.find(begins);
  if (other !== undefined) return { kind: "refused", why: other.why };
  const marked = MARKS.find(begins)?.encoding;
  const text =
    marked === undefined ? (decode(bytes, "utf-8") ?? decode(bytes, "windows-1252")) : decode(bytes, marked);
  if (text === null || text.includes("\0")) return { kind: "refused", why: "it is no text" };
  return { kind: "text", text };
}
