import { expect, test } from "vitest";
import { logoFile } from "./logo.ts";

type Bytes = readonly number[];

const text = (words: string): Bytes => [...new TextEncoder().encode(words)];
const word = (value: number, bytes: number): Bytes =>
  Array.from({ length: bytes }, (_, at) => Math.floor(value / 256 ** (bytes - 1 - at)) % 256);
/** With its length in front and room for its checksum behind. */
const chunk = (name: string, body: Bytes): Bytes => [
  ...word(body.length, 4),
  ...text(name),
  ...body,
  ...word(0, 4),
];

function png(width: number, height: number): Bytes {
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  const head = [...word(width, 4), ...word(height, 4), 8, 2, 0, 0, 0];
  return [...signature, ...chunk("IHDR", head), ...chunk("IDAT", word(7, 40)), ...chunk("IEND", [])];
}

/** An application segment, a Huffman table, the frame, the scan and the end. */
function jpeg(width: number, height: number): Bytes {
  const head = [0xff, 0xd8, 0xff, 0xe0, 0x00, 0x06, 0x4a, 0x46, 0x49, 0x46];
  const table = [0xff, 0xc4, 0x00, 0x03, 0x01];
  const frame = [0xff, 0xc0, 0x00, 0x0b, 8, ...word(height, 2), ...word(width, 2), 1, 1, 0x11, 0];
  const scan = [0xff, 0xda, 0x00, 0x02, 0x12, 0x34];
  return [...head, ...table, ...frame, ...scan, 0xff, 0xd9];
}

const SVG =
  '<?xml version="1.0"?>\n<!-- logo -->\n<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>';
const TOO_MANY = "it has 12000 x 40 pixels, and 4000 a side are the most";

test.each([
  ["image/png", png(320, 80)],
  ["image/jpeg", jpeg(4_000, 200)],
  ["image/svg+xml", text(`${SVG}\n<!-- made by hand -->\n`)],
  ["image/svg+xml", text('<svg width="1" height="1"/>')],
] as const)("a whole %s is a logo", (type, bytes) => {
  expect(logoFile(Uint8Array.from(bytes))).toEqual({ kind: "picture", type });
});

test.each([
  ["it is no PNG, JPEG or SVG picture", text("<html><svg></svg>")],
  ["it is no PNG, JPEG or SVG picture", text("GIF89a")],
  ["it is no PNG, JPEG or SVG picture", []],
  ["it ends early", text(SVG.slice(0, -20))],
  [TOO_MANY, png(12_000, 40)],
  [TOO_MANY, jpeg(12_000, 40)],
])("%s", (why, bytes) => {
  expect(logoFile(Uint8Array.from(bytes))).toEqual({ kind: "refused", why });
});

test("a picture cut anywhere ends early", () => {
  for (const [whole, least] of [
    [png(320, 80), 8],
    [jpeg(320, 80), 3],
  ] as const)
    for (let length = least; length < whole.length - 4; length += 1)
      expect(logoFile(Uint8Array.from(whole.slice(0, length)))).toEqual({
        kind: "refused",
        why: "it ends early",
      });
});
