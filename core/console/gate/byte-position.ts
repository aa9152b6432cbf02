/** Index into the text of a position that counts UTF-8 bytes, as DuckDB does; `null` when it lies outside. */
export function indexOfByte(text: string, byte: number): number | null {
  let bytes = 0;
  let index = 0;
  for (const character of text) {
    if (bytes >= byte) return index;
    bytes += bytesOf(character.codePointAt(0) ?? 0);
    index += character.length;
  }
  return bytes >= byte ? index : null;
}

function bytesOf(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}
