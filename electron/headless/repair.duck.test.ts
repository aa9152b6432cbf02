import { mkdtemp, readdir, rename, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { workspaceCondition } from "#core/contract/schema/condition.ts";
import { cloudspend, type Ran } from "./cloudspend.fixture.ts";

const answer = z.object({ condition: workspaceCondition, months: z.array(z.unknown()) });

let directory: string;
let before: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "cloudspend-repair-"));
  await command("sample bills --rows 600 --months 2 --last 2023-12");
  await command("import bills --workspace ws");
  before = await monthsOf();
});

afterEach(() => rm(directory, { recursive: true, force: true }));

function command(line: string): Promise<Ran> {
  return cloudspend(line.split(" "), { directory });
}

async function monthsOf(): Promise<string> {
  const { code, out } = await command(
    "query --workspace ws --metric unblended --group-by service --granularity month --json",
  );
  expect(code).toBe(0);
  return out;
}

test("a sound workspace is said to be sound", async () => {
  const { code, out } = await command("repair ws --check");
  expect({ code, out }).toEqual({ code: 0, out: "Every month is as it was read.\n" });
});

test("a damaged database is rebuilt to the last digit, through the engine as the app does it", async () => {
  await truncate(join(directory, "ws", "workspace.duckdb"), 20_000);
  const checked = await command("repair ws --check --json");
  expect(checked.code).toBe(1);
  const { condition } = answer.parse(JSON.parse(checked.out));
  expect(condition.faults.map(({ billingPeriod }) => billingPeriod)).toEqual(["2023-11", "2023-12"]);
  const { code, out } = await command("repair ws");
  expect(code).toBe(0);
  expect(out).toContain("rebuilt");
  expect(out).toContain("Put aside: database workspace.duckdb");
  expect(await monthsOf()).toBe(before);
});

test("a month that is lost exits 1 and says what to do, and importing it again brings it back", async () => {
  const folder = join(directory, "ws", "line-items");
  const [first = ""] = await readdir(folder);
  await writeFile(join(folder, first, "1.parquet"), "damaged");
  await rename(join(directory, "bills"), join(directory, "away"));
  const { code, out } = await command("repair ws");
  expect(code).toBe(1);
  expect(out).toMatch(/Lost: [\d,]+ line items of 2023-1\d\. Import its files again\./);
  expect(await monthsOf()).not.toBe(before);
  await rename(join(directory, "away"), join(directory, "bills"));
  await command("import bills --workspace ws");
  expect(await monthsOf()).toBe(before);
  expect((await command("repair ws --check")).code).toBe(0);
});

test("without a folder, or with one that is no workspace, it says so", async () => {
  expect((await command("repair")).code).toBe(2);
  expect((await command("repair bills")).err).toContain("There is no workspace");
});
