import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { read } from "@e965/xlsx";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { convert } from "#core/currency/convert.ts";
import { canonical, sum } from "#core/money/decimal.ts";
import { closedOptions } from "#core/sample/world.ts";
import { writeSample } from "../engine/sample/write-sample.ts";
import { cloudspend, type Ran } from "./cloudspend.fixture.ts";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "cloudspend-cli-export-"));
  await writeSample({
    directory: join(directory, "bills"),
    world: { ...closedOptions("2024-02", 2), rows: 4_000 },
    format: "legacy",
  });
  await command("import bills --workspace ws --json");
  await writeFile(
    join(directory, "rates.csv"),
    "from,to,month,rate,note\nUSD,EUR,2024-02,0.9,ECB\nUSD,EUR,2024-01,0.8\n",
  );
  await writeFile(join(directory, "late.csv"), "USD,EUR,2024-02,0.9\n");
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** No argument in these tests holds a space. */
function command(line: string): Promise<Ran> {
  return cloudspend(line.split(" "), { directory });
}

async function bill(options = ""): Promise<{ total: string; rows: (string | null)[][] }> {
  const { out } = await command(
    `query --workspace ws --metric unblended --group-by service --granularity month --json ${options}`.trim(),
  );
  return z
    .object({ total: z.string(), rows: z.array(z.array(z.string().nullable())) })
    .parse(JSON.parse(out));
}

async function csvOf(name: string): Promise<string[][]> {
  return parse(await readFile(join(directory, name), "utf8"));
}

test("costs are written as CSV that adds up to the bill", async () => {
  const { code, out } = await command("export costs --workspace ws --out costs.csv --json");
  expect(code).toBe(0);
  const [head, ...rows] = await csvOf("costs.csv");
  expect(JSON.parse(out)).toEqual({ path: join(directory, "costs.csv"), rows: rows.length });
  expect(head).toEqual(["service", "service name", "month", "unblended (USD)"]);
  expect(canonical(sum(rows.map((row) => row[3] ?? "")))).toBe((await bill()).total);
});

test("line items are all there with every column, whatever the format", async () => {
  await command(
    "export line-items --workspace ws --out items.csv --filter service=AmazonEC2 --from 2024-02-01",
  );
  const [head, ...rows] = await csvOf("items.csv");
  expect(rows.length).toBeGreaterThan(0);
  expect(head?.length).toBeGreaterThan(20);
  const { out } = await command(
    "export line-items --workspace ws --out items.xlsx --filter service=AmazonEC2 --from 2024-02-01 --json",
  );
  expect(JSON.parse(out)).toMatchObject({ rows: rows.length });
  const book = read(await readFile(join(directory, "items.xlsx")));
  expect(book.SheetNames.slice(0, 2)).toEqual(["About", "Line items"]);
  const about = Object.values(book.Sheets["About"] ?? {}).map((cell: { v?: unknown }) => cell.v);
  expect(about).toContain("service=AmazonEC2");
  const parquet = await command(
    "export line-items --workspace ws --out items --format parquet --filter service=AmazonEC2 --from 2024-02-01 --json",
  );
  expect(JSON.parse(parquet.out)).toMatchObject({ rows: rows.length });
});

test("resources are all there", async () => {
  await command("export resources --workspace ws --out resources.csv");
  const [head, ...rows] = await csvOf("resources.csv");
  const { out } = await command("resources --workspace ws --limit 100000 --json");
  expect(rows).toHaveLength(z.object({ count: z.number() }).parse(JSON.parse(out)).count);
  expect(head?.at(-1)).toBe("unblended (USD)");
});

describe("another currency", () => {
  test("each month has its own rate, totals are sums of months, and the original is beside it", async () => {
    const { out, code, err } = await command(
      "query --workspace ws --metric unblended --group-by service --granularity month --in eur --rates rates.csv --json",
    );
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const told = z
      .object({
        columns: z.array(z.string()),
        rows: z.array(z.array(z.string().nullable())),
        total: z.string(),
        totals: z.array(z.object({ currency: z.string(), total: z.string(), converted: z.string() })),
      })
      .parse(JSON.parse(out));
    expect(told.columns).toEqual([
      "service",
      "month",
      "currency",
      "unblended",
      "unblended (EUR)",
      "rate",
      "rate of",
    ]);
    const original = await bill();
    expect(told.rows.map((row) => [row[0], row[1], row[3]])).toEqual(original.rows);
    const rates: Readonly<Record<string, string>> = { "2024-01": "0.8", "2024-02": "0.9" };
    for (const row of told.rows) expect(row[4]).toBe(convert(row[3] ?? "", rates[row[1] ?? ""] ?? ""));
    const months = ["2024-01", "2024-02"].map((month) =>
      convert(
        sum(original.rows.filter((row) => row[1] === month).map((row) => row[2] ?? "")),
        rates[month] ?? "",
      ),
    );
    expect(told.total).toBe(sum(months));
    expect(told.totals).toEqual([{ currency: "USD", total: original.total, converted: sum(months) }]);
  });

  test("a month without a rate is not converted, and said", async () => {
    const { out, code, err } = await command(
      "query --workspace ws --metric unblended --group-by service --in EUR --rates late.csv",
    );
    expect(code).toBe(1);
    expect(err).toContain("USD of 2024-01 is not converted, there is no rate for it.");
    expect(out).toMatch(/^Total +USD/m);
  });

  test("is exported beside the original", async () => {
    await command("export costs --workspace ws --out in.csv --granularity total --in EUR --rates rates.csv");
    const [head, ...rows] = await csvOf("in.csv");
    expect(head).toEqual(["service", "currency", "unblended", "unblended (EUR)", "rate", "rate of"]);
    expect(rows.every((row) => row[5] === "2024-01, 2024-02" || row[4] !== "")).toBe(true);
  });

  test("every line item has each of its costs in it, exact, by the rate of its bill's month", async () => {
    const { code, err } = await command(
      "export line-items --workspace ws --out items-in.csv --in EUR --rates rates.csv",
    );
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const [head = [], ...rows] = await csvOf("items-in.csv");
    const month = head.indexOf("bill/BillingPeriodStartDate");
    const costs = head.flatMap((name, at) => (head[at + 1] === `${name} (EUR)` ? [at] : []));
    expect(costs.map((at) => head[at])).toContain("lineItem/UnblendedCost");
    expect(new Set(rows.map((row) => row[month]?.slice(0, 7)))).toEqual(new Set(["2024-01", "2024-02"]));
    for (const row of rows)
      for (const at of costs)
        expect(scaled(row[at + 1]), `${head[at]} ${row[at]}`).toBe(
          tenths(row[at], row[month]?.startsWith("2024-01") === true ? 8n : 9n),
        );
  });

  test("resources of several months are sums of what each month is worth", async () => {
    await command("export resources --workspace ws --out resources-in.csv --in EUR --rates rates.csv");
    const parts: string[][][] = [];
    for (const [from, to] of [
      ["2024-01-01", "2024-01-31"],
      ["2024-02-01", "2024-02-29"],
    ]) {
      await command(`export resources --workspace ws --out ${from}.csv --from ${from} --to ${to}`);
      parts.push((await csvOf(`${from}.csv`)).slice(1));
    }
    const [head = [], ...rows] = await csvOf("resources-in.csv");
    expect(head.slice(-2)).toEqual(["unblended (USD)", "unblended (EUR)"]);
    expect(rows.length).toBeGreaterThan(0);
    const [january, february] = parts.map((part) => new Map(part.map((row) => [row[1], row.at(-1)])));
    for (const row of rows)
      expect(scaled(row.at(-1)), row[1]).toBe(
        (tenths(january?.get(row[1]), 8n) ?? 0n) + (tenths(february?.get(row[1]), 9n) ?? 0n),
      );
  });

  test.each(["line-items", "resources"])(
    "months of %s without a rate are said, and stay empty",
    async (kind) => {
      const { code, err } = await command(
        `export ${kind} --workspace ws --out late-${kind}.csv --to 2024-01-31 --in EUR --rates late.csv`,
      );
      expect(code).toBe(0);
      expect(err).toContain("USD of 2024-01 is not converted, there is no rate for it.");
      const [head = [], ...rows] = await csvOf(`late-${kind}.csv`);
      const converted = head.flatMap((name, at) => (name.endsWith("(EUR)") ? [at] : []));
      expect(converted.length).toBeGreaterThan(0);
      expect(new Set(rows.flatMap((row) => converted.map((at) => row[at])))).toEqual(new Set([""]));
    },
  );
});

/** A decimal of a file in units of 10^-18. */
function scaled(text = ""): bigint | null {
  if (text === "") return null;
  const [whole = "", rest = ""] = text.replace("-", "").split(".");
  const magnitude = BigInt(`${whole}${rest.padEnd(18, "0")}`);
  return text.startsWith("-") ? -magnitude : magnitude;
}

/** So many tenths of an amount in units of 10^-18, rounded half away from zero to ten places. */
function tenths(amount: string | undefined, of: bigint): bigint | null {
  const known = scaled(amount);
  if (known === null) return null;
  const magnitude = (known < 0n ? -known : known) * of;
  const rounded = ((magnitude + 500_000_000n) / 1_000_000_000n) * 100_000_000n;
  return known < 0n ? -rounded : rounded;
}

test.each([
  ["export --workspace ws --out a.csv", "say what to export"],
  ["export invoices --workspace ws --out a.csv", 'no "invoices" to export'],
  ["export costs --workspace ws --out a.txt", "does not end in .csv, .xlsx or .parquet"],
  ["export costs --workspace ws", "--out is missing"],
  ["export costs --workspace ws --out a.csv --in EUR", "keeps no rates"],
  ["export costs --workspace ws --out a.csv --in EURO --rates rates.csv", "three letters"],
])("%s is wrong usage and writes nothing", async (line, message) => {
  const before = await readdir(directory);
  const { code, err } = await command(line);
  expect(code).toBe(2);
  expect(err).toContain(message);
  expect(await readdir(directory)).toEqual(before);
});
