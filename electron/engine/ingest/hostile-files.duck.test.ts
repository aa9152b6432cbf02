import { createWriteStream } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { gzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ZipFile } from "yazl";
import { mutated, randomFrom, SEED } from "../../../build/mutate.ts";
import { literal, raw, sql } from "#core/sql/sql.ts";
import { listDeliveries, removeDelivery } from "../catalogue/catalogue.ts";
import { openTestWorkspace, type TestWorkspace } from "./ingest.fixture.ts";
import { csv, lineItem, putLegacyDelivery } from "./report-files.fixture.ts";

/**
 * A stranger's files: whatever was done to them, the engine stays up, answers within seconds, and either refuses the file
 * with a code or has the very totals that an independent reading of the same bytes has.
 */
const LONGEST_MS = 30_000;
// Hundreds of imports on a machine that does more besides; each of them alone has to end in time.
vi.setConfig({ testTimeout: 600_000 });
const ROWS = Array.from({ length: 40 }, (_, index) =>
  lineItem(index, {
    "lineItem/UnblendedCost": `${index}.0123456789`,
    "lineItem/BlendedCost": `${index}.0123456789`,
    "resourceTags/user:team": index % 3 === 0 ? "checkout, “quoted”" : "",
  }),
);
const TEXT = csv(ROWS);

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await openTestWorkspace();
});
afterAll(() => workspace.close());

/** A refusal blames the file, never the workspace. */
const OF_THE_FILE = /^(?:file|cur|manifest|parquet|ingest)\./;

type Outcome = "refused" | "same" | "different";
type Tally = Record<Outcome, number>;

/** Tries every mutant of a file; `expected` gives the total that an honest reading of the mutant has. */
async function attack(options: {
  readonly name: string;
  readonly whole: Buffer;
  readonly cases: number;
  readonly expected: (mutant: Buffer) => string | null;
  readonly make?: (mutant: Buffer) => Buffer;
}): Promise<Tally> {
  const { name, whole, cases, expected, make = (mutant) => mutant } = options;
  const random = randomFrom(SEED + name.length * 7_919);
  const tally: Tally = { refused: 0, same: 0, different: 0 };
  const path = join(workspace.sources, name);
  for (let round = 0; round < cases; round += 1) {
    const mutant = mutated(whole, random);
    await writeFile(path, make(mutant));
    const begun = performance.now();
    const outcome = await outcomeOf([path], () => expected(mutant));
    expect(performance.now() - begun).toBeLessThan(LONGEST_MS);
    tally[outcome] += 1;
  }
  await rm(path);
  return tally;
}

async function outcomeOf(paths: readonly string[], expected: () => string | null): Promise<Outcome> {
  const report = await workspace.import(paths).catch((error: unknown) => {
    expect(error).toHaveProperty("failure.code", expect.stringMatching(OF_THE_FILE));
    return null;
  });
  if (report === null || report.periods.length === 0) {
    for (const { failure } of report?.skipped ?? []) expect(failure.code).toMatch(OF_THE_FILE);
    return "refused";
  }
  const total = await heldTotal();
  await empty();
  return total === expected() ? "same" : "different";
}

async function heldTotal(): Promise<string> {
  const [row] = await workspace.rows(
    raw("SELECT coalesce(sum(unblended), 0)::VARCHAR AS total, sum(line_items)::BIGINT AS rows FROM daily"),
  );
  return `${String(row?.["rows"])} rows ${withoutZeros(String(row?.["total"]))}`;
}

async function empty(): Promise<void> {
  for (const { id } of await workspace.database.read(listDeliveries)) await removeDelivery(workspace, id);
}

function withoutZeros(decimal: string): string {
  return decimal.includes(".") ? decimal.replace(/0+$/, "").replace(/\.$/, "") : decimal;
}

/** Rows and exact unblended total of CSV text, read without DuckDB; null where it cannot be read. */
function totalOfText(bytes: Buffer): string | null {
  const records = recordsIn(bytes);
  const [header, ...rows] = records ?? [];
  const at = header?.indexOf("lineItem/UnblendedCost") ?? -1;
  if (header === undefined || at < 0) return null;
  const scaled = rows.map((row) => scaledOf(row[at] ?? ""));
  return `${rows.length} rows ${decimalOf(scaled.reduce((sum, each) => sum + each, 0n))}`;
}

function recordsIn(bytes: Buffer): readonly (readonly string[])[] | null {
  try {
    return parse(bytes, { bom: true, relaxColumnCount: true, relaxQuotes: true, skipEmptyLines: true });
  } catch {
    return null;
  }
}

const SCALE = 18;

function scaledOf(text: string): bigint {
  const match = /^\s*([-+]?)(\d*)\.?(\d*)(?:e([-+]?\d+))?\s*$/i.exec(text);
  if (match === null || `${match[2]}${match[3]}` === "") return 0n;
  const [, sign, whole = "", fraction = "", exponent = "0"] = match;
  const shift = SCALE - fraction.length + Number(exponent);
  const digits = BigInt(`${whole}${fraction}`);
  const scaled = shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift);
  return sign === "-" ? -scaled : scaled;
}

function decimalOf(scaled: bigint): string {
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(SCALE + 1, "0");
  return withoutZeros(`${scaled < 0n ? "-" : ""}${digits.slice(0, -SCALE)}.${digits.slice(-SCALE)}`);
}

const RIGHT = totalOfText(Buffer.from(TEXT));

test("500 damaged csv.gz: refused, or the very same totals", async () => {
  const tally = await attack({
    name: "bill.csv.gz",
    whole: gzipSync(TEXT),
    cases: 500,
    expected: () => RIGHT,
  });
  expect(tally).toMatchObject({ different: 0 });
  expect(tally.refused).toBeGreaterThan(400);
});

test("250 csv.gz with other text in good wrapping: refused, or the totals of that text", async () => {
  const tally = await attack({
    name: "text.csv.gz",
    whole: Buffer.from(TEXT),
    cases: 250,
    make: (mutant) => gzipSync(mutant),
    expected: totalOfText,
  });
  expect(tally).toMatchObject({ different: 0 });
});

test("300 damaged zip archives: refused, or the very same totals", async () => {
  const path = join(workspace.sources, "whole.zip");
  const archive = new ZipFile();
  archive.addBuffer(Buffer.from(TEXT), "a/bill.csv");
  archive.end();
  await pipeline(archive.outputStream, createWriteStream(path));
  const whole = await readFile(path);
  await rm(path);
  const tally = await attack({ name: "bill.zip", whole, cases: 300, expected: () => RIGHT });
  expect(tally).toMatchObject({ different: 0 });
});

test("300 damaged Parquet files: refused, or the very same totals", async () => {
  const text = join(workspace.sources, "whole.csv");
  const path = join(workspace.sources, "whole.parquet");
  await writeFile(text, TEXT);
  await workspace.rows(
    sql`COPY (SELECT * FROM read_csv(${literal(text)}, all_varchar = true)) TO ${literal(path)} (FORMAT parquet, COMPRESSION zstd)`,
  );
  const whole = await readFile(path);
  await Promise.all([rm(text), rm(path)]);
  const tally = await attack({ name: "bill.parquet", whole, cases: 300, expected: () => RIGHT });
  expect(tally).toMatchObject({ different: 0 });
});

test("300 damaged manifests: the delivery is refused, or has the very same totals", async () => {
  const folder = await putLegacyDelivery(workspace.sources, {
    assemblyId: "20240105T000000Z",
    chunks: [csv(ROWS.slice(0, 20)), csv(ROWS.slice(20))],
  });
  const path = join(folder, "hourly-Manifest.json");
  const whole = await readFile(path);
  const random = randomFrom(SEED);
  const tally: Tally = { refused: 0, same: 0, different: 0 };
  for (let round = 0; round < 300; round += 1) {
    await writeFile(path, mutated(whole, random));
    tally[await outcomeOf([folder], () => RIGHT)] += 1;
  }
  expect(tally).toMatchObject({ different: 0 });
});
