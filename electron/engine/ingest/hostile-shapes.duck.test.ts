import { createWriteStream, existsSync } from "node:fs";
import { mkdir, open, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { ZipFile } from "yazl";
import { raw } from "#core/sql/sql.ts";
import { listDeliveries, removeDelivery } from "../catalogue/catalogue.ts";
import { extractZip } from "../files/zip.ts";
import { openTestWorkspace, type TestWorkspace } from "./ingest.fixture.ts";
import { csv, lineItem, lineItems, put } from "./report-files.fixture.ts";

const ROWS = 20;
const TEXT = csv(lineItems(ROWS));
const MB = 1024 ** 2;

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await openTestWorkspace();
});
afterEach(async () => {
  for (const { id } of await workspace.database.read(listDeliveries)) await removeDelivery(workspace, id);
  for (const name of await readdir(workspace.sources))
    await rm(join(workspace.sources, name), { recursive: true, force: true });
});
afterAll(() => workspace.close());

const path = (name: string): string => join(workspace.sources, name);

/** What became of a file: the code it was refused with, or how many rows were read. */
async function fateOf(file: string): Promise<string | number> {
  const { periods, skipped } = await workspace.import([file]);
  const [refused] = skipped;
  return refused === undefined ? periods.reduce((sum, { rows }) => sum + rows, 0) : refused.failure.code;
}

async function zipOf(name: string, bytes: Buffer): Promise<Buffer> {
  const archive = new ZipFile();
  archive.addBuffer(bytes, name);
  archive.end();
  return buffer(archive.outputStream);
}

test("a gzip bomb of 2 GB in 2 MB is stopped at once", async () => {
  const file = path("bomb.csv.gz");
  const member = gzipSync(Buffer.alloc(64 * MB, "x"));
  await writeFile(file, gzipSync(TEXT));
  const handle = await open(file, "a");
  for (let count = 0; count < 34; count += 1) await handle.write(member);
  await handle.close();
  const begun = performance.now();
  expect(await fateOf(file)).toBe("cur.bad_row");
  expect(performance.now() - begun).toBeLessThan(10_000);
});

test("a zip whose entry says that it is a bomb is refused before it is unpacked", async () => {
  const bytes = await zipOf("bill.csv", Buffer.from(TEXT));
  const at = bytes.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  bytes.writeUInt32LE(3_500_000_000, at + 24);
  expect(await fateOf(await put(path("bomb.zip"), bytes))).toBe("file.too_large");
});

test("a zip whose entry is larger than it says is refused", async () => {
  const bytes = await zipOf("bill.csv", Buffer.from(TEXT));
  const at = bytes.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  bytes.writeUInt32LE(100, at + 24);
  expect(await fateOf(await put(path("liar.zip"), bytes))).toBe("file.damaged");
});

test("a zip within a zip is not unpacked", async () => {
  const inner = await zipOf("bill.csv", Buffer.from(TEXT));
  expect(await fateOf(await put(path("outer.zip"), await zipOf("bill.csv", inner)))).toBe("cur.not_a_report");
});

test("20,000 columns are refused, not read until the memory is gone", async () => {
  const headers = Array.from({ length: 20_000 }, (_, index) => `resourceTags/user:t${index}`);
  const cells = Object.fromEntries(headers.map((header) => [header, "x"]));
  const file = await put(path("wide.csv"), csv([lineItem(0, cells), lineItem(1, cells)]));
  expect(await fateOf(file)).toBe("cur.not_a_report");
}, 60_000);

test("a cell of 100 MB is refused", async () => {
  const file = path("long.csv");
  await writeFile(file, csv([lineItem(0)]));
  const handle = await open(file, "a");
  await handle.write('"');
  for (let count = 0; count < 100; count += 1) await handle.write("x".repeat(MB));
  await handle.write(`"${",".repeat(18)}\n`);
  await handle.close();
  expect(await fateOf(file)).toBe("cur.bad_row");
}, 60_000);

test.each([
  ["text that turns the reading direction", "invoice\u202Efdp.exe\u2066"],
  ["invisible characters", "a\u200B\u2060\uFEFFb"],
  ["lone marks", "\u0301\u0301\u0301"],
  ["beyond the basic plane", "💰𝟙"],
  ["line breaks", "a\r\nb\u2028c\u2029d\u0085e"],
  ["formulas", "=cmd|' /C calc'!A0"],
  ["markup", "<img src=x onerror=alert(1)>"],
  ["quotes", `'";--\\`],
])("%s in a cell stays text and changes no amount", async (_name, spite) => {
  const rows = [lineItem(0, { "lineItem/ResourceId": spite, "resourceTags/user:team": spite }), lineItem(1)];
  expect(await fateOf(await put(path("odd.csv"), csv(rows)))).toBe(2);
  expect(await workspace.rows(raw("SELECT sum(unblended) = 0.02 AS same FROM daily"))).toEqual([
    { same: true },
  ]);
  const held = await workspace.lineItems("line_item_resource_id AS id");
  expect(held.map(({ id }) => id)).toContain(spite);
});

test("NUL makes a file no text", async () => {
  const rows = [lineItem(0, { "lineItem/ResourceId": "a\0b" })];
  expect(await fateOf(await put(path("nul.csv"), csv(rows)))).toBe("file.unknown_kind");
});

test.each([
  ["a cut-off character", Buffer.from([0xe2, 0x82])],
  ["an over-long slash", Buffer.from([0xc0, 0xaf])],
  ["half a surrogate pair", Buffer.from([0xed, 0xa0, 0x80])],
  ["Latin-1", Buffer.from([0xf3])],
])("text that is not UTF-8 is refused: %s", async (_name, bytes) => {
  const [before = "", after = ""] = TEXT.split("i-7");
  const text = Buffer.concat([Buffer.from(`${before}i-7`), bytes, Buffer.from(after)]);
  expect(await fateOf(await put(path("not-utf8.csv"), text))).toBe("cur.bad_row");
});

test("names that differ in case only, and empty ones, are columns of their own", async () => {
  const cells = {
    "resourceTags/user:Team": "A",
    "resourceTags/user:team": "b",
    "resourceTags/user:TEAM": "C",
  };
  expect(await fateOf(await put(path("case.csv"), csv([lineItem(0, cells)])))).toBe(1);
});

test("a file whose name is a pattern is read itself, and not what it matches", async () => {
  const other = csv(lineItems(3));
  for (const name of ["a1.csv", "ab.csv", "a.csv"]) await put(path(name), other);
  for (const name of [
    "a[1].csv",
    "a*.csv",
    "a?.csv",
    "a{1,b}.csv",
    "[a-z]1.csv",
    "**.csv",
    "a'b.csv",
    "a%31.csv",
  ]) {
    expect([name, await fateOf(await put(path(name), TEXT))]).toEqual([name, ROWS]);
    for (const { id } of await workspace.database.read(listDeliveries)) await removeDelivery(workspace, id);
    await rm(path(name));
  }
});

/** Names by which archives have got files out of their folder, in the spellings of all systems. */
function climbingNames(): readonly string[] {
  const steps = ["../", "..\\", "..%2f", "%2e%2e/", "....//", "..;/", "..\u2215", "\u2025/"];
  const targets = [
    "evil.csv",
    "etc/cron.d/evil.csv",
    "Windows\\evil.csv",
    "CON.csv",
    "evil.csv.",
    "evil.csv ",
  ];
  const climbing = steps.flatMap((step) =>
    [1, 2, 8].flatMap((times) => targets.map((target) => `${step.repeat(times)}${target}`)),
  );
  const absolute = ["/", "//", "C:\\", "C:/", "C:", "\\\\server\\share\\", "\\\\?\\C:\\", "file:///", "~/"];
  const odd = [
    "NUL.csv",
    "a\0.csv",
    "a[1].csv",
    "*.csv",
    "-rf.csv",
    "\u202Evsc.exe.csv",
    `${"n".repeat(4_000)}.csv`,
  ];
  return [...climbing, ...absolute.flatMap((root) => targets.map((target) => `${root}${target}`)), ...odd];
}

test("more than 200 hostile names in archives: nothing is written outside, and no total differs", async () => {
  const names = climbingNames();
  expect(names.length).toBeGreaterThan(200);
  const file = path("named.zip");
  const folder = path("unpacked");
  await mkdir(folder);
  const around = async () => (await readdir(join(workspace.directory, ".."), { recursive: true })).toSorted();
  await writeFile(file, "");
  const before = await around();
  for (const name of names) {
    await pipeline(archiveNamed("N".repeat(8), name), createWriteStream(file));
    const unpacked = await extractZip(file, folder, undefined).catch((error: unknown) => {
      expect(error).toHaveProperty("failure.code", expect.stringMatching(/^file\.(?:damaged|unknown_kind)$/));
      return [];
    });
    for (const each of unpacked) {
      expect([name, each.path]).toEqual([name, join(folder, "entry-1")]);
      expect(await readFile(each.path, "utf8")).toBe(TEXT);
      await rm(each.path);
    }
  }
  expect(await around()).toEqual(before);
  expect(["/evil.csv", "/etc/cron.d/evil.csv"].filter(existsSync)).toEqual([]);
});

/** yazl refuses such names, as it should: the archive is put together with another one, which is replaced in its bytes. */
async function* archiveNamed(placeholder: string, name: string): AsyncGenerator<Buffer> {
  const bytes = await zipOf(`${placeholder}.csv`, Buffer.from(TEXT));
  const [local, central] = [bytes.indexOf(placeholder), bytes.lastIndexOf(placeholder)];
  const given = Buffer.from(name);
  const length = placeholder.length + 4;
  const [localHead, centralHead] = [bytes.subarray(0, local), bytes.subarray(local + length, central)];
  const [first, second] = [Buffer.from(localHead), Buffer.from(centralHead)];
  first.writeUInt16LE(given.length, 26);
  const end = Buffer.from(bytes.subarray(central + length));
  const entry = second.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  second.writeUInt16LE(given.length, entry + 28);
  const eocd = end.indexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  const longer = given.length - length;
  end.writeUInt32LE(end.readUInt32LE(eocd + 12) + longer, eocd + 12);
  end.writeUInt32LE(end.readUInt32LE(eocd + 16) + longer, eocd + 16);
  for (const part of [first, given, second, given, end]) yield part;
}

test("what was made is an archive indeed", async () => {
  const file = path("plain.zip");
  await pipeline(archiveNamed("NNNNNNNN", "plain-name.csv"), createWriteStream(file));
  expect(await fateOf(file)).toBe(ROWS);
  expect((await readFile(file)).length).toBeGreaterThan(100);
});
