import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { canonical, sum } from "#core/money/decimal.ts";
import { closedOptions } from "#core/sample/world.ts";
import { writeSample, type WrittenSample } from "../../engine/sample/write-sample.ts";
import { cloudspend, type Ran } from "../cloudspend.fixture.ts";

const answered = z.object({
  kind: z.string(),
  by: z.string(),
  currency: z.string(),
  months: z.array(z.string()),
  groups: z.array(
    z.object({ total: z.string(), state: z.string().optional(), gigabytes: z.string().nullish() }),
  ),
  total: z.string(),
});

let directory: string;
let written: WrittenSample;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "cloudspend-charges-"));
  written = await writeSample({
    directory: join(directory, "bills"),
    world: { ...closedOptions("2024-02", 2), rows: 1_500 },
    format: "legacy",
  });
  await command("import bills --workspace ws --json");
});

afterAll(() => rm(directory, { recursive: true, force: true }));

function command(line: string): Promise<Ran> {
  return cloudspend(line.split(" "), { directory });
}

test.each([
  ["tax", "Tax"],
  ["credits", "Credit"],
  ["refunds", "Refund"],
])("%s are what the generator wrote", async (kind, type) => {
  const { code, out, err } = await command(`charges --workspace ws --kind ${kind} --json`);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const document = answered.parse(JSON.parse(out));
  expect(document.total).toBe(canonical(written.totals.byType[type]?.metrics["unblended"] ?? "absent"));
  expect(sum(document.groups.map(({ total }) => total))).toBe(document.total);
  expect(document.months).toEqual(["2024-01", "2024-02"]);
});

test("data transfer is told by category with volumes, as JSON and as a table", async () => {
  const document = answered.parse(JSON.parse((await command("charges --workspace ws --json")).out));
  expect(document).toMatchObject({ kind: "dataTransfer", by: "category" });
  expect(document.groups.some(({ gigabytes }) => typeof gigabytes === "string")).toBe(true);
  const { out } = await command("charges --workspace ws --by linkedAccount");
  expect(out).toMatch(/^linkedAccount +GB +Per GB +Cost USD\n/);
  expect(out).toMatch(/\nTotal /);
});

test("what credits were granted at comes from a file or the workspace, and tells what is left", async () => {
  const credits = z.object({
    groups: z.array(
      z.object({
        key: z.array(z.string()),
        total: z.string(),
        granted: z.string().optional(),
        remaining: z.string().optional(),
      }),
    ),
  });
  const told = async (options = "") =>
    credits.parse(JSON.parse((await command(`charges --workspace ws --kind credits --json${options}`)).out))
      .groups;
  const [first] = await told();
  expect(first?.granted).toBeUndefined();
  const grant = { id: first?.key[0] ?? "", amount: "1000000.0", currency: "USD" };
  const left = sum(["1000000.0", first?.total ?? ""]);
  await writeFile(join(directory, "grants.json"), JSON.stringify([grant]));
  expect((await told(" --grants grants.json"))[0]).toMatchObject({ granted: "1000000.0", remaining: left });
  await writeFile(
    join(directory, "ws", "creditGrants.json"),
    JSON.stringify({ version: 1, creditGrants: [grant] }),
  );
  expect((await told())[0]).toMatchObject({ remaining: left });
  await writeFile(join(directory, "grants.json"), JSON.stringify([{ id: "" }]));
  expect(await command("charges --workspace ws --kind credits --grants grants.json")).toMatchObject({
    code: 2,
  });
});

test("wrong usage is told with what there is", async () => {
  expect(await command("charges --workspace ws --kind fees")).toMatchObject({
    code: 2,
    err: expect.stringContaining('there is no kind "fees", only dataTransfer'),
  });
  expect(await command("charges --workspace ws --kind tax --by category")).toMatchObject({ code: 2 });
  expect(await command("charges --workspace ws --metric usage-amount")).toMatchObject({ code: 2 });
});
