import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { canonical } from "#core/money/decimal.ts";
import { cloudspend } from "./cloudspend.fixture.ts";

/** Public billing files that this project did not write; they lie beside it, not in it. */
const SAMPLES = fileURLToPath(new URL("../../../shared/samples", import.meta.url));
const isThere = existsSync(SAMPLES);
if (!isThere) process.stdout.write(`skipped: there is no folder of public samples at ${SAMPLES}\n`);

const EXPECTED = [
  ["legacy-cur-anonymous", [["2023-11", "legacy", 1_281, "1.68230869740"]]],
  [
    "keboola",
    [
      ["2024-01", "legacy", 3, "0.045152"],
      ["2024-09", "cur2", 4, "0.108304"],
    ],
  ],
  ["small/sample-legacy-csv.csv", [["2025-01", "legacy", 4, "0.0652"]]],
  ["small/sample-cur20.csv", [["2025-01", "cur2", 4, "0.0652"]]],
  ["small/fivetran-aws_cost_report.csv", [["2024-04", "cur2", 20, "0"]]],
] as const;

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "cloudspend-samples-"));
});

afterAll(() => rm(directory, { recursive: true, force: true }));

describe.skipIf(!isThere)("public samples", () => {
  test.each(EXPECTED)("%s imports to its known totals", async (path, expected) => {
    const workspace = join(directory, path.replaceAll("/", "-"));
    const { code, out } = await cloudspend(
      ["import", join(SAMPLES, path), "--workspace", workspace, "--json"],
      {
        directory,
      },
    );
    expect(code).toBe(0);
    const { periods } = JSON.parse(out);
    expect(
      periods.map((p: Record<string, unknown>) => [
        p["billingPeriod"],
        p["format"],
        p["rows"],
        p["unblended"],
      ]),
    ).toEqual(expected.map(([period, format, rows, total]) => [period, format, rows, canonical(total)]));
  });

  test("FOCUS of three providers in one file has two periods and the known total of each provider", async () => {
    const workspace = join(directory, "focus");
    const path = join(SAMPLES, "focus-1.0", "focus_sample.csv");
    const { out } = await cloudspend(["import", path, "--workspace", workspace, "--json"], { directory });
    const { periods } = JSON.parse(out);
    expect(periods.map((p: Record<string, unknown>) => [p["billingPeriod"], p["rows"]])).toEqual([
      ["2024-09", 999],
      ["2024-10", 1],
    ]);
    const asked = await cloudspend(
      ["query", "--workspace", workspace, "--metric", "unblended", "--group-by", "billingEntity", "--json"],
      { directory },
    );
    expect([asked.code, asked.err]).toEqual([0, ""]);
    const answer = JSON.parse(asked.out);
    expect(answer.total).toBe(canonical("20.52022672899"));
    expect(Object.fromEntries(answer.rows)).toMatchObject({
      AWS: canonical("18.00663861840"),
      Microsoft: canonical("1.97651418586"),
      Oracle: canonical("0.53707392473"),
    });
  });

  test("manifests without their files are refused, each for its reason, and nothing is made", async () => {
    const workspace = join(directory, "none");
    const { code, out } = await cloudspend(
      ["import", join(SAMPLES, "manifests"), "--workspace", workspace, "--json"],
      { directory },
    );
    expect(code).toBe(1);
    const { periods, skipped } = JSON.parse(out);
    expect(periods).toEqual([]);
    expect(skipped).toHaveLength(6);
    expect(existsSync(workspace)).toBe(false);
  });
});
