import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { sum } from "#core/money/decimal.ts";
import { closedOptions } from "#core/sample/world.ts";
import { writeSample } from "../engine/sample/write-sample.ts";
import { cloudspend, type Ran } from "./cloudspend.fixture.ts";

const listed = z.object({
  count: z.number(),
  total: z.string().nullable(),
  unassigned: z.object({ cost: z.string().nullable(), lineItems: z.number() }),
  states: z.array(z.object({ state: z.string().nullable(), resources: z.number() })),
  resources: z.array(
    z.object({
      resourceId: z.string(),
      cost: z.string().nullable(),
      firstSeen: z.string(),
      state: z.string().nullable(),
      service: z.object({ value: z.string().nullable() }),
    }),
  ),
});

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "cloudspend-cli-resources-"));
  await writeSample({
    directory: join(directory, "bills"),
    world: { ...closedOptions("2024-02", 3), rows: 6_000 },
    format: "legacy",
  });
  await command("import bills --workspace ws --json");
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** No argument in these tests holds a space. */
function command(line: string): Promise<Ran> {
  return cloudspend(line.split(" "), { directory });
}

async function list(options: string): Promise<z.infer<typeof listed>> {
  const { code, out, err } = await command(`resources --workspace ws --json ${options}`);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return listed.parse(JSON.parse(out));
}

test("lists every resource once; with what names none they are the bill", async () => {
  const { resources, count, total, unassigned } = await list("--from 2024-02-01 --limit 100000");
  expect(new Set(resources.map(({ resourceId }) => resourceId)).size).toBe(count);
  expect(sum(resources.map(({ cost }) => cost ?? ""))).toBe(total);
  const bill = await command(
    "query --workspace ws --metric unblended --group-by currency --from 2024-02-01 --json",
  );
  expect(JSON.parse(bill.out)).toMatchObject({ total: sum([total ?? "", unassigned.cost ?? ""]) });
});

test("--new-since gives what was first seen on or after the day", async () => {
  const all = await list("--limit 100000");
  const days = all.resources.map(({ firstSeen }) => firstSeen);
  const since = days.toSorted().at(-1) ?? "";
  const fresh = await list(`--new-since ${since} --limit 100000`);
  expect(fresh.resources.map(({ resourceId }) => resourceId).toSorted()).toEqual(
    all.resources
      .filter(({ firstSeen }) => firstSeen >= since)
      .map(({ resourceId }) => resourceId)
      .toSorted(),
  );
  expect(fresh.resources.length).toBeGreaterThan(0);
  expect(new Set(fresh.resources.map(({ state }) => state))).toEqual(new Set(["new"]));
});

test("searches, filters, sorts and limits", async () => {
  const found = await list("--filter service=AmazonEC2 --search I- --sort resource --limit 3");
  const names = found.resources.map(({ resourceId }) => resourceId);
  expect(names).toHaveLength(3);
  expect(names).toEqual(names.toSorted());
  expect(names.every((name) => name.includes("i-"))).toBe(true);
  expect(new Set(found.resources.map(({ service }) => service.value))).toEqual(new Set(["AmazonEC2"]));
  expect(found.count).toBeGreaterThan(3);
});

test("shows a table to people", async () => {
  const { code, out } = await command("resources --workspace ws --from 2024-02-01 --limit 5");
  expect(code).toBe(0);
  expect(out).toMatch(
    /^resource +service +account +region +first seen +last seen +state +before +cost \(USD\)/,
  );
  expect(out).toMatch(/^5 of [\d,]+ resources/m);
});

test("what became of resources is not told without the period before", async () => {
  const { code, out, err } = await command("resources --workspace ws --from 2023-12-01 --state gone");
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toContain("does not hold all of the period before");
});

test.each([
  ["--state lost", '--state must be one of new, appeared, gone, grown, shrunk, same, not "lost"'],
  ["--sort size", "--sort must be one of"],
  ["--new-since soon", '--new-since must be a day like 2024-01-31, not "soon"'],
  ["--new-since 2024-02-01 --from 2024-01-01", "--new-since stands for --from and --state together"],
])("refuses %s in one sentence", async (options, sentence) => {
  const { code, err } = await command(`resources --workspace ws ${options}`);
  expect(code).toBe(2);
  expect(err).toContain(sentence);
});
