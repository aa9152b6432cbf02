import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { closedOptions } from "#core/sample/world.ts";
import { writeSample } from "../engine/sample/write-sample.ts";
import { cloudspend, type Ran } from "./cloudspend.fixture.ts";

const measures = z.object({
  unused: z.string().nullable(),
  netSavings: z.string().nullable(),
  utilisation: z.number().nullable(),
  coverage: z.number().nullable(),
  effectiveSavingsRate: z.number().nullable(),
});
const answered = z.object({
  currency: z.string(),
  all: measures,
  savingsPlans: measures,
  overTime: z.array(z.object({ bucket: z.string(), all: measures.nullable() })),
  commitments: z.array(z.object({ arn: z.string(), owner: z.string(), measures })),
  expiries: z.array(z.object({ arn: z.string(), end: z.string(), days: z.number() })),
});
const outcome = z.object({ commitment: z.string(), saving: z.string(), savingAfterDrop: z.string() });
const simulated = z.object({ hours: z.number(), best: outcome.nullable(), chosen: outcome.nullable() });

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "cloudspend-cli-"));
  await writeSample({
    directory: join(directory, "bills"),
    world: { ...closedOptions("2024-02", 2), rows: 3_000 },
    format: "legacy",
  });
  await command("import bills --workspace ws --json");
});

afterAll(() => rm(directory, { recursive: true, force: true }));

/** No argument in these tests holds a space. */
function command(line: string): Promise<Ran> {
  return cloudspend(line.split(" "), { directory });
}

test("commitments as JSON: measures of all and of each, months and expiries", async () => {
  const ran = await command("commitments --workspace ws --json");
  expect([ran.code, ran.err]).toEqual([0, ""]);
  const answer = answered.parse(JSON.parse(ran.out));
  expect(answer.overTime.map(({ bucket }) => bucket)).toEqual(["2024-01", "2024-02"]);
  expect(answer.savingsPlans.utilisation).toBeGreaterThan(0);
  expect(answer.all.effectiveSavingsRate).not.toBeNull();
  expect(answer.expiries.map(({ arn }) => arn).toSorted()).toEqual(
    answer.commitments.map(({ arn }) => arn).toSorted(),
  );
});

test("commitments for people: a summary, a row per ARN and the expiries", async () => {
  const { code, out } = await command("commitments --workspace ws --from 2024-02-01");
  expect(code).toBe(0);
  for (const part of ["Effective savings rate", "Net savings (USD)", "arn:aws:savingsplans::", "In days"])
    expect(out).toContain(part);
});

test("the simulator takes a commitment and a fall of usage", async () => {
  const best = simulated.parse(
    JSON.parse((await command("commitments --workspace ws --simulate --all-usage --drop 10 --json")).out),
  );
  expect(best.hours).toBe(60 * 24);
  expect(best.chosen).toEqual(best.best);
  const twice = String(2 * Number(best.best?.commitment));
  const own = await command(`commitments --workspace ws --simulate --all-usage --commitment ${twice} --json`);
  const { chosen } = simulated.parse(JSON.parse(own.out));
  expect(Number(chosen?.saving)).toBeLessThan(Number(best.best?.saving));
  expect((await command("commitments --workspace ws --simulate --all-usage")).out).toContain("break-even at");
});

test("a plan type nobody holds asks for the discount, and takes one", async () => {
  const unknown = await command("commitments --workspace ws --simulate --type Database");
  expect([unknown.code, unknown.out]).toEqual([0, expect.stringContaining("enter it with --discount")]);
  const given = await command("commitments --workspace ws --simulate --type Database --discount 30");
  expect(given.out).toContain("Discount 30.00 % (as entered)");
});

test.each([
  ["--drop 120", "--drop must be a percentage from 0 to 100"],
  ["--type Nothing", "there is no Savings Plan type"],
  ["--discount 100", "--discount must be a percentage above 0 and below 100"],
  ["--commitment much", "--commitment must be an amount"],
])("%s is wrong usage", async (option, message) => {
  const ran = await command(`commitments --workspace ws --simulate ${option}`);
  expect([ran.code, ran.err]).toEqual([2, expect.stringContaining(message)]);
});
