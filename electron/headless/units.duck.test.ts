import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { parseScaled, SCALE, scaledOf } from "#core/money/decimal.ts";
import { closedOptions } from "#core/sample/world.ts";
import { writeSample } from "../engine/sample/write-sample.ts";
import { cloudspend, type Ran } from "./cloudspend.fixture.ts";

let directory: string;
/** Unblended cost and that of AmazonEC2 by month, added up from the files. */
const cost = new Map<string, { all: bigint; ec2: bigint }>();

const command = (...argv: readonly string[]): Promise<Ran> => cloudspend(argv, { directory });
const document = z.object({
  figure: z.string(),
  by: z.string(),
  rows: z.array(
    z.object({
      unit: z.string(),
      basis: z.string(),
      periods: z.array(
        z.object({
          range: z.object({ from: z.string(), to: z.string() }),
          cost: z.string().nullable(),
          figure: z.string().nullable(),
          costPerUnit: z.string().nullable(),
          state: z.string(),
          change: z.object({ cost: z.string(), volume: z.string(), rate: z.string() }).nullable(),
        }),
      ),
    }),
  ),
});

async function told(...argv: readonly string[]): Promise<z.infer<typeof document>> {
  const ran = await command("units", "--workspace", "ws", ...argv, "--json");
  if (ran.code !== 0) throw new Error(ran.err);
  return document.parse(JSON.parse(ran.out));
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "cloudspend-units-"));
  await writeSample({
    directory: join(directory, "bills"),
    world: { ...closedOptions("2024-02", 2), rows: 1_500 },
    format: "legacy",
  });
  for (const file of await readdir(join(directory, "bills"), { recursive: true })) {
    if (!file.endsWith(".csv.gz")) continue;
    const rows: readonly Readonly<Record<string, string>>[] = parse(
      gunzipSync(await readFile(join(directory, "bills", file))),
      { columns: true },
    );
    for (const row of rows) {
      const month = row["bill/BillingPeriodStartDate"]?.slice(0, 7) ?? "";
      const sums = cost.get(month) ?? { all: 0n, ec2: 0n };
      const amount = parseScaled(row["lineItem/UnblendedCost"] ?? "") ?? 0n;
      sums.all += amount;
      if (row["lineItem/ProductCode"] === "AmazonEC2") sums.ec2 += amount;
      cost.set(month, sums);
    }
  }
  const imported = await command("import", "bills", "--workspace", "ws", "--json");
  if (imported.code !== 0) throw new Error(imported.err);
  await writeFile(join(directory, "orders.csv"), "Month;Orders\r\n2024-01;1.200,5\r\n2024-02;1.350\r\n");
}, 120_000);

afterAll(() => rm(directory, { recursive: true, force: true }));

/** Half away from zero; the amounts are above 0. */
const quotient = (a: bigint, b: bigint): bigint => (a * 10n ** BigInt(SCALE) * 2n + b) / (b * 2n);

describe("cloudspend units", () => {
  test("cost per order by month is the bill from the files divided by the orders, and its change adds up", async () => {
    const { rows, figure } = await told("--figures", "orders.csv");
    expect(figure).toBe("Orders");
    const [january, february] = rows[0]?.periods ?? [];
    const [first, second] = ["2024-01", "2024-02"].map((month) => cost.get(month)?.all ?? 0n);
    const [before, now] = ["1200.5", "1350.0"].map(scaledOf);
    if (first === undefined || second === undefined || before === undefined || now === undefined)
      throw new Error();
    expect(scaledOf(january?.cost ?? "")).toBe(first);
    expect(scaledOf(january?.costPerUnit ?? "")).toBe(quotient(first, before));
    expect(scaledOf(february?.costPerUnit ?? "")).toBe(quotient(second, now));
    const { change } = february ?? {};
    expect(scaledOf(change?.cost ?? "")).toBe(second - first);
    expect(scaledOf(change?.volume ?? "") + scaledOf(change?.rate ?? "")).toBe(second - first);
    expect(scaledOf(change?.volume ?? "")).toBe((first * (now - before) * 2n + before) / (before * 2n));
  });

  test("a filter narrows the cost", async () => {
    const { rows } = await told("--figures", "orders.csv", "--filter", "service=AmazonEC2");
    expect(scaledOf(rows[0]?.periods[0]?.cost ?? "")).toBe(cost.get("2024-01")?.ec2);
  });

  test("daily figures are told by week and day too, and the weeks of a month are its days", async () => {
    const days = Array.from(
      { length: 31 },
      (_, at) => `2024-01-${String(at + 1).padStart(2, "0")},${at + 10}`,
    );
    await writeFile(join(directory, "daily.csv"), `date,orders\n${days.join("\n")}\n`);
    const january = ["--from", "2024-01-01", "--to", "2024-01-31"];
    const [month, week, day] = await Promise.all(
      ["month", "week", "day"].map((by) => told("--figures", "daily.csv", "--period", by, ...january)),
    );
    const sumOf = (one: typeof month, field: "cost" | "figure"): bigint =>
      (one?.rows[0]?.periods ?? [])
        .filter(({ state }) => state !== "noFigure")
        .reduce((sum, period) => sum + scaledOf(period[field] ?? "0.0"), 0n);
    expect(month?.rows[0]?.periods[0]?.state).toBe("whole");
    expect(week?.rows[0]?.periods.map(({ range }) => range.from)[0]).toBe("2024-01-01");
    for (const one of [week, day]) {
      expect(sumOf(one, "cost")).toBe(sumOf(month, "cost"));
      expect(sumOf(one, "figure")).toBe(scaledOf("775.0"));
    }
  });

  test("by allocation unit the parts add up to the bill", async () => {
    const rule = (id: string, unitId: string, values: readonly string[]) => ({
      id,
      unitId,
      filters: [{ dimension: "service", mode: "include", values }],
    });
    const unit = (id: string) => ({ id, name: id.toUpperCase(), parentId: null, split: null });
    const model = {
      id: "m",
      name: "Units",
      units: [unit("ec2"), unit("s3")],
      rules: [rule("1", "ec2", ["AmazonEC2"]), rule("2", "s3", ["AmazonS3"])],
    };
    await writeFile(join(directory, "model.json"), JSON.stringify(model));
    const { rows } = await told("--figures", "orders.csv", "--model", "model.json");
    expect(rows.map(({ unit, basis }) => `${unit} ${basis}`)).toEqual([
      "EC2 company",
      "S3 company",
      "Unallocated company",
    ]);
    const costs = rows.map(({ periods }) => scaledOf(periods[0]?.cost ?? "0.0"));
    expect(costs.reduce((sum, amount) => sum + amount, 0n)).toBe(cost.get("2024-01")?.all);
    expect(costs[0]).toBe(cost.get("2024-01")?.ec2);
    await writeFile(join(directory, "by-unit.csv"), "month,team,orders\n2024-01,ec2,10\n2024-01,Nobody,5\n");
    const named = await command(
      "units",
      "--workspace",
      "ws",
      "--figures",
      "by-unit.csv",
      "--model",
      "model.json",
    );
    expect(named.code).toBe(0);
    expect(named.err).toContain("no unit called Nobody");
    expect(named.out).toContain("no figure");
  });

  test("what the file leaves open is refused with the option that settles it", async () => {
    await writeFile(join(directory, "open.csv"), "date,orders\n03/04/2024,5\n");
    const open = await command("units", "--workspace", "ws", "--figures", "open.csv");
    expect(open).toMatchObject({ code: 2, out: "" });
    expect(open.err).toContain("--date-order");
    await writeFile(join(directory, "bad.csv"), "date,orders\n2024-01-01,5\n2024-01-02,lots\n");
    const bad = await command("units", "--workspace", "ws", "--figures", "bad.csv");
    expect(bad.err).toContain('"lots" in line 3 is no number');
    const left = await command(
      "units",
      "--workspace",
      "ws",
      "--figures",
      "bad.csv",
      "--leave-out",
      "--period",
      "day",
    );
    expect(left.code).toBe(0);
    await writeFile(join(directory, "book.xlsx"), Buffer.from([0x50, 0x4b, 3, 4, 0]));
    const book = await command("units", "--workspace", "ws", "--figures", "book.xlsx");
    expect(book).toMatchObject({ code: 1 });
    expect(book.err).toContain("it is a workbook");
  });

  test("figures kept with the workspace are taken without a file", async () => {
    const none = await command("units", "--workspace", "ws");
    expect(none).toMatchObject({ code: 2 });
    const figures = [{ from: "2024-01-01", unit: null, value: "1000.0" }];
    const kept = { id: "1", name: "Requests", grain: "month", combine: "sum", per: 1_000, figures };
    await writeFile(
      join(directory, "ws", "businessMetrics.json"),
      JSON.stringify({ version: 1, businessMetrics: [kept] }),
    );
    const { rows, figure } = await told();
    expect(figure).toBe("Requests");
    expect(scaledOf(rows[0]?.periods[0]?.costPerUnit ?? "")).toBe(cost.get("2024-01")?.all);
  });
});
