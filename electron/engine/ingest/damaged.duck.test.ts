import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ZipFile } from "yazl";
import type { FailureCode } from "#core/result/codes.ts";
import { raw } from "#core/sql/sql.ts";
import { openTestWorkspace, type TestWorkspace } from "./ingest.fixture.ts";
import { csv, lineItems, put, putGzip, putLegacyDelivery } from "./report-files.fixture.ts";

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await openTestWorkspace();
});
afterEach(() => workspace.close());

const path = (name: string) => join(workspace.sources, name);
const TEXT = csv(lineItems(200));
const GZIP = gzipSync(TEXT);

function flipped(bytes: Uint8Array, at: number): Buffer {
  const copy = Buffer.from(bytes);
  const index = at < 0 ? copy.length + at : at;
  copy[index] = (copy[index] ?? 0) ^ 0xff;
  return copy;
}

async function zip(target: string, entries: Readonly<Record<string, string>>): Promise<string> {
  const archive = new ZipFile();
  for (const [name, text] of Object.entries(entries)) archive.addBuffer(Buffer.from(text), name);
  archive.end();
  await mkdir(workspace.sources, { recursive: true });
  await pipeline(archive.outputStream, createWriteStream(target));
  return target;
}

const BAD: readonly (readonly [string, string, Uint8Array | string, FailureCode])[] = [
  ["an empty file", "a.csv", "", "file.empty"],
  ["an empty gzip", "a.csv.gz", gzipSync(""), "file.empty"],
  ["a web page", "a.csv", "<!DOCTYPE html><html><body>403</body></html>", "file.html"],
  ["a web page named as gzip", "a.csv.gz", "<html>sign in</html>", "file.html"],
  ["an S3 error", "a.csv", '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', "file.html"],
  ["a gzipped web page", "a.csv.gz", gzipSync("<html>sign in</html>"), "file.html"],
  [
    "a Git LFS pointer",
    "a.csv.gz",
    "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n",
    "file.lfs_pointer",
  ],
  ["gzip cut in the middle", "a.csv.gz", GZIP.subarray(0, GZIP.length - 200), "file.damaged"],
  ["gzip without its last byte", "a.csv.gz", GZIP.subarray(0, -1), "file.damaged"],
  ["gzip with a wrong checksum", "a.csv.gz", flipped(GZIP, -6), "file.damaged"],
  ["gzip with a wrong length", "a.csv.gz", flipped(GZIP, -2), "file.damaged"],
  ["a cut second gzip member", "a.csv.gz", Buffer.concat([GZIP, GZIP.subarray(0, 300)]), "file.damaged"],
  ["bytes behind the gzip", "a.csv.gz", Buffer.concat([GZIP, Buffer.from("garbage")]), "file.damaged"],
  ["zeros behind the gzip", "a.csv.gz", Buffer.concat([GZIP, Buffer.alloc(512)]), "file.damaged"],
  ["a file that is no report", "a.csv", "name,age\nx,1\n", "cur.not_a_report"],
  ["an image", "a.csv", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]), "file.unknown_kind"],
  ["Parquet without its end", "a.parquet", Buffer.from("PAR1 and then nothing"), "file.damaged"],
  ["an open quote", "a.csv", `${TEXT}"never closed`, "cur.bad_row"],
  [
    "text that is not UTF-8",
    "a.csv",
    Buffer.from(TEXT.replace("Amazon", "Amaz\u00f3n"), "latin1"),
    "cur.bad_row",
  ],
];

it.each(BAD)("refuses %s", async (_, name, bytes, code) => {
  const report = await workspace.import([await put(path(name), bytes)]);
  expect(report.periods).toEqual([]);
  expect(report.skipped).toMatchObject([
    { path: path(name), failure: { code, params: { path: path(name) } } },
  ]);
  expect(await workspace.rows(raw("SELECT count(*) AS n FROM delivery"))).toEqual([{ n: 0 }]);
});

it("names the byte at which gzip is damaged", async () => {
  const report = await workspace.import([await put(path("a.csv.gz"), flipped(GZIP, -6))]);
  expect(report.skipped[0]?.failure).toMatchObject({ params: { at: expect.any(Number) } });
  expect(report.skipped[0]?.failure.params).not.toMatchObject({ at: 0 });
});

it("reads an archive of several files and checks it", async () => {
  const archive = await zip(path("cur.zip"), {
    "a/cur-1.csv": csv(lineItems(3)),
    "b/cur-2.csv": csv(lineItems(2)),
    "readme.txt": "x",
  });
  const report = await workspace.import([archive]);
  expect(report.skipped).toEqual([]);
  expect(report.periods).toMatchObject([{ rows: 5, files: 2 }]);
});

it("refuses an archive with a damaged entry", async () => {
  const good = await zip(path("good.zip"), { "cur.csv": TEXT });
  const { readFile } = await import("node:fs/promises");
  const bytes = await readFile(good);
  const report = await workspace.import([
    await put(path("bad.zip"), flipped(bytes, Math.floor(bytes.length / 2))),
  ]);
  expect(report.skipped).toMatchObject([{ failure: { code: "file.damaged" } }]);
});

it("refuses an encrypted archive", async () => {
  const { readFile } = await import("node:fs/promises");
  const bytes = await readFile(await zip(path("good.zip"), { "cur.csv": TEXT }));
  bytes[6] = (bytes[6] ?? 0) | 1;
  const central = bytes.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  bytes[central + 8] = (bytes[central + 8] ?? 0) | 1;
  const report = await workspace.import([await put(path("locked.zip"), bytes)]);
  expect(report.skipped).toMatchObject([{ failure: { code: "file.encrypted" } }]);
});

it("refuses Parquet codecs that are not trusted, before reading data", async () => {
  await workspace.rows(
    raw(`COPY (SELECT 1::DOUBLE AS line_item_unblended_cost, TIMESTAMP '2024-01-01' AS line_item_usage_start_date)
      TO '${path("a.parquet")}' (FORMAT parquet, COMPRESSION brotli)`),
  );
  const report = await workspace.import([path("a.parquet")]);
  expect(report.skipped).toMatchObject([
    { failure: { code: "parquet.codec_refused", params: { codec: "BROTLI" } } },
  ]);
});

it("keeps the former version of a period whose new delivery is damaged, and imports the others", async () => {
  const root = workspace.sources;
  await putLegacyDelivery(root, { assemblyId: "20240105T000000Z", chunks: [csv(lineItems(3))] });
  await workspace.import([root]);
  const january = await putLegacyDelivery(root, {
    assemblyId: "20240109T000000Z",
    chunks: [csv(lineItems(5)), csv(lineItems(5))],
  });
  await put(join(january, "20240109T000000Z", "hourly-00002.csv.gz"), GZIP.subarray(0, -100));
  const february = {
    "bill/BillingPeriodStartDate": "2024-02-01T00:00:00Z",
    "lineItem/UsageStartDate": "2024-02-02T00:00:00Z",
  };
  await putLegacyDelivery(root, {
    assemblyId: "20240209T000000Z",
    period: "20240201-20240301",
    chunks: [csv(lineItems(4, february))],
  });
  const report = await workspace.import([root]);
  expect(report.periods.map(({ billingPeriod, rows }) => [billingPeriod, rows])).toEqual([["2024-02", 4]]);
  expect(report.skipped).toMatchObject([{ billingPeriod: "2024-01", failure: { code: "file.damaged" } }]);
  expect(await workspace.rows(raw("SELECT billing_period AS p FROM delivery ORDER BY p"))).toEqual([
    { p: "2024-01" },
    { p: "2024-02" },
  ]);
});

it("says what is wrong with the paths themselves", async () => {
  await expect(workspace.import([path("nowhere")])).rejects.toMatchObject({
    failure: { code: "file.not_found" },
  });
  await mkdir(path("empty"), { recursive: true });
  await expect(workspace.import([path("empty")])).rejects.toMatchObject({
    failure: { code: "ingest.nothing_to_import" },
  });
});

it("writes nothing into the user's folder", async () => {
  const { readdir } = await import("node:fs/promises");
  await putGzip(path("a.csv.gz"), TEXT);
  await zip(path("b.zip"), { "b.csv": TEXT });
  const before = await readdir(workspace.sources);
  await workspace.import([workspace.sources]);
  expect(await readdir(workspace.sources)).toEqual(before);
  expect(await readdir(join(workspace.directory, "staging"))).toEqual([]);
});
