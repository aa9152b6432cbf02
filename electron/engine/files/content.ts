/** What the first bytes of a file say it is, whatever it is called. */
export type Content = "text" | "gzip" | "zip" | "parquet" | "html" | "lfs" | "empty" | "binary";

const SIGNATURES: readonly (readonly [Content, readonly number[]])[] = [
  ["gzip", [0x1f, 0x8b]],
  ["zip", [0x50, 0x4b, 0x03, 0x04]],
  ["zip", [0x50, 0x4b, 0x05, 0x06]],
  ["parquet", [0x50, 0x41, 0x52, 0x31]],
];
/** Parquet with an encrypted footer. */
const ENCRYPTED_PARQUET = "PARE";

export function contentOf(head: Buffer): Content {
  if (head.length === 0) return "empty";
  const signed = SIGNATURES.find(([, bytes]) => bytes.every((byte, index) => head[index] === byte));
  if (signed !== undefined) return signed[0];
  const text = head
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .trimStart()
    .toLowerCase();
  if (text === "") return "empty";
  if (/^<(!doctype|html|head|body|\?xml|error)/.test(text)) return "html";
  if (text.startsWith("version https://git-lfs")) return "lfs";
  return head.includes(0) ? "binary" : "text";
}

export function isEncryptedParquet(head: Buffer): boolean {
  return head.subarray(0, 4).toString("latin1") === ENCRYPTED_PARQUET;
}
