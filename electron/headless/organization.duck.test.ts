import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { sum } from "#core/money/decimal.ts";
import { closedOptions } from "#core/sample/world.ts";
import { writeSample } from "../engine/sample/write-sample.ts";
import { cloudspend, type Ran } from "./cloudspend.fixture.ts";

const answer = z.object({
  before: z.object({ from: z.string(), to: z.string() }).nullable(),
  total: z.string().nullable(),
  nodes: z.array(
    z.object({ kind: z.string(), parentId: z.string().nullable(), cost: z.string().nullable() }),
  ),
});

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "cloudspend-cli-organization-"));
  const world = { ...closedOptions("2024-02", 2), rows: 3_000 };
  await writeSample({ directory: join(directory, "bills"), world, format: "legacy" });
  await command("import bills --workspace ws --json");
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** No argument in these tests holds a space. */
function command(line: string): Promise<Ran> {
  return cloudspend(line.split(" "), { directory });
}

test("the tree sums to the bill", async () => {
  const { code, out, err } = await command("organization --workspace ws --from 2024-02-01 --json");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const { nodes, total, before } = answer.parse(JSON.parse(out));
  expect(before).toEqual({ from: "2024-01-01", to: "2024-02-01" });
  expect(sum(nodes.filter(({ kind }) => kind === "account").map(({ cost }) => cost ?? ""))).toBe(total);
  const bill = await command(
    "query --workspace ws --metric unblended --group-by currency --from 2024-02-01 --json",
  );
  expect(JSON.parse(bill.out)).toMatchObject({ total });
});

test("people get an indented table; what was not held is not compared with", async () => {
  const { code, out } = await command("organization --workspace ws --metric amortized");
  expect(code).toBe(0);
  expect(out).toMatch(/^payer, unit, account +account +note +services +amortized \(USD\)/);
  expect(out).toMatch(/^ {2}\S.* \d{12} /m);
});

test.each([
  ["--metric usageAmount", "--metric usageAmount is no money"],
  ["--filter tag:none=x", 'there is no "tag:none" in this workspace'],
])("refuses %s in one sentence", async (options, sentence) => {
  const { code, err } = await command(`organization --workspace ws ${options}`);
  expect(code).toBe(2);
  expect(err).toContain(sentence);
});
