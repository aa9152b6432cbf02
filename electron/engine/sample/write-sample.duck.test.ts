import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closedOptions } from "#core/sample/world.ts";
import type { SampleFormat } from "#core/sample/report.ts";
import { writeSample } from "./write-sample.ts";

const COST: Readonly<Record<SampleFormat, readonly [column: string, metric: string]>> = {
  legacy: ["line_item_unblended_cost", "unblended"],
  cur2: ["line_item_unblended_cost", "unblended"],
  focus: ["BilledCost", "billedCost"],
};
let directory = "";

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "cloudspend-parquet-"));
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

describe.each(["legacy", "cur2", "focus"] as const)("a %s delivery as Parquet", (format) => {
  it("keeps every amount to the last digit in AWS's types", async () => {
    const { totals, files } = await writeSample({
      directory: join(directory, format),
      world: { ...closedOptions("2026-06", 1), rows: 1_000 },
      format,
      options: { parquet: true },
    });
    const [file = ""] = files.filter((path) => path.endsWith("-00001.snappy.parquet"));
    const [column, metric] = COST[format];
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    const sums = await connection.runAndReadAll(
      `SELECT count(*)::INTEGER AS rows, sum("${column}"::VARCHAR::DECIMAL(38,10))::VARCHAR AS cost FROM '${file}'`,
    );
    const types = await connection.runAndReadAll(
      `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '${file}')`,
    );
    connection.closeSync();
    instance.closeSync();
    expect(sums.getRowObjects()).toEqual([
      { rows: totals.overall.rows, cost: totals.overall.metrics[metric] },
    ]);
    const typeOf = new Map(types.getRows().map(([name, type]) => [String(name), String(type)]));
    expect(typeOf.get(column)).toBe("DOUBLE");
    if (format === "legacy") {
      expect(typeOf.get("line_item_usage_start_date")).toBe("TIMESTAMP");
      expect(typeOf.get("line_item_unblended_rate")).toBe("VARCHAR");
      expect([...typeOf.keys()].filter((name) => name === "resource_tags_user_team")).toHaveLength(1);
    } else {
      expect(typeOf.get(format === "cur2" ? "resource_tags" : "Tags")).toBe("MAP(VARCHAR, VARCHAR)");
    }
  });
});
