import { closeSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { mkdtemp, open, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { openPromise } from "yauzl";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FileEntry } from "#core/workspace/file/manifest.ts";
import { withArchive } from "./archive-reader.ts";
import { streamArchive } from "./archive-writer.ts";

/** Just above what the older form of the format can say. */
const LARGE_BYTES = 2 ** 32 + 12_345;
const NEVER = new AbortController().signal;
const ID = "2026-10-0123456789ab";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cloudspend-large-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("a file above 4 GB is written and read, with parts above 4 GB and parts that begin beyond it", async () => {
  const [line, small, path] = ["large.parquet", "small.parquet", "large.cloudspend"].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  await holes(line, LARGE_BYTES);
  await holes(small, 1_000);
  let entries: readonly FileEntry[] = [];
  await streamArchive(
    {
      parts: [
        { name: "catalogue.json", text: "[]" },
        { name: `line-items/${ID}/1.parquet`, path: line, sizeBytes: LARGE_BYTES },
        { name: `line-items/${ID}/2.parquet`, path: small, sizeBytes: 1_000 },
        { name: "accounts.json", text: '["beyond"]' },
      ],
      manifest: (written) => {
        entries = [...written];
        return { name: "manifest.json", text: JSON.stringify({ parts: written.length }) };
      },
      at: new Date("2026-11-22T12:00:00Z"),
      signal: NEVER,
      onBytes: () => undefined,
    },
    sparse(path),
  );
  expect(entries.map(({ sizeBytes }) => sizeBytes)).toEqual([2, LARGE_BYTES, 1_000, 10]);
  expect((await stat(path)).size).toBeGreaterThan(LARGE_BYTES);

  await withArchive(path, NEVER, async (archive) => {
    expect(archive.names).toHaveLength(5);
    expect((await archive.text({ kind: "accounts" }))?.text).toBe('["beyond"]');
    expect((await archive.text({ kind: "manifest" }))?.text).toBe('{"parts":4}');
    const target = join(folder, "read.parquet");
    const read = await archive.extract(
      { kind: "lineItems", deliveryId: ID, number: 2 },
      target,
      () => undefined,
    );
    expect(read).toEqual({ sizeBytes: 1_000, sha256: entries[2]?.sha256 });
  });
  expect(await sizesIn(path)).toContain(LARGE_BYTES);
}, 300_000);

/** A file of nothing but a hole, which takes no room. */
async function holes(path: string, bytes: number): Promise<void> {
  const file = await open(path, "wx");
  await file.truncate(bytes);
  await file.close();
}

/** Writes what is not zero where it belongs, and leaves holes for the rest. */
function sparse(path: string): Writable {
  const file = openSync(path, "wx");
  const zeros = Buffer.alloc(1024 ** 2);
  let at = 0;
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      const isHole = chunk.length <= zeros.length && chunk.equals(zeros.subarray(0, chunk.length));
      if (!isHole) writeSync(file, chunk, 0, chunk.length, at);
      at += chunk.length;
      done();
    },
    final(done) {
      ftruncateSync(file, at);
      closeSync(file);
      done();
    },
  });
}

async function sizesIn(path: string): Promise<readonly number[]> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false });
  const sizes: number[] = [];
  for await (const entry of zip.eachEntry()) sizes.push(entry.uncompressedSize);
  zip.close();
  return sizes;
}
