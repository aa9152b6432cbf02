import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { closedOptions } from "#core/sample/world.ts";
import { fakeAthena, putTable, type FakeAthena } from "../../aws/fake/athena.fixture.ts";
import { emptyWorld, KEY_ID, SECRET } from "../../aws/fake/deliver.fixture.ts";
import { startFakeAws, type FakeAws } from "../../aws/fake/fake-aws.fixture.ts";
import { type TrinoOnDuckdb, trinoOnDuckdb } from "../../engine/cost/testing/trino-on-duckdb.fixture.ts";
import { writeSample } from "../../engine/sample/write-sample.ts";
import { cloudspend, type Ran } from "../cloudspend.fixture.ts";
import type { Terminal } from "../terminal.ts";

const NOW = "2026-11-26T10:00:00Z";

describe.each(["legacy", "cur2", "focus"] as const)("cloudspend query --engine athena over %s", (format) => {
  let folder: string;
  let workspace: string;
  let trino: TrinoOnDuckdb;
  let aws: FakeAws;
  let athena: FakeAthena;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "query-athena-"));
    workspace = join(folder, "workspace");
    const files = join(folder, "files");
    const world = { ...closedOptions("2026-10", 2), rows: 1_500 };
    await writeSample({ directory: files, world, format, options: { parquet: true, rowsPerFile: 1_000 } });
    const imported = await cloudspend(["import", files, "--workspace", workspace], { directory: folder });
    if (imported.code !== 0) throw new Error(imported.err);
    trino = await trinoOnDuckdb(files, format);
  });
  afterAll(async () => {
    trino.close();
    await rm(folder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    athena = fakeAthena(trino);
    aws = await startFakeAws({ ...emptyWorld(null), athena });
    vi.stubEnv("CLOUDSPEND_AWS_ENDPOINT", aws.endpoint);
    vi.stubEnv("AWS_ACCESS_KEY_ID", KEY_ID);
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", SECRET);
    vi.stubEnv("AWS_CONFIG_FILE", join(folder, "config"));
    vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", join(folder, "credentials"));
    await rm(join(workspace, "athena-day.json"), { force: true });
    await rm(join(workspace, "athena-answers"), { recursive: true, force: true });
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await aws.close();
  });

  const QUESTION = ["--metric", "amortized", "--group-by", "service,usageType", "--granularity", "day"];

  function local(...more: readonly string[]): Promise<Ran> {
    return cloudspend(["query", "--workspace", workspace, ...QUESTION, ...more], { directory: folder });
  }

  function inPlace(more: readonly string[] = [], terminal: Partial<Terminal> = {}): Promise<Ran> {
    const { database, table } = trino.catalogue;
    const place = ["--engine", "athena", "--region", "us-east-1", "--database", database, "--table", table];
    return cloudspend(["query", "--workspace", workspace, ...QUESTION, ...place, ...more], {
      directory: folder,
      now: () => new Date(NOW),
      ...terminal,
    });
  }

  test("the answer is that of the workspace, and what was read is told", async () => {
    const [duckdb, there] = [await local("--json"), await inPlace(["--json"])];
    expect(there.code, there.err).toBe(0);
    const { athena: told, ...answer } = JSON.parse(there.out);
    expect(answer).toEqual(JSON.parse(duckdb.out));
    expect(answer.rows.length).toBeGreaterThan(100);
    expect(told).toEqual({
      queries: 2,
      scannedBytes: 50_000_000,
      costUsd: "0.0002500000",
      scannedBytesToday: 50_000_000,
      isKept: false,
    });
    expect(there.err).toContain(
      "cloudspend: Athena has read 50 MB in 2 queries, about 0.0002 USD; 50 MB today.\n",
    );
    expect(there.err).toContain(
      "are not kept, and the same question is paid for again: the catalogue names no",
    );
  });

  const inBucket = (location?: string): Map<string, Buffer> => putTable(aws.world, athena, format, location);

  test("the same question is free until AWS delivers again", async () => {
    const objects = inBucket();
    const first = await inPlace(["--json"]);
    expect(first.code, first.err).toBe(0);
    expect(JSON.parse(first.out).athena).toMatchObject({ queries: 2, isKept: true });
    const { athena: _, ...answer } = JSON.parse(first.out);

    const again = await inPlace(["--json", "--max-gb-per-day", "1"]);
    const { athena: told, ...same } = JSON.parse(again.out);
    expect(same).toEqual(answer);
    expect(told).toMatchObject({ queries: 0, scannedBytes: 0, scannedBytesToday: 50_000_000, isKept: true });
    expect(Number(told.costUsd)).toBe(0);
    expect(again.err).toBe(
      "cloudspend: answered from what is kept: AWS has delivered nothing new; 50 MB today.\n",
    );

    const other = await inPlace(["--json", "--filter", "service!=AmazonEC2"]);
    expect(JSON.parse(other.out).athena).toMatchObject({ queries: 1, scannedBytes: 25_000_000 });

    const october = [...objects.keys()].find((key) => /10\/part/.test(key)) ?? "";
    objects.set(october, Buffer.from("delivered anew"));
    expect(JSON.parse((await inPlace(["--json"])).out).athena).toMatchObject({ queries: 2 });
    // Only the month that was delivered anew is looked at once more.
    const surveys = [...athena.executions.values()].filter(({ text }) => text.includes("filled0"));
    expect(surveys).toHaveLength(2);
    const [both, one] = surveys.map(({ text, parameters }) => `${text} ${parameters.join(" ")}`);
    expect(both).toMatch(/2026-09|'9'/);
    expect(one).toMatch(/2026-10|'10'/);
    expect(one).not.toMatch(/2026-09|'9'/);
    expect(JSON.parse((await inPlace(["--json"])).out).athena).toMatchObject({ queries: 0 });
  });

  test("what is kept is asked for again where it is damaged", async () => {
    inBucket();
    const first = await inPlace(["--json"]);
    const folder = join(workspace, "athena-answers");
    for (const name of await readdir(folder))
      await writeFile(join(folder, name), '{"version":1,"rows":[[7]]}');
    const again = await inPlace(["--json"]);
    expect(JSON.parse(again.out)).toMatchObject({ athena: { queries: 2 } });
    expect(JSON.parse(again.out).rows).toEqual(JSON.parse(first.out).rows);
  });

  /** A workspace that holds October alone. */
  async function importOctober(): Promise<string> {
    const recent = join(folder, "recent");
    const names = await readdir(join(folder, "files"), { recursive: true });
    const [october = ""] = names.filter((name) => /(20261001-20261101|2026-10|month=10)$/.test(name));
    const imported = await cloudspend(["import", join(folder, "files", october), "--workspace", recent], {
      directory: folder,
    });
    expect(imported.code, imported.err).toBe(0);
    return recent;
  }

  test("commitments and units over both places are those of the workspace that holds all", async () => {
    const recent = await importOctober();
    const model = join(folder, "model.json");
    await writeFile(
      model,
      JSON.stringify({
        id: "m",
        name: "Units",
        units: [{ id: "compute", name: "Compute", parentId: null, split: null }],
        rules: [
          {
            id: "1",
            unitId: "compute",
            filters: [{ dimension: "service", mode: "include", values: ["AmazonEC2"] }],
          },
        ],
        profiles: [],
      }),
    );
    const { database, table } = trino.catalogue;
    const place = ["--engine", "both", "--region", "us-east-1", "--database", database, "--table", table];
    const run = (of: string, ...more: readonly string[]) =>
      cloudspend([...more, "--json", "--workspace", of], { directory: folder, now: () => new Date(NOW) });
    for (const command of [["commitments"], ["allocate", "--model", model]]) {
      const [whole, put] = [await run(workspace, ...command), await run(recent, ...command, ...place)];
      expect(put.code, put.err).toBe(0);
      expect(put.err).toContain("Athena has read 50 MB in 2 queries");
      const { answeredFrom: _, ...answer } = JSON.parse(put.out);
      expect(answer).toEqual({ ...JSON.parse(whole.out), answeredFrom: undefined });
    }
    expect((await run(recent, "commitments", ...place, "--engine", "athena")).code).toBe(2);
    expect((await run(recent, "commitments", ...place, "--simulate")).err).toContain("--simulate needs");
    await rm(recent, { recursive: true });
  });

  test("the months that a workspace holds come from there, the others from the table", async () => {
    const recent = await importOctober();
    const both = (...more: readonly string[]) =>
      inPlace([...more, "--engine", "both", "--workspace", recent]);
    for (const more of [
      ["--granularity", "month"],
      ["--granularity", "day", "--from", "2026-09-20", "--to", "2026-10-05"],
      ["--granularity", "month", "--limit", "5"],
      ["--granularity", "month", "--metric", "usageAmount"],
    ]) {
      const [whole, put] = [await local("--json", ...more), await both("--json", ...more)];
      expect(whole.code, whole.err).toBe(0);
      expect(put.code, put.err).toBe(0);
      const { athena: told, ...answer } = JSON.parse(put.out);
      expect(answer).toEqual(JSON.parse(whole.out));
      expect(told.queries).toBe(2);
      expect(athena.started.at(-1)).not.toMatch(/2026-10|'10'/);
    }
    const asked = athena.started.length;
    const { athena: told } = JSON.parse((await both("--json", "--from", "2026-10-01")).out);
    expect(told).toMatchObject({ queries: 0, scannedBytes: 0 });
    expect(athena.started.slice(asked).filter((text) => !text.startsWith("SHOW"))).toEqual([]);
    await rm(recent, { recursive: true });
  });

  test("what a question costs at most is told before it is asked", async () => {
    const objects = inBucket();
    const bytes = [...objects.values()].reduce((sum, { length }) => sum + length, 0);
    const estimate = async (...more: readonly string[]) =>
      JSON.parse((await inPlace(["--estimate", "--json", ...more])).out);
    // The look at the months and the question itself, each of which is charged for 10 MB at least.
    expect(await estimate()).toEqual({
      queries: 2,
      mostBytes: 2 * bytes,
      mostCostUsd: "0.0001000000",
      periods: ["2026-09", "2026-10"],
      scannedBytesToday: 0,
    });
    expect(athena.started.filter((text) => !text.startsWith("SHOW"))).toEqual([]);
    await inPlace();
    expect(await estimate()).toMatchObject({ queries: 0, mostBytes: 0, periods: [] });
    expect((await inPlace(["--estimate"])).out).toMatch(
      /^Nothing would be read: the answer is kept\. 50 MB today/,
    );
    const october = await estimate("--from", "2026-10-02", "--to", "2026-10-03", "--price-per-tb", "10");
    expect(october).toMatchObject({ queries: 1, periods: ["2026-10"], mostCostUsd: "0.0001000000" });
    expect(october.mostBytes).toBeLessThan(bytes);
    athena.catalogue = trino.catalogue;
    expect(await estimate()).toMatchObject({ queries: 2, mostBytes: null, mostCostUsd: null });
    expect((await inPlace(["--estimate"])).out).toMatch(/2 months in 2 queries; how much is not known/);
  });

  test("both ways are held against each other, amount by amount", async () => {
    const equal = await inPlace(["--compare", "--json"]);
    expect(equal.code, equal.err).toBe(0);
    const told = JSON.parse(equal.out);
    expect(told).toMatchObject({ equal: true, differences: [], periodsApart: [] });
    expect(told.compared).toBe(JSON.parse((await local("--json")).out).rows.length);
    expect(told.totals.workspace).toBe(told.totals.athena);
    expect((await inPlace(["--compare"])).out).toMatch(
      /^Equal to the last digit: \d+ amounts of \d+ line items\.$/m,
    );
  });

  test("an amount that differs is listed, with the period that was delivered anew", async () => {
    const here = JSON.parse((await local("--json")).out);
    const run = trino.run;
    athena = Object.assign(athena, {
      run: async (statement: Parameters<typeof run>[0]) => {
        const { columns, rows } = await run(statement);
        const at = columns.indexOf(columns.includes("cost") ? "cost" : "amount");
        const added = (row: (typeof rows)[number]) =>
          row.map((cell, index) => (index === at ? `${Number(cell) + 1_000}` : cell));
        return { columns, rows: rows.map((row, index) => (index === 0 ? added(row) : row)) };
      },
    });
    const apart = await inPlace(["--compare", "--json"]);
    expect(apart.code).toBe(1);
    const told = JSON.parse(apart.out);
    expect(told.equal).toBe(false);
    expect(told.compared).toBe(here.rows.length);
    expect(told.columns).toEqual(["service", "usageType", "bucket", "workspace", "athena", "difference"]);
    expect(told.differences).toHaveLength(1);
    const [[service, usageType, day, ours, theirs, difference]] = told.differences;
    expect(here.rows).toContainEqual([service, usageType, day, ours]);
    expect(Number(difference)).toBeCloseTo(1_000, 6);
    expect(Number(theirs) - Number(ours)).toBeCloseTo(1_000, 6);
    expect(told.periodsApart).toHaveLength(1);
    const text = (await inPlace(["--compare"])).out;
    expect(text).toMatch(/^1 of \d+ amounts differ\.$/m);
    expect(text).toMatch(/^2026-\d\d: the workspace holds .* They are of different deliveries/m);
  });

  test("why nothing can be kept is told, and the question is answered nevertheless", async () => {
    inBucket("s3://larkfield-bills/elsewhere");
    const elsewhere = await inPlace();
    expect(elsewhere.code, elsewhere.err).toBe(0);
    expect(elsewhere.err).toMatch(/no file of 2026-09 lies below s3:\/\/larkfield-bills\/elsewhere/);
    inBucket();
    aws.failNext("ListObjectsV2", { code: "AccessDenied", status: 403 });
    const refused = await inPlace();
    expect(refused.code, refused.err).toBe(0);
    expect(refused.err).toMatch(/s3:ListBucket/);
    expect(await inPlace(["--json"]).then(({ out }) => JSON.parse(out).athena.queries)).toBe(2);
  });

  test("days, filters and a price of one's own", async () => {
    const range = ["--from", "2026-10-03", "--to", "2026-10-20", "--filter", "service!=AmazonEC2", "--json"];
    const [duckdb, there] = [await local(...range), await inPlace([...range, "--price-per-tb", "9"])];
    const { athena: told, ...answer } = JSON.parse(there.out);
    expect(answer).toEqual(JSON.parse(duckdb.out));
    expect(told.costUsd).toBe("0.0004500000");
  });

  test("a day that has read enough asks nothing more", async () => {
    athena.scannedBytes = 400_000_000;
    const first = await inPlace(["--max-gb-per-day", "1"]);
    expect(first.code, first.err).toBe(0);
    // The next query passes the limit while it runs, and is stopped.
    const second = await inPlace(["--max-gb-per-day", "1"]);
    expect(second.code).toBe(1);
    expect(second.err).toContain("Today's queries have read 1.2 GB, and 1 GB is the limit per day");
    expect(athena.stopped).toHaveLength(1);
    // Listing partitions reads nothing, and is free.
    const paid = () => athena.started.filter((text) => !text.startsWith("SHOW"));
    const before = paid();
    const third = await inPlace(["--max-gb-per-day", "1"]);
    expect(third.code).toBe(1);
    expect(third.err).toContain("1 GB is the limit per day");
    expect(paid()).toEqual(before);
    const tomorrow = { now: () => new Date("2026-11-27T00:00:00Z") };
    expect((await inPlace(["--max-gb-per-day", "1"], tomorrow)).code).toBe(0);
  });

  test("a query that reads too much is stopped, and what it has read counts", async () => {
    athena.scannedBytes = 2_000_000_000;
    const ran = await inPlace(["--max-gb", "1"]);
    expect(ran.code).toBe(1);
    expect(ran.err).toContain("stopped after it had read 2 GB, more than the 1 GB that one query may read");
    expect(athena.stopped).toHaveLength(1);
    const again = await inPlace(["--max-gb-per-day", "2"]);
    expect(again.err).toContain("Today's queries have read 2 GB");
  });

  test("what is interrupted is stopped in AWS", async () => {
    const interrupt = new AbortController();
    const wait = async () => interrupt.abort();
    const ran = await inPlace([], { signal: interrupt.signal, wait });
    expect(ran.code).toBe(1);
    expect(athena.stopped.length).toBe(1);
  });

  test("AWS's own reasons are told", async () => {
    athena.cutoffBytes = 10_000_000;
    expect((await inPlace()).err).toMatch(/stopped in AWS after it had read 25 MB: Bytes scanned limit/);
    athena.cutoffBytes = null;
    athena.output = null;
    expect((await inPlace()).err).toMatch(/the workgroup primary names no place/);
    expect((await inPlace(["--output", "s3://results/here/"])).code).toBe(0);
    expect((await inPlace(["--table", "nothing"])).err).toContain(`(${trino.catalogue.table})`);
    aws.failNext("StartQueryExecution", { code: "TooManyRequestsException", status: 400 });
    expect((await inPlace(["--output", "s3://results/here/"])).code).toBe(0);
    aws.failNext("GetQueryResults", { code: "AccessDeniedException", status: 400 });
    expect((await inPlace(["--output", "s3://results/here/"])).err).toMatch(/athena:GetQueryResults/);
  });

  test.each([
    ["Query timeout", "ran for longer than Athena lets one run"],
    ["HIVE_BAD_DATA: a file is cut off", "could not run the query: GENERIC_USER_ERROR: HIVE_BAD_DATA"],
  ])("a query that fails of %s says so, and where to look it up", async (reason, words) => {
    Object.assign(athena, { run: () => Promise.reject(reason) });
    const ran = await inPlace();
    expect(ran.code).toBe(1);
    expect(ran.err).toContain(words);
    expect(ran.err).toMatch(/query-\d/);
  });

  test("a wrong signature gets no answer", async () => {
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "wrong");
    const ran = await inPlace();
    expect(ran.code).toBe(1);
    expect(athena.started).toEqual([]);
  });

  test("options of Athena mean nothing to the workspace", async () => {
    expect((await local("--table", "x")).err).toContain("--table is only for --engine athena and both");
    expect((await local("--engine", "spark")).code).toBe(2);
    expect((await inPlace(["--price-per-tb", "dear"])).code).toBe(2);
  });
});
