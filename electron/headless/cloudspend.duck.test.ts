import { mkdir, mkdtemp, readdir, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { canonical, sum } from "#core/money/decimal.ts";
import { closedOptions } from "#core/sample/world.ts";
import { writeSample, type WrittenSample } from "../engine/sample/write-sample.ts";
import { cloudspend, type Ran } from "./cloudspend.fixture.ts";

const USAGE_ERROR = /^cloudspend: [^\n]+; see "cloudspend [a-z-]*( --help)?"\.\n$/;
const delivery = z.object({
  directory: z.string(),
  totals: z.object({
    currency: z.string(),
    byPeriod: z.record(z.string(), z.object({ metrics: z.record(z.string(), z.string()) })),
  }),
});
const periods = z.array(
  z.object({
    billingPeriod: z.string(),
    format: z.string(),
    rows: z.number(),
    unblended: z.string(),
    currency: z.string(),
    files: z.number(),
  }),
);
const imported = z.object({
  periods,
  skipped: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })),
  warnings: z.array(z.object({ code: z.string(), message: z.string() })),
});
const answered = z.object({
  columns: z.array(z.string()),
  rows: z.array(z.array(z.string().nullable())),
  total: z.string().nullable(),
  currency: z.string().nullable(),
});

let directory: string;
let written: WrittenSample;
let first: Ran;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "cloudspend-cli-"));
  written = await writeSample({
    directory: join(directory, "bills"),
    world: { ...closedOptions("2024-02", 2), rows: 1_500 },
    format: "legacy",
  });
  first = await command("import bills --workspace ws --json");
});

afterAll(() => rm(directory, { recursive: true, force: true }));

/** No argument in these tests holds a space. */
function command(line: string): Promise<Ran> {
  return cloudspend(line.split(" "), { directory });
}

function query(line: string): Promise<Ran> {
  return command(`query --workspace ws ${line}`);
}

function expected(sums: WrittenSample["totals"]["byService"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(sums).map(([key, { metrics }]) => [key, canonical(metrics["unblended"] ?? "0")]),
  );
}

describe("import", () => {
  test("gives each period with its rows, cost, currency and files, and nothing else on stdout", () => {
    expect(first).toMatchObject({ code: 0, err: "" });
    const document = imported.parse(JSON.parse(first.out));
    expect(document.skipped).toEqual([]);
    expect(Object.fromEntries(document.periods.map((p) => [p.billingPeriod, p.unblended]))).toEqual(
      expected(written.totals.byPeriod),
    );
    expect(document.periods).toMatchObject([
      { billingPeriod: "2024-01", format: "legacy", currency: "USD", files: 1 },
      { billingPeriod: "2024-02", format: "legacy", currency: "USD", files: 1 },
    ]);
  });

  test("again names the same periods", async () => {
    const again = await command("import bills --workspace ws --json");
    expect(again.code).toBe(0);
    expect(imported.parse(JSON.parse(again.out)).periods).toEqual(
      imported.parse(JSON.parse(first.out)).periods,
    );
  });

  test("shows a table to people", async () => {
    const { code, out } = await command("import bills --workspace ws");
    expect(code).toBe(0);
    expect(out).toMatch(/^Period +Report +Format +Files +Line items +Unblended cost +Currency/);
    expect(out).toMatch(/^2024-02 /m);
  });

  test("of a damaged file exits 1, names it and says what to do, and takes the rest", async () => {
    const folder = join(directory, "damaged");
    const { files } = await writeSample({
      directory: folder,
      world: { ...closedOptions("2024-02", 2), rows: 1_000 },
      format: "legacy",
    });
    const broken = files.find((file) => file.endsWith(".csv.gz")) ?? "";
    await truncate(broken, 2_000);
    const { code, out, err } = await command("import damaged --workspace ws-damaged --json");
    expect(code).toBe(1);
    expect(err).toMatch(/^cloudspend: [^\n]+; [^\n]+\.\n$/);
    expect(err).toContain(broken);
    const document = imported.parse(JSON.parse(out));
    expect(document.skipped).toMatchObject([{ path: broken, code: "file.damaged" }]);
    expect(document.periods.map(({ billingPeriod }) => billingPeriod)).toEqual(["2024-02"]);
  });

  test("of nothing that is a report exits 1 and leaves no workspace behind", async () => {
    await mkdir(join(directory, "letters"));
    await writeFile(join(directory, "letters", "letter.csv"), "dear,sir\n1,2\n");
    const { code, err } = await command("import letters --workspace ws-letters");
    expect(code).toBe(1);
    expect(err).toMatch(/^cloudspend: [^\n]+\.\n$/);
    expect(await readdir(directory)).not.toContain("ws-letters");
  });

  test("of a path that is not there exits 1 and names it", async () => {
    const { code, err } = await command("import nowhere --workspace ws-nowhere");
    expect(code).toBe(1);
    expect(err).toContain(join(directory, "nowhere"));
    expect(await readdir(directory)).not.toContain("ws-nowhere");
  });

  test("into the folder of the bills itself is refused", async () => {
    const before = await readdir(join(directory, "bills"));
    const { code, err } = await command("import bills --workspace bills");
    expect(code).toBe(1);
    expect(err).toContain("workspace.json");
    expect(await readdir(join(directory, "bills"))).toEqual(before);
  });
});

describe("periods", () => {
  test("lists all the workspace holds, in the form of import", async () => {
    const { code, out, err } = await command("periods --workspace ws --json");
    expect([code, err]).toEqual([0, ""]);
    expect(periods.parse(JSON.parse(out).periods)).toEqual(imported.parse(JSON.parse(first.out)).periods);
  });

  test("of a folder that is no workspace exits 1 and makes nothing", async () => {
    const { code, err } = await command("periods --workspace typo");
    expect(code).toBe(1);
    expect(err).toMatch(/^cloudspend: There is no workspace at /);
    expect(await readdir(directory)).not.toContain("typo");
  });
});

describe("query", () => {
  test("by service equals the sample's own sums", async () => {
    const { code, out, err } = await query("--metric unblended --group-by service --json");
    expect([code, err]).toEqual([0, ""]);
    const answer = answered.parse(JSON.parse(out));
    expect(answer.columns).toEqual(["service", "unblended"]);
    expect(Object.fromEntries(answer.rows)).toEqual(expected(written.totals.byService));
    expect(answer.total).toBe(canonical(written.totals.overall.metrics["unblended"] ?? "0"));
    expect(answer.currency).toBe("USD");
  });

  test("over time has one row per group and bucket, and the last day is in", async () => {
    const { out } = await query(
      "--metric unblended --group-by linked-account,region --granularity day --from 2024-01-10 --to 2024-01-11 --json",
    );
    const answer = answered.parse(JSON.parse(out));
    expect(answer.columns).toEqual(["linkedAccount", "region", "day", "unblended"]);
    expect([...new Set(answer.rows.map((row) => row[2]))].sort()).toEqual(["2024-01-10", "2024-01-11"]);
    const days = expected(written.totals.byDay);
    expect(answer.total).toBe(sum([days["2024-01-10"] ?? "0", days["2024-01-11"] ?? "0"]));
    expect(sum(answer.rows.map((row) => row[3] ?? "0"))).toBe(answer.total);
  });

  test("filters keep and drop", async () => {
    const types = expected(written.totals.byType);
    const kept = await query(
      "--metric unblended --group-by lineItemType --filter lineItemType=Tax,Usage --json",
    );
    const answer = answered.parse(JSON.parse(kept.out));
    expect(Object.fromEntries(answer.rows)).toEqual({ Tax: types["Tax"], Usage: types["Usage"] });
    const dropped = await query(
      "--metric unblended --group-by lineItemType --filter lineItemType!=Tax,Usage --json",
    );
    const names = answered.parse(JSON.parse(dropped.out)).rows.map(([name]) => name);
    expect(names.sort()).toEqual(
      Object.keys(types)
        .filter((name) => name !== "Tax" && name !== "Usage")
        .sort(),
    );
  });

  test("a limit cuts rows, never the total", async () => {
    const { out } = await query("--metric unblended --group-by service --limit 3 --json");
    const answer = answered.parse(JSON.parse(out));
    expect(answer.rows).toHaveLength(3);
    expect(answer.total).toBe(canonical(written.totals.overall.metrics["unblended"] ?? "0"));
  });

  test("shows a table with a total to people", async () => {
    const { out } = await query("--metric unblended --group-by service --granularity month");
    expect(out).toMatch(/^service +month +unblended \(USD\)\n/);
    expect(out).toMatch(/\nTotal +[\d,]+\.\d\d\n$/);
  });

  test.each([
    ["--metric cost --group-by service", /no metric "cost", only unblended, /],
    ["--metric unblended --group-by colour", /no dimension "colour", only billingPeriod, /],
    ["--metric unblended --group-by tag:nope", /no "tag:nope" in this workspace, only tag:/],
    ["--metric unblended", /--group-by is missing/],
    ["--group-by service", /--metric is missing/],
    ["--metric unblended --group-by service --limit 0", /--limit/],
    ["--metric unblended --group-by service --from 01.02.2024", /--from/],
    ["--metric unblended --group-by service --filter service", /filter/],
    ["--metric unblended --group-by service --colour", /--colour/],
    ["--metric unblended --group-by service extra", /"extra" is one argument too many/],
  ])("%s is wrong usage", async (line, words) => {
    const { code, out, err } = await query(`${line} --json`);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(USAGE_ERROR);
    expect(err).toMatch(words);
  });
});

describe("quality", () => {
  test("gives one report per delivery", async () => {
    const { code, out } = await command("quality --workspace ws --json");
    expect(code).toBe(0);
    const { reports } = z
      .object({ reports: z.array(z.object({ billingPeriod: z.string(), rowsRead: z.number() })) })
      .parse(JSON.parse(out));
    expect(reports).toEqual(
      Object.entries(written.totals.byPeriod).map(([billingPeriod, { rows }]) => ({
        billingPeriod,
        rowsRead: rows,
      })),
    );
  });

  test("tells people what was read and checked", async () => {
    const { out } = await command("quality --workspace ws");
    expect(out).toMatch(/^2024-01 .*\n {2}Read +[\d,]+ line items from 1 file, 0 skipped/);
    expect(out).toMatch(/Checks +\d+ holds?, 0 fail/);
  });
});

describe("sample", () => {
  test("writes deliveries that import to the totals it names", async () => {
    const made = await command("sample made --rows 900 --months 2 --seed s --json");
    expect([made.code, made.err]).toEqual([0, ""]);
    const { totals } = z
      .object({ totals: z.object({ byPeriod: z.record(z.string(), z.object({ rows: z.number() })) }) })
      .parse(JSON.parse(made.out));
    expect(Object.keys(totals.byPeriod)).toEqual(["2024-01", "2024-02"]);
    const { code, out } = await command("import made --workspace ws-made --json");
    expect(code).toBe(0);
    expect(imported.parse(JSON.parse(out)).periods.map(({ rows }) => rows)).toEqual(
      Object.values(totals.byPeriod).map(({ rows }) => rows),
    );
  });

  test("has extras: three currencies, discounts in columns, and a month that AWS restated", async () => {
    const extras = "--with split-costs,discount-columns,currencies,restatement";
    const made = await command(`sample extras --rows 4000 --months 2 --format cur2 ${extras} --json`);
    expect([made.code, made.err]).toEqual([0, ""]);
    const { deliveries } = z.object({ deliveries: z.array(delivery) }).parse(JSON.parse(made.out));
    expect(deliveries.map(({ totals }) => totals.currency)).toEqual([
      "USD",
      "EUR",
      "JPY",
      "USD",
      "EUR",
      "JPY",
    ]);
    for (const folder of ["first", "second"]) {
      const { code, out } = await command(`import extras/${folder} --workspace ws-extras --json`);
      expect(code).toBe(0);
      const expectedOf = deliveries.filter(({ directory: place }) => place.endsWith(folder));
      const periodsOf = imported.parse(JSON.parse(out)).periods;
      expect(
        periodsOf.map((period) => [period.currency, period.billingPeriod, period.unblended]).toSorted(),
      ).toEqual(
        expectedOf
          .flatMap(({ totals }) =>
            Object.entries(totals.byPeriod).map(([period, { metrics }]) => [
              totals.currency,
              period,
              canonical(metrics["unblended"] ?? ""),
            ]),
          )
          .toSorted(),
      );
    }
    const { out } = await command("quality --workspace ws-extras --json");
    expect(out).not.toContain('"fails"');
  });

  test("knows no other extras", async () => {
    const { code, err } = await command("sample other --with currencies,surprise");
    expect([code, err]).toEqual([2, expect.stringContaining('not "surprise"')]);
  });

  test("never writes into a folder that holds something", async () => {
    const { code, err } = await command("sample bills");
    expect(code).toBe(2);
    expect(err).toContain("is not empty");
  });

  test("cancelled, leaves nothing", async () => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 100);
    const ran = await cloudspend(["sample", "stopped", "--rows", "200000"], {
      directory,
      signal: abort.signal,
    });
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/cancelled/);
    expect(await readdir(directory)).not.toContain("stopped");
  });
});

describe("explain", () => {
  const explained = z.object({
    total: z.string(),
    recomputed: z.object({ total: z.string(), isEqual: z.boolean() }),
    parts: z.array(
      z.object({ lineItemType: z.string(), amount: z.string(), formula: z.object({ symbols: z.string() }) }),
    ),
    deliveries: z.array(z.object({ files: z.array(z.object({ source: z.string(), amount: z.string() })) })),
    differences: z.array(z.object({ id: z.string(), words: z.string() })),
  });

  test("gives the number of a query with types and files that sum to it", async () => {
    const { code, out, err } = await command("explain --workspace ws --metric amortized --json");
    expect([code, err]).toEqual([0, ""]);
    const told = explained.parse(JSON.parse(out));
    const asked = answered.parse(
      JSON.parse((await query("--metric amortized --group-by lineItemType --json")).out),
    );
    expect(told.total).toBe(asked.total);
    expect(told.recomputed).toEqual({ total: asked.total, isEqual: true });
    expect(told.parts.map(({ lineItemType, amount }) => [lineItemType, amount]).toSorted()).toEqual(
      asked.rows.toSorted(),
    );
    const files = told.deliveries.flatMap((delivery) => delivery.files);
    expect(sum(files.map(({ amount }) => amount))).toBe(asked.total);
    expect(told.differences.map(({ id }) => id)).toContain("otherMetric");
  });

  test("says it in words", async () => {
    const { code, out } = await command(
      "explain --workspace ws --metric net-unblended --from 2024-01-01 --to 2024-01-31 --filter lineItemType=Tax,Usage",
    );
    expect(code).toBe(0);
    for (const words of [
      "netUnblended, 2024-01-01 to 2024-01-31; lineItemType is Tax or Usage.",
      "the line items give the same to the last digit",
      "n, else u",
      "lineItem/NetUnblendedCost",
      "Tax stays with the service",
    ])
      expect(out).toContain(words);
  });

  test("explains a number of a virtual tag that is kept with the workspace, with its rules", async () => {
    const rule = {
      id: "1",
      value: "Taxes",
      filters: [{ dimension: "lineItemType", mode: "include", values: ["Tax"] }],
    };
    const tagProfiles = [{ id: "1", name: "Kind", source: null, rules: [rule] }];
    const kept = join(directory, "ws", "tagProfiles.json");
    await writeFile(kept, JSON.stringify({ version: 1, tagProfiles }));
    const made = await command(
      "explain --workspace ws --metric amortized --filter profile:Kind=Taxes --json",
    );
    const plain = await command("explain --workspace ws --metric amortized --filter lineItemType=Tax --json");
    expect([made.code, made.err]).toEqual([0, ""]);
    expect(explained.parse(JSON.parse(made.out))).toEqual(explained.parse(JSON.parse(plain.out)));
    const { out } = await command("explain --workspace ws --metric amortized --filter profile:Kind=Taxes");
    expect(out).toContain("Taxes, rule 1 of 1: lineItemType is Tax.");
    const unknown = await command("explain --workspace ws --metric amortized --filter profile:Kinds=Taxes");
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining("only Kind")]);
    await rm(kept);
  });

  test("refuses what it does not know", async () => {
    expect((await command("explain --workspace ws")).code).toBe(2);
    expect((await command("explain --workspace ws --metric amortised")).err).toMatch(USAGE_ERROR);
    expect((await command("explain --workspace ws --metric amortized --filter tag:none=x")).code).toBe(2);
  });
});

describe("help and usage", () => {
  test.each([["--help"], ["-h"], ["help"]])("%s lists the commands", async (argument) => {
    const { code, out, err } = await command(argument);
    expect([code, err]).toEqual([0, ""]);
    for (const name of ["import", "periods", "query", "sql", "quality", "sample"])
      expect(out).toContain(`  ${name} `);
  });

  test.each(["import", "periods", "query", "explain", "quality", "sample"])(
    "%s --help explains it",
    async (name) => {
      const { code, out, err } = await command(`${name} --workspace ws --help`);
      expect([code, err]).toEqual([0, ""]);
      expect(out).toMatch(new RegExp(`^cloudspend ${name} - `));
      expect((await command(`help ${name}`)).out).toBe(out);
    },
  );

  test("no command and an unknown one are wrong usage", async () => {
    expect((await cloudspend([], { directory })).code).toBe(2);
    const { code, err } = await command("imprt");
    expect(code).toBe(2);
    expect(err).toMatch(USAGE_ERROR);
  });
});

test("a progress bar is drawn on a terminal and wiped away", async () => {
  const { code, out, err } = await cloudspend(["import", "bills", "--workspace", "ws-bar", "--json"], {
    directory,
    isInteractive: true,
  });
  expect(code).toBe(0);
  expect(err).toContain("\r\u001b[K[");
  expect(err.endsWith("\r\u001b[K")).toBe(true);
  expect(() => imported.parse(JSON.parse(out))).not.toThrow();
});
