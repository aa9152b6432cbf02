/** Bytes of a logo at most. */
export const MOST_LOGO_BYTES = 500_000;

/** Pixels a side: a small file can hold a picture that fills the memory when it is drawn. */
const MOST_PIXELS = 4_000;

export type ImageKind = "image/png" | "image/jpeg" | "image/svg+xml";

/** `why` is a clause: "it ends early". */
export type LogoFile =
  | { readonly kind: "picture"; readonly type: ImageKind }
  | { readonly kind: "refused"; readonly why: string };

type Size = { readonly width: number; readonly height: number };

/**
 * What a file is, told by its bytes: a whole picture of a size that can be drawn, or why it is none. An SVG is only ever shown as
 * a picture, which runs no script and fetches nothing.
 */
export function logoFile(bytes: Uint8Array): LogoFile {
  const refused = (why: string): LogoFile => ({ kind: "refused", why });
  const type = imageKind(bytes);
  if (type === null) return refused("it is no PNG, JPEG or SVG picture");
  if (type === "image/svg+xml")
    return /(<\/svg\s*>|\/>)\s*(<!--[\s\S]*?-->\s*)*$/i.test(textOf(bytes.subarray(-TEXT)))
      ? { kind: "picture", type }
      : refused("it ends early");
  const size = type === "image/png" ? sizeOfPng(bytes) : sizeOfJpeg(bytes);
  if (size === null) return refused("it ends early");
  if (Math.max(size.width, size.height) > MOST_PIXELS)
    return refused(`it has ${size.width} x ${size.height} pixels, and ${MOST_PIXELS} a side are the most`);
  return { kind: "picture", type };
}

function imageKind(bytes: Uint8Array): ImageKind | null {
  if (hasAt(bytes, 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return "image/png";
  if (hasAt(bytes, 0, [0xff, 0xd8, 0xff])) return "image/jpeg";
  return isSvg(bytes) ? "image/svg+xml" : null;
}

/** Null for one that is not whole: a PNG is a chain of chunks from IHDR to IEND. */
function sizeOfPng(bytes: Uint8Array): Size | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [IHDR, IEND] = [0x49484452, 0x49454e44];
  if (bytes.length < 33 || view.getUint32(12) !== IHDR) return null;
  const size = { width: view.getUint32(16), height: view.getUint32(20) };
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at))
    if (view.getUint32(at + 4) === IEND) return size;
  return null;
}

/** Null for one that is not whole: the size stands in a frame header, the end is marked. */
function sizeOfJpeg(bytes: Uint8Array): Size | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let size: Size | null = null;
  for (let at = 2; size === null && at + 9 <= bytes.length; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint16(at);
    if (marker < 0xff01) return null;
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isFrame) size = { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
  }
  const isEnded = bytes.some((_, at) => at > 2 && hasAt(bytes, at, [0xff, 0xd9]));
  return isEnded ? size : null;
}

function hasAt(bytes: Uint8Array, from: number, signature: readonly number[]): boolean {
  return signature.every((byte, at) => bytes[from + at] === byte);
}

/** Bytes at either end of a text that tell what it is. */
const TEXT = 2_000;

function isSvg(bytes: Uint8Array): boolean {
  const head = textOf(bytes.subarray(0, TEXT)).replace(/^\u00ef\u00bb\u00bf/, "");
  return /^\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*(<!DOCTYPE svg[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*<svg[\s>]/i.test(
    head,
  );
}

function textOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
