import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { scaledOf, sum } from "#core/money/decimal.ts";
import { wasteWorld } from "#core/sample/variants.ts";
import { closedOptions } from "#core/sample/world.ts";
import { writeSample } from "../../engine/sample/write-sample.ts";
import { findingMarkCollection } from "../../host/findings.ts";
import { cloudspend, type Ran } from "../cloudspend.fixture.ts";

const answered = z.object({
  months: z.array(z.string()),
  total: z.string(),
  findings: z.array(
    z.object({
      finding: z.string(),
      class: z.string(),
      status: z.string(),
      kept: z.string().nullable(),
      formula: z.string(),
    }),
  ),
});

const realised = z.array(
  z.object({
    finding: z.string(),
    month: z.string(),
    expected: z.string(),
    months: z.array(z.object({ month: z.string(), realised: z.string() })),
  }),
);

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "cloudspend-findings-"));
  const world = wasteWorld({ ...closedOptions("2024-02", 2), rows: 2_600 });
  await writeSample({ directory: join(directory, "bills"), world, format: "legacy" });
  await command("import bills --workspace ws --json");
});
afterAll(() => rm(directory, { recursive: true, force: true }));

function command(line: string): Promise<Ran> {
  return cloudspend(line.split(" "), { directory });
}

async function ask(options = ""): Promise<z.infer<typeof answered>> {
  const { code, out } = await command(`findings --workspace ws --json${options}`);
  expect(code).toBe(0);
  return answered.parse(JSON.parse(out));
}

test("the newest ended month is looked through, and the total is what all findings keep", async () => {
  const { months, total, findings } = await ask();
  expect(months).toEqual(["2024-02"]);
  expect(sum(findings.flatMap(({ kept }) => kept ?? []))).toBe(total);
  expect(findings.length).toBeGreaterThan(30);
});

test("one class only, whose savings no other class takes from", async () => {
  const { total, findings } = await ask(" --class A");
  expect(new Set(findings.map((each) => each.class))).toEqual(new Set(["A"]));
  expect(scaledOf(total) > 0n).toBe(true);
});

test("an assumption can be set", async () => {
  const alone = " --class B --set graviton-ec2/intel=0 --set graviton-ec2/amd=0";
  const saved = async (options: string) =>
    scaledOf((await ask(options)).findings.find(({ finding }) => finding === "graviton-ec2")?.kept ?? "0.0");
  expect((await saved(alone)) < (await saved(" --class B"))).toBe(true);
});

test("a rejected finding is listed and takes no part in the total", async () => {
  const marks = findingMarkCollection(() => join(directory, "ws"));
  const before = await ask(" --class A");
  const rejected = before.findings.find(({ finding }) => finding === "idle-streams");
  await marks.save({
    id: "idle-streams",
    status: "rejected",
    note: "",
    owner: "",
    accepted: null,
    markedAt: "2024-03-01T00:00:00Z",
  });
  const after = await ask(" --class A");
  await marks.remove("idle-streams");
  expect(after.findings.find(({ finding }) => finding === "idle-streams")?.status).toBe("rejected");
  expect(scaledOf(before.total) - scaledOf(after.total)).toBe(scaledOf(rejected?.kept ?? "0.0"));
});

test("as a table it says what cannot be computed", async () => {
  const { out, err } = await command("findings --workspace ws");
  expect(out).toContain("Idle NAT gateways");
  expect(out).toContain("Total after overlaps");
  expect(err).toContain("not computable from these reports: old-snapshots");
});

test("what was accepted is held against the bills since", async () => {
  const marks = findingMarkCollection(() => join(directory, "ws"));
  expect((await command("findings --workspace ws --realised")).out).toContain("No finding is accepted");
  const { findings } = await ask(" --month 2024-01");
  const expected = findings.find(({ finding }) => finding === "idle-streams")?.kept ?? "0.0";
  await marks.save({
    id: "idle-streams",
    status: "accepted",
    note: "",
    owner: "Ana",
    accepted: { month: "2024-01", expected, currency: "USD" },
    markedAt: "2024-02-01T00:00:00Z",
  });
  const { out } = await command("findings --workspace ws --realised --json");
  const told = await command("findings --workspace ws --realised");
  await marks.remove("idle-streams");
  const [{ months, ...measured } = { months: [] }] = realised.parse(JSON.parse(out));
  expect(measured).toMatchObject({ finding: "idle-streams", month: "2024-01", expected });
  expect(months.map(({ month }) => month)).toEqual(["2024-02"]);
  expect(told.out).toContain("Idle Kinesis streams");
  expect(told.out).toMatch(/Realised [\d.]+ of [\d.]+ USD expected/);
});

test.each([
  ["--class D", "there is no class"],
  ["--month 2024", "must be a month"],
  ["--set graviton-ec2/arm=1", "assumes intel, amd"],
  ["--set nothing", "must be like"],
])("%s is refused", async (options, words) => {
  const { code, err } = await command(`findings --workspace ws ${options}`);
  expect(code).toBe(2);
  expect(err).toContain(words);
});
