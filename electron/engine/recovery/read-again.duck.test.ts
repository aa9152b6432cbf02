import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { appendFile, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ZipFile } from "yazl";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sum } from "#core/money/decimal.ts";
import type { RepairReport, WorkspaceCondition } from "#core/workspace/condition.ts";
import { listIncidents } from "../../disk/set-aside.ts";
import { listEntries } from "../catalogue/catalogue.ts";
import { importPaths } from "../ingest/import.ts";
import { csv, lineItem, put, putGzip, type Cells } from "../ingest/report-files.fixture.ts";
import { openWorkspace, type OpenWorkspace } from "../workspace/open-workspace.ts";
import { lookOver } from "./look-over.ts";
import { repairWorkspace } from "./repair.ts";

const now = (): Date => new Date();
const never = new AbortController().signal;
const MONTHS = ["2024-01", "2024-02", "2024-03"] as const;
/** Line items of each month, so that none is like another. */
const ROWS: Readonly<Record<string, number>> = { "2024-01": 5, "2024-02": 7, "2024-03": 11 };

let root: string;
let workspace: OpenWorkspace;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "cloudspend-read-again-"));
  workspace = await openWorkspace(join(root, "workspace"), now(), { threads: 1 });
});
afterEach(async () => {
  await workspace.database.close();
  await rm(root, { recursive: true, force: true });
});

function ofMonth(month: string, cells: Cells = {}): readonly Cells[] {
  const next = `2024-0${Number(month.slice(5)) + 1}`;
  return Array.from({ length: ROWS[month] ?? 0 }, (_, index) =>
    lineItem(index, {
      "identity/LineItemId": `${month}-${index}`,
      "bill/BillingPeriodStartDate": `${month}-01T00:00:00Z`,
      "bill/BillingPeriodEndDate": `${next}-01T00:00:00Z`,
      "lineItem/UsageStartDate": `${month}-02T00:00:00Z`,
      "lineItem/UsageEndDate": `${month}-02T01:00:00Z`,
      ...cells,
    }),
  );
}

async function putZip(path: string, entries: Readonly<Record<string, string>>): Promise<string> {
  const archive = new ZipFile();
  for (const [name, text] of Object.entries(entries)) archive.addBuffer(Buffer.from(text), name);
  archive.end();
  const file = createWriteStream(path);
  archive.outputStream.pipe(file);
  await once(file, "close");
  return path;
}

async function take(path: string): Promise<void> {
  const report = await importPaths({ ...workspace, paths: [path], leaveOut: [], now });
  expect(report.skipped).toEqual([]);
}

/** Months with what tells one version from another; when they were read does not. */
async function content(): Promise<unknown> {
  const entries = await workspace.database.read(listEntries);
  return entries.map(({ delivery, origin }) => ({ delivery: { ...delivery, importedAt: null }, origin }));
}

async function damage(month: string): Promise<void> {
  const entries = await workspace.database.read(listEntries);
  const found = entries.find(({ delivery }) => delivery.billingPeriod === month);
  const path = join(workspace.directory, found?.delivery.files[0]?.stored ?? "");
  await writeFile(path, (await readFile(path)).subarray(0, 100));
}

function repair(): Promise<RepairReport> {
  return repairWorkspace({ ...workspace, signal: never, report: () => undefined, now });
}

function look(): Promise<WorkspaceCondition> {
  return lookOver(workspace, now(), never);
}

const outcomes = ({ months }: RepairReport) =>
  months.map(({ billingPeriod, outcome }) => `${billingPeriod} ${outcome}`);

describe("a month whose file became several", () => {
  const everything = (cells: Cells = {}): string => csv(MONTHS.flatMap((month) => ofMonth(month, cells)));

  test.each(MONTHS)("%s comes back by itself, and the others stay as they are", async (month) => {
    await take(await putGzip(join(root, "year.csv.gz"), everything()));
    const before = await content();
    await damage(month);
    expect(outcomes(await repair())).toEqual([`${month} readAgain`]);
    expect(await content()).toEqual(before);
    expect((await look()).faults).toEqual([]);
    expect((await listIncidents(workspace.directory)).map(({ lost }) => lost)).toEqual([null]);
  });

  test("several of them come back, each from the same file", async () => {
    await take(await putGzip(join(root, "year.csv.gz"), everything()));
    const before = await content();
    for (const month of MONTHS.slice(1)) await damage(month);
    expect(outcomes(await repair()).toSorted()).toEqual(["2024-02 readAgain", "2024-03 readAgain"]);
    expect(await content()).toEqual(before);
  });

  test("rows that tell no month go where they went at first", async () => {
    const bare = MONTHS.flatMap((month) => [
      ...ofMonth(month),
      lineItem(90, {
        "identity/LineItemId": `bare-${month}`,
        "bill/BillingPeriodStartDate": "",
        "bill/BillingPeriodEndDate": "",
        "lineItem/UsageStartDate": "",
        "lineItem/UsageEndDate": "",
      }),
    ]);
    await take(await putGzip(join(root, "costs-20240101-20240201.csv.gz"), csv(bare)));
    const before = await content();
    for (const month of MONTHS) await damage(month);
    await repair();
    expect(await content()).toEqual(before);
  });
});

describe("a month that came out of an archive of several files", () => {
  test.each(MONTHS)("%s comes back from its own member", async (month) => {
    const members = Object.fromEntries(MONTHS.map((each) => [`bills/${each}.csv`, csv(ofMonth(each))]));
    await take(await putZip(join(root, "bills#1.zip"), members));
    const before = await content();
    await damage(month);
    expect(outcomes(await repair())).toEqual([`${month} readAgain`]);
    expect(await content()).toEqual(before);
  });

  test("and of several members comes back from all of them", async () => {
    const halves = [ofMonth("2024-02").slice(0, 3), ofMonth("2024-02").slice(3)];
    const members = {
      "a.csv": csv(halves[0] ?? []),
      "b.csv": csv(halves[1] ?? []),
      "c.csv": csv(ofMonth("2024-03")),
    };
    await take(await putZip(join(root, "bills.zip"), members));
    const before = await content();
    await damage("2024-02");
    expect(outcomes(await repair())).toEqual(["2024-02 readAgain"]);
    expect(await content()).toEqual(before);
    const entries = await workspace.database.read(listEntries);
    const costs = entries.flatMap(({ delivery }) => delivery.totals["USD"] ?? []);
    expect(sum(costs)).toBe("0.1800000000");
  });
});

describe("a lost month", () => {
  const file = (): string => join(root, "february.csv");
  beforeEach(async () => {
    await take(await put(file(), csv(ofMonth("2024-02"))));
    await damage("2024-02");
  });

  test("is offered once its file is there again, and comes back by one more repair", async () => {
    await rename(file(), `${file()}.away`);
    expect(outcomes(await repair())).toEqual(["2024-02 lost"]);
    expect((await look()).faults).toEqual([]);
    await rename(`${file()}.away`, file());
    expect((await look()).faults).toMatchObject([{ kind: "lost", billingPeriod: "2024-02" }]);
    expect(outcomes(await repair())).toEqual(["2024-02 readAgain"]);
    expect((await look()).faults).toEqual([]);
    expect((await listIncidents(workspace.directory)).map(({ lost }) => lost)).toEqual([null]);
  });

  test("is no longer called lost once it was imported from elsewhere", async () => {
    await rename(file(), `${file()}.away`);
    await repair();
    const other = join(root, "other", "february.csv");
    await put(other, csv(ofMonth("2024-02")));
    await take(other);
    expect((await listIncidents(workspace.directory)).map(({ lost }) => lost)).toEqual([null]);
  });

  test("stays lost where its file has changed, and is not offered again and again", async () => {
    const text = await readFile(file(), "utf8");
    await writeFile(file(), text.replace("0.0100000000", "0.0200000000"));
    expect(outcomes(await repair())).toEqual(["2024-02 lost"]);
    expect((await look()).faults).toMatchObject([{ kind: "lost" }]);
    expect(outcomes(await repair())).toEqual(["2024-02 lost"]);
    expect((await look()).faults).toEqual([]);
    expect((await listIncidents(workspace.directory)).map(({ lost }) => lost?.billingPeriod)).toEqual([
      "2024-02",
    ]);
  });

  test("whose file has grown is not even offered", async () => {
    await appendFile(file(), "\n");
    expect(outcomes(await repair())).toEqual(["2024-02 lost"]);
    expect((await look()).faults).toEqual([]);
  });
});
