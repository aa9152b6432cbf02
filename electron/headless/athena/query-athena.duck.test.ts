import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { closedOptions } from "#core/sample/world.ts";
import { fakeAthena, type FakeAthena } from "../../aws/fake/athena.fixture.ts";
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
    });
    expect(there.err).toBe(
      "cloudspend: Athena has read 50 MB in 2 queries, about 0.0002 USD; 50 MB today.\n",
    );
  });

  test("days, filters and a price of one's own", async () => {
    const range = ["--from", "2026-10-03", "--to", "2026-10-20", "--filter", "service!=AmazonEC2", "--json"];
    const [duckdb, there] = [await local(...range), await inPlace([...range, "--price-per-tb", "9"])];
    const { athena: told, ...answer } = JSON.parse(there.out);
    expect(answer).toEqual(JSON.parse(duckdb.out));
    expect(told.costUsd).toBe("0.0004500000");
  });

  test("a day that has read enough asks nothing more", async () => {
    athena.scannedBytes = 600_000_000;
    const first = await inPlace(["--max-gb-per-day", "1"]);
    expect(first.code, first.err).toBe(0);
    const started = athena.started.length;
    const second = await inPlace(["--max-gb-per-day", "1"]);
    expect(second.code).toBe(1);
    expect(second.err).toContain("Today's queries have read 1.2 GB, and 1 GB is the limit per day");
    expect(athena.started).toHaveLength(started);
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

  test("a wrong signature gets no answer", async () => {
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "wrong");
    const ran = await inPlace();
    expect(ran.code).toBe(1);
    expect(athena.started).toEqual([]);
  });

  test("options of Athena mean nothing to the workspace", async () => {
    expect((await local("--table", "x")).err).toContain("--table is only for --engine athena");
    expect((await local("--engine", "spark")).code).toBe(2);
    expect((await inPlace(["--price-per-tb", "dear"])).code).toBe(2);
  });
});
