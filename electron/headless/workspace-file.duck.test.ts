import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { canonical } from "#core/money/decimal.ts";
import { closedOptions } from "#core/sample/world.ts";
import { writeSample, type WrittenSample } from "../engine/sample/write-sample.ts";
import { cloudspend, type Ran } from "./cloudspend.fixture.ts";

const shown = z.object({
  name: z.string(),
  collections: z.record(z.string(), z.number()),
  accounts: z.number(),
  periods: z.array(z.object({ billingPeriod: z.string(), rows: z.number(), unblended: z.string() })),
});

let directory: string;
let written: WrittenSample;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "cloudspend-workspace-"));
  written = await writeSample({
    directory: join(directory, "bills"),
    world: { ...closedOptions("2024-02", 2), splitCosts: true },
    format: "cur2",
  });
  await command("import bills --workspace ws --json");
  const view = { id: "v", name: "By team", link: "/explorer?g=tag:team", savedAt: "2024-03-01T00:00:00Z" };
  await writeFile(join(directory, "ws", "views.json"), JSON.stringify({ version: 1, views: [view] }));
});

afterAll(() => rm(directory, { recursive: true, force: true }));

function command(line: string): Promise<Ran> {
  return cloudspend(line.split(" "), { directory });
}

async function answer(line: string): Promise<unknown> {
  const { code, out, err } = await command(line);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return JSON.parse(out);
}

test("a workspace is exported, shown and imported with the totals the generator wrote", async () => {
  await answer("workspace export acme.cloudspend --workspace ws --name Acme --json");
  const file = shown.parse(await answer("workspace show acme.cloudspend --json"));
  expect(file).toMatchObject({ name: "Acme", collections: { views: 1 }, accounts: 0 });
  const expected = Object.entries(written.totals.byPeriod).map(([billingPeriod, { metrics }]) => ({
    billingPeriod,
    unblended: canonical(metrics["unblended"] ?? "absent"),
  }));
  const totals = file.periods.map(({ billingPeriod, unblended }) => ({
    billingPeriod,
    unblended: canonical(unblended),
  }));
  expect(totals).toEqual(expected);

  await answer("workspace import acme.cloudspend --workspace there --json");
  for (const question of [
    "--metric amortized --group-by service --granularity month",
    "--metric netUnblended --group-by linkedAccount --granularity day",
    "--metric unblended --group-by tag:team --granularity month",
  ])
    expect(await answer(`query --workspace there ${question} --json`)).toEqual(
      await answer(`query --workspace ws ${question} --json`),
    );
  expect(await answer("quality --workspace there --json")).toMatchObject({});
  expect(await readFile(join(directory, "there", "views.json"), "utf8")).toContain("By team");
});

test("a folder that is there, a file that is none and a wrong word are refused in words", async () => {
  await writeFile(join(directory, "none.cloudspend"), "hello");
  expect(await command("workspace import none.cloudspend --workspace ws")).toMatchObject({ code: 2 });
  const { code, err } = await command("workspace import none.cloudspend --workspace nowhere");
  expect(code).toBe(1);
  expect(err).toContain("none.cloudspend is not a CloudSpend workspace file; choose a file");
  expect(await command("workspace send none.cloudspend")).toMatchObject({ code: 2 });
});

test("a redacted copy has the same totals, and its key tells the originals", async () => {
  const line =
    "workspace export copy.cloudspend --workspace ws --redact accounts,names,resources --key copy.cloudspend-key --json";
  await answer(line);
  expect((await command(line)).err).toContain("is there already; say --same-key to go on with it");
  await answer("workspace import copy.cloudspend --workspace copied --json");
  const question = "--metric amortized --group-by service --granularity month --json";
  expect(await answer(`query --workspace copied ${question}`)).toEqual(
    await answer(`query --workspace ws ${question}`),
  );
  const by = "--metric unblended --group-by linkedAccount --granularity month --json";
  const accountsIn = async (folder: string): Promise<readonly string[]> =>
    JSON.stringify(await answer(`query --workspace ${folder} ${by}`)).match(/"\d{12}"/g) ?? [];
  const originals = (await accountsIn("ws")).map((account) => account.slice(1, -1));
  const pseudonym = (await accountsIn("copied"))[0]?.slice(1, -1) ?? "";
  expect(originals.length).toBeGreaterThan(2);
  expect(originals).not.toContain(pseudonym);
  const { code, out } = await cloudspend(
    ["workspace", "reveal", "copy.cloudspend-key", `account ${pseudonym}?`],
    { directory },
  );
  expect(code).toBe(0);
  expect(originals.map((original) => `account ${original}?\n`)).toContain(out);
  expect((await command("workspace reveal acme.cloudspend x")).err).toContain("is not a whole key file");
});
