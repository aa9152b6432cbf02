import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatScaled, parseScaled } from "#core/money/decimal.ts";
import { closedOptions } from "#core/sample/world.ts";
import type { Database } from "../duckdb/database.ts";
import { importPaths } from "../ingest/import.ts";
import { writeSample } from "../sample/write-sample.ts";
import { openWorkspace } from "../workspace/open-workspace.ts";
import { reportTag } from "./tags.ts";

const KEY = "resourceTags/user:env";
const RANGE = { from: "2026-09-01", to: "2026-11-01" };

type Item = Readonly<Record<string, string>>;

let folder: string;
let database: Database;
let directory: string;
let items: readonly Item[];

/** Two months, the first of a report that has no column for the tag yet. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cloudspend-tags-"));
  const world = { ...closedOptions("2026-10", 2), rows: 1_200 };
  const { files } = await writeSample({ directory: join(folder, "files"), world, format: "legacy" });
  for (const file of files.filter((one) => one.endsWith("Manifest.json"))) await rm(file);
  const months = await Promise.all(
    files
      .filter((one) => one.endsWith(".csv.gz"))
      .toSorted()
      .map(read),
  );
  items = months.flat();
  ({ database, directory } = await openWorkspace(join(folder, "workspace"), new Date(0)));
  const paths = [join(folder, "files")];
  const report = await importPaths({ database, directory, paths, leaveOut: [], now: () => new Date(0) });
  if (report.skipped.length > 0) throw new Error(JSON.stringify(report.skipped));
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

async function read(file: string, at: number): Promise<readonly Item[]> {
  const [head = [], ...rows]: string[][] = parse(gunzipSync(await readFile(file)));
  const kept = head.map((name, place) => ({ name, place })).filter(({ name }) => at > 0 || name !== KEY);
  const cut = [head, ...rows].map((row) => kept.map(({ place }) => row[place] ?? ""));
  if (at === 0) await writeFile(file, gzipSync(cut.map(lineOf).join("\n")));
  return cut
    .slice(1)
    .map((row) => Object.fromEntries(kept.map(({ name }, place) => [name, row[place] ?? ""])));
}

function lineOf(cells: readonly string[]): string {
  return cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",");
}

function total(found: readonly Item[]): string {
  return formatScaled(
    found.reduce((sum, item) => sum + (parseScaled(item["lineItem/UnblendedCost"] ?? "") ?? 0n), 0n),
  );
}

test("where a report has no column for a tag, all of it is untagged, month by month", async () => {
  const detail = await reportTag(
    { database, directory },
    { metric: "unblended", range: RANGE, currency: null, ref: "tag:env" },
  );
  const untagged = items.filter((item) => (item[KEY] ?? "") === "");
  expect(untagged.length).toBeGreaterThan(600);
  expect(untagged.length).toBeLessThan(items.length);
  const accounts = new Set(untagged.map((item) => item["lineItem/UsageAccountId"] ?? ""));
  expect(detail.untaggedByAccount.map(({ value }) => value).toSorted()).toEqual([...accounts].toSorted());
  for (const { value, total: money, lineItems, months } of detail.untaggedByAccount) {
    const own = untagged.filter((item) => item["lineItem/UsageAccountId"] === value);
    expect([money, lineItems]).toEqual([total(own), own.length]);
    for (const { month, amount } of months)
      expect(amount).toBe(
        total(own.filter((item) => (item["bill/BillingPeriodStartDate"] ?? "").startsWith(month))),
      );
  }
});

test("a key that no report has is refused", async () => {
  await expect(
    reportTag(
      { database, directory },
      { metric: "unblended", range: RANGE, currency: null, ref: "tag:nobody" },
    ),
  ).rejects.toMatchObject({ failure: { code: "query.unknown_dimension" } });
});
