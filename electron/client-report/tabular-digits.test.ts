import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { brotliDecompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { withTabularDigits } from "./tabular-digits.ts";

const font = (weight: number): string =>
  createRequire(import.meta.url).resolve(`@fontsource/inter/files/inter-latin-${weight}-normal.woff2`);

test.each([400, 500, 600, 700])(
  "the digits of weight %i become those of one width, and nothing else of it changes",
  async (weight) => {
    const file = await readFile(font(weight));
    const made = withTabularDigits(file);
    expect(made.readUInt32BE(8)).toBe(made.length);
    expect(made.length % 4).toBe(0);
    const [before, after] = [tablesOf(file), tablesOf(made)];
    expect(after).toHaveLength(before.length);
    const changed = before.flatMap((byte, at) => (byte === after[at] ? [] : [at]));
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.length).toBeLessThanOrEqual(2);
  },
);

test("done twice changes nothing more, and what is no such font is refused", async () => {
  const made = withTabularDigits(await readFile(font(400)));
  expect(tablesOf(withTabularDigits(made))).toEqual(tablesOf(made));
  expect(() => withTabularDigits(Buffer.from("OTTO and no more"))).toThrow("not built as expected");
});

/** The compressed part stands at the end, filled up to whole words. */
function tablesOf(file: Buffer): readonly number[] {
  const size = file.readUInt32BE(20);
  for (let end = file.length; end > file.length - 4; end -= 1) {
    const tables = decompressed(file.subarray(end - size, end));
    if (tables !== null) return tables;
  }
  throw new Error("the font has no tables");
}

function decompressed(bytes: Uint8Array): readonly number[] | null {
  try {
    return [...brotliDecompressSync(bytes)];
  } catch {
    return null;
  }
}
