import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mutated, randomFrom, SEED } from "../../../build/mutate.ts";
import { AppError } from "#core/result/failure.ts";
import { sum } from "#core/money/decimal.ts";
import type { FileManifest } from "#core/workspace/file/manifest.ts";
import { raw } from "#core/sql/sql.ts";
import { removeDelivery } from "../catalogue/catalogue.ts";
import { run } from "../duckdb/run.ts";
import { openTestWorkspace, type TestWorkspace } from "../ingest/ingest.fixture.ts";
import { csv, lineItems } from "../ingest/report-files.fixture.ts";
import { openWorkspace } from "../workspace/open-workspace.ts";
import { exportWorkspaceFile } from "./export-file.ts";
import { importWorkspaceFile, inspectWorkspaceFile } from "./import-file.ts";
import {
  archiveOf,
  CONTENTS,
  exported,
  imported,
  type MadePart,
  NOW,
  partsOf,
  smallWorkspace,
  TOTALS,
  totalsIn,
} from "./workspace-file.fixture.ts";

let workspace: TestWorkspace;
let file: string;
let folder: string;

beforeAll(async () => {
  workspace = await smallWorkspace();
  file = await exported(workspace);
  folder = await mkdtemp(join(tmpdir(), "cloudspend-files-"));
});
afterAll(async () => {
  await workspace.close();
  await rm(folder, { recursive: true, force: true });
});

/** Sums of the bills, by what the fixture wrote into them. */
const EXPECTED = sum(Array.from({ length: 40 }, (_, index) => `${index}.0123456789`));

test("a workspace comes out as it went in, to the last digit", async () => {
  await imported(file, async ({ read, directory }) => {
    expect(read.summary).toMatchObject({
      name: "Acme",
      app: "9.9.9",
      sourceNames: true,
      redaction: null,
      collections: { budgets: 1 },
      accounts: 0,
    });
    expect(read.summary.deliveries.map(({ rows }) => rows)).toEqual([40, 40]);
    for (const { totals } of read.summary.deliveries) expect(sum([totals["USD"] ?? ""])).toBe(EXPECTED);
    const rows = await totalsIn(directory);
    expect(rows).toEqual(await workspace.rows(TOTALS));
    expect(sum(rows.map((row) => String(row["unblended"])))).toBe(sum([EXPECTED, EXPECTED]));
    expect(await readFile(join(directory, "budgets.json"), "utf8")).toBe(CONTENTS.documents[0]?.text);
  });
});

test("the file holds no folder of this computer, and no database", async () => {
  const parts = await partsOf(file);
  expect([...parts.keys()].filter((name) => !name.startsWith("line-items/"))).toEqual([
    "catalogue.json",
    "account-names.json",
    "accounts.json",
    "collections/budgets.json",
    "manifest.json",
  ]);
  for (const bytes of parts.values()) expect(bytes.includes(dirname(workspace.sources))).toBe(false);
  expect(parts.get("catalogue.json")?.toString()).toContain("bill-1.csv");
});

test("without source names nothing tells of the delivered files", async () => {
  const parts = await partsOf(await exported(workspace, { sourceNames: false }));
  const catalogue = parts.get("catalogue.json")?.toString() ?? "";
  expect(catalogue).not.toContain("bill-1.csv");
  const hash = createHash("sha256")
    .update(await readFile(join(workspace.sources, "bill-1.csv")))
    .digest("hex");
  expect(catalogue).not.toContain(hash);
});

test("what was removed from the workspace is in no byte of the file", async () => {
  const other = await openTestWorkspace();
  try {
    const paths = ["kept-canary-0815", "removed-canary-4711"].map((canary, index) => ({
      canary,
      path: join(other.sources, `${index === 0 ? "kept" : "gone"}.csv`),
      month: index === 0 ? "2024-01" : "2024-02",
    }));
    for (const { canary, path, month } of paths)
      await writeFile(
        path,
        csv(
          lineItems(60, {
            "lineItem/ResourceId": canary,
            "resourceTags/user:team": canary,
            "bill/BillingPeriodStartDate": `${month}-01T00:00:00Z`,
            "lineItem/UsageStartDate": `${month}-05T00:00:00Z`,
            "lineItem/UsageEndDate": `${month}-05T01:00:00Z`,
          }),
        ),
      );
    const { periods } = await other.import(paths.map(({ path }) => path));
    const gone = periods.find(({ billingPeriod }) => billingPeriod === "2024-02");
    await removeDelivery(other, gone?.deliveryId ?? "none");
    const path = await exported(other);
    const text = await imported(path, async ({ directory }) => {
      const { database } = await openWorkspace(directory, NOW());
      const rows = await database.read((connection) =>
        run(
          connection,
          raw(
            `SELECT to_json(t)::VARCHAR AS row FROM read_parquet('${directory}/line-items/*/[0-9]*.parquet') t`,
          ),
        ),
      );
      await database.close();
      return JSON.stringify(rows);
    });
    const bytes = [...(await partsOf(path)).values()].map((part) => part.toString("latin1")).join("");
    expect(text).toContain("kept-canary-0815");
    expect(`${text}${bytes}`).not.toContain("removed-canary-4711");
  } finally {
    await other.close();
  }
});

test("the file can be looked into without taking anything", async () => {
  const summary = await inspectWorkspaceFile(file);
  expect(summary.deliveries.map(({ billingPeriod }) => billingPeriod)).toEqual(["2024-01", "2024-02"]);
  expect(summary.sizeBytes).toBe((await readFile(file)).length);
});

test("a cancelled export leaves no file, a cancelled import no folder", async () => {
  const path = join(folder, "cancelled.cloudspend");
  const stop = new AbortController();
  const writing = exportWorkspaceFile({
    ...workspace,
    path,
    contents: CONTENTS,
    signal: stop.signal,
    onProgress: () => stop.abort(),
    now: NOW,
  });
  await expect(writing).rejects.toMatchObject({ failure: { code: "cancelled" } });
  const directory = join(folder, "cancelled");
  const halt = new AbortController();
  const reading = importWorkspaceFile({
    path: file,
    directory,
    signal: halt.signal,
    onProgress: ({ phase }) => phase === "checking" && halt.abort(),
    now: NOW,
  });
  await expect(reading).rejects.toMatchObject({ failure: { code: "cancelled" } });
  expect(await readdir(folder)).toEqual([]);
});

test("a file that was there stays when a new one cannot be written", async () => {
  const path = join(folder, "kept.cloudspend");
  await writeFile(path, "before");
  const stop = new AbortController();
  stop.abort();
  await expect(
    exportWorkspaceFile({
      ...workspace,
      path,
      contents: CONTENTS,
      signal: stop.signal,
      onProgress: () => undefined,
      now: NOW,
    }),
  ).rejects.toMatchObject({ failure: { code: "cancelled" } });
  expect(await readFile(path, "utf8")).toBe("before");
  await rm(path);
});

test("a folder that is there already is never filled", async () => {
  await expect(
    importWorkspaceFile({
      path: file,
      directory: folder,
      signal: new AbortController().signal,
      onProgress: () => undefined,
      now: NOW,
    }),
  ).rejects.toMatchObject({ failure: { code: "file.unwritable" } });
  expect(existsSync(folder)).toBe(true);
});

/** The failure a file made of these parts gives; nothing may be left of the attempt. */
async function refusalOf(bytes: Buffer): Promise<string> {
  const path = join(folder, "made.cloudspend");
  await writeFile(path, bytes);
  const directory = join(folder, "made");
  try {
    await importWorkspaceFile({
      path,
      directory,
      signal: new AbortController().signal,
      onProgress: () => undefined,
      now: NOW,
    });
    return "nothing";
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, params } = error.failure;
    return "cause" in params ? `${code}: ${params.cause}` : code;
  } finally {
    expect(existsSync(directory)).toBe(false);
    await rm(path);
  }
}

async function parts(): Promise<readonly MadePart[]> {
  return [...(await partsOf(file))].map(([name, bytes]) => ({ name, bytes }));
}

/** The file with one part changed and the manifest telling the truth about it, as whoever means harm would. */
async function forged(
  change: (name: string, text: string) => string,
  also: (manifest: FileManifest) => FileManifest = (manifest) => manifest,
): Promise<Buffer> {
  const changed = (await parts()).map(({ name, bytes }) => ({
    name,
    bytes:
      name.endsWith(".json") && name !== "manifest.json"
        ? Buffer.from(change(name, bytes.toString()))
        : bytes,
  }));
  return archiveOf(
    changed.map(({ name, bytes }) => {
      if (name !== "manifest.json") return { name, bytes };
      const told = JSON.parse(bytes.toString()) as FileManifest;
      const entries = changed
        .filter((part) => part.name !== "manifest.json")
        .map((part) => ({
          name: part.name,
          sizeBytes: part.bytes.length,
          sha256: createHash("sha256").update(part.bytes).digest("hex"),
        }));
      return { name, bytes: Buffer.from(JSON.stringify(also({ ...told, entries }))) };
    }),
  );
}

test("what is made anew and tells the truth is read", async () => {
  const path = join(folder, "honest.cloudspend");
  await writeFile(path, await forged((_name, text) => text));
  await imported(path, async ({ read }) => expect(read.summary.name).toBe("Acme"));
  await rm(path);
});

test.each<readonly [string, (all: readonly MadePart[]) => readonly MadePart[], RegExp]>([
  ["a path upwards", (all) => [...all, { name: "x/..%2f", bytes: Buffer.from("x") }], /no such part/],
  ["a database", (all) => [...all, { name: "workspace.duckdb", bytes: Buffer.from("x") }], /no such part/],
  [
    "a settings file",
    (all) => [...all, { name: "collections/workspace.json", bytes: Buffer.from("{}") }],
    /no such part/,
  ],
  ["a part twice", (all) => [...all, ...all.slice(0, 1)], /there twice/],
  ["a link", (all) => all.map((part) => ({ ...part, mode: 0o120_777 })), /no plain file/],
  [
    "a part the manifest does not know",
    (all) => [...all, { name: "collections/more.json", bytes: Buffer.from("{}") }],
    /does not know it/,
  ],
  ["a part less", (all) => all.filter(({ name }) => name !== "catalogue.json"), /missing/],
  [
    "line items packed once more",
    (all) => all.map((part) => ({ ...part, compress: true })),
    /packed in another way/,
  ],
  ["no manifest", (all) => all.filter(({ name }) => name !== "manifest.json"), /workspace_file.foreign/],
  [
    "a bomb",
    (all) => [...all, { name: "collections/bomb.json", bytes: Buffer.alloc(64 * 1024 ** 2, " ") }],
    /far more/,
  ],
  [
    "another manifest",
    (all) =>
      all.map((part) => (part.name === "manifest.json" ? { ...part, bytes: Buffer.from("{}") } : part)),
    /cannot be understood/,
  ],
])("%s is refused", async (_what, change, expected) => {
  expect(await refusalOf(await archiveOf(change(await parts())))).toMatch(expected);
});

test("names that climb out of the folder are refused whatever wrote them", async () => {
  const bytes = await archiveOf([...(await parts()), { name: "aaaaaaaaaaaaaaa", bytes: Buffer.from("x") }]);
  for (const name of ["../../evil.json", "/tmp/evil12.txt", "C:\\evil\\a.json", "line-items/../"]) {
    const climbing = Buffer.from(
      bytes.toString("latin1").replaceAll("aaaaaaaaaaaaaaa", name.padEnd(15, "x")),
      "latin1",
    );
    expect(await refusalOf(climbing)).toMatch(/^workspace_file\.damaged/);
  }
});

test("a newer file says which app wrote it", async () => {
  const bytes = await forged(
    (_name, text) => text,
    (manifest) => ({ ...manifest, version: 3, app: "3.0.0" }),
  );
  expect(await refusalOf(bytes)).toBe("workspace_file.newer");
});

test.each<readonly [string, (name: string, text: string) => string, RegExp]>([
  [
    "line items of another workspace",
    (name, text) =>
      name === "catalogue.json"
        ? text.replaceAll(/line-items\/[^"]*1\.parquet/g, "../other/line-items/1.parquet")
        : text,
    /keeps line items elsewhere/,
  ],
  [
    "another total in the catalogue",
    (name, text) => (name === "catalogue.json" ? text.replaceAll(/"USD":"(\d)/g, '"USD":"9$1') : text),
    /not the one of the manifest/,
  ],
  [
    "another total in what is shown",
    (name, text) => (name === "catalogue.json" ? text.replaceAll('"unblended":"7', '"unblended":"8') : text),
    /summed up otherwise/,
  ],
  [
    "columns that are not there",
    (name, text) =>
      name === "catalogue.json" ? text.replaceAll('"line_item_usage_type"', '"line_item_usage_typo"') : text,
    /does not know/,
  ],
  [
    "text in place of amounts",
    (name, text) =>
      name === "catalogue.json"
        ? text.replaceAll('UnblendedCost","type":"decimal"', 'UnblendedCost","type":"text"')
        : text,
    /is DECIMAL/,
  ],
  [
    "a catalogue that is none",
    (name, text) => (name === "catalogue.json" ? "[1]" : text),
    /cannot be understood at 0/,
  ],
])("a forged file with %s is refused", async (_what, change, expected) => {
  expect(await refusalOf(await forged(change))).toMatch(expected);
});

test("a forged total that the manifest repeats is found in the line items", async () => {
  const more = (text: string): string => text.replaceAll('"780.', '"880.');
  const bytes = await forged(
    (name, text) => (name === "catalogue.json" ? more(text) : text),
    (manifest) => JSON.parse(more(JSON.stringify(manifest))) as FileManifest,
  );
  expect(await refusalOf(bytes)).toBe("workspace_file.mismatch");
});

test.each([
  ["a report", "identity/LineItemId,lineItem/UnblendedCost\n1,2\n"],
  ["nothing", ""],
  ["half a head", "PK"],
])("%s is not taken for a workspace file", async (_what, text) => {
  expect(await refusalOf(Buffer.from(text))).toBe("workspace_file.foreign");
});

test("300 damaged files: never a crash, never a total that differs", async () => {
  const whole = await readFile(file);
  const random = randomFrom(SEED);
  const right = await imported(file, ({ directory }) => totalsIn(directory));
  const outcomes = { refused: 0, same: 0 };
  for (let round = 0; round < 300; round += 1) {
    const path = join(folder, "mutant.cloudspend");
    await writeFile(path, mutated(whole, random));
    try {
      const totals = await imported(path, ({ directory }) => totalsIn(directory));
      expect(totals).toEqual(right);
      outcomes.same += 1;
    } catch (error) {
      expect(error).toBeInstanceOf(AppError);
      outcomes.refused += 1;
    }
  }
  expect(outcomes.refused + outcomes.same).toBe(300);
  expect(outcomes.refused).toBeGreaterThan(200);
  await rm(join(folder, "mutant.cloudspend"));
}, 240_000);
