import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { raw, sql } from "#core/sql/sql.ts";
import { openDatabase, type Database } from "./database.ts";
import { run, runAll } from "./run.ts";

const SLOW = raw("SELECT count(*) AS n FROM range(100000) a, range(10000000) b WHERE a.range = b.range + 1");

let directory: string;
const opened: Database[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "cloudspend-db-"));
});

afterEach(async () => {
  for (const database of opened.splice(0)) await database.close();
  await rm(directory, { recursive: true, force: true });
});

async function open(file = join(directory, "w.duckdb")): Promise<Database> {
  const database = await openDatabase(file, { threads: 2 });
  opened.push(database);
  return database;
}

test("rows come back as plain values", async () => {
  const database = await open(":memory:");
  const rows = await database.read((connection) =>
    run(
      connection,
      sql`SELECT '-0.000000000000000001'::DECIMAL(38,18) AS tiny, 12.5::DECIMAL(4,1) AS price, count(*) AS n,
        TIMESTAMP '2026-10-31 05:00:00' AS at, DATE '2026-10-31' AS day, MAP {'a': 'b'} AS tags, [1, 2] AS list,
        NULL AS nothing, ${"it's"} AS text`,
    ),
  );
  expect(rows).toEqual([
    {
      tiny: "-0.000000000000000001",
      price: "12.5000000000",
      n: 1,
      at: "2026-10-31T05:00:00Z",
      day: "2026-10-31",
      tags: { a: "b" },
      list: [1, 2],
      nothing: null,
      text: "it's",
    },
  ]);
});

test("an aborted read stops at once, is reported as cancelled and leaves the connection usable", async () => {
  const database = await open();
  const abort = new AbortController();
  const started = Date.now();
  setTimeout(() => abort.abort(), 100);
  await expect(database.read((connection) => run(connection, SLOW), abort.signal)).rejects.toMatchObject({
    failure: { code: "cancelled" },
  });
  expect(Date.now() - started).toBeLessThan(2_000);
  expect(await database.read((connection) => run(connection, sql`SELECT ${7} AS seven`))).toEqual([
    { seven: 7 },
  ]);
});

test("an abort between two statements stops the second", async () => {
  const database = await open();
  const abort = new AbortController();
  const work = database.read(async (connection) => {
    abort.abort();
    await new Promise((resolve) => setTimeout(resolve, 60));
    return run(connection, SLOW);
  }, abort.signal);
  await expect(work).rejects.toMatchObject({ failure: { code: "cancelled" } });
});

test("a signal that is aborted already starts nothing", async () => {
  const database = await open();
  let started = false;
  const work = database.read(async () => (started = true), AbortSignal.abort());
  await expect(work).rejects.toMatchObject({ failure: { code: "cancelled" } });
  expect(started).toBe(false);
});

test("writers wait for each other, readers do not wait for them", async () => {
  const database = await open();
  const order: string[] = [];
  const writer = (name: string) =>
    database.write(async () => {
      order.push(`${name} in`);
      await new Promise((resolve) => setTimeout(resolve, 40));
      order.push(`${name} out`);
    });
  await Promise.all([writer("a"), writer("b"), database.read(async () => order.push("read"))]);
  expect(order.filter((step) => step !== "read")).toEqual(["a in", "a out", "b in", "b out"]);
  expect(order.indexOf("read")).toBeLessThan(order.indexOf("a out"));
});

test("many readers share the pool and none is lost", async () => {
  const database = await open();
  const reads = Array.from({ length: 40 }, (_, index) =>
    database.read((connection) => run(connection, sql`SELECT ${index} AS n`)),
  );
  expect((await Promise.all(reads)).map(([row]) => row?.["n"])).toEqual(reads.map((_, index) => index));
});

test("a failed transaction is rolled back before the connection goes to the next", async () => {
  const database = await open();
  await database.write((connection) => runAll(connection, [raw("CREATE TABLE t (a INTEGER)")]));
  const failing = database.write((connection) =>
    runAll(connection, [raw("BEGIN"), raw("INSERT INTO t VALUES (1)"), raw("SELECT error('no')")]),
  );
  await expect(failing).rejects.toThrow("no");
  expect(await database.write((connection) => run(connection, raw("SELECT count(*) AS n FROM t")))).toEqual([
    { n: 0 },
  ]);
});

test("the same file opened twice in one process is one database", async () => {
  const first = await open();
  const second = await open();
  await first.write((connection) => runAll(connection, [raw("CREATE TABLE t AS SELECT 1 AS a")]));
  await second.write((connection) => runAll(connection, [raw("INSERT INTO t VALUES (2)")]));
  await first.close();
  await second.close();
  const third = await open();
  expect(await third.read((connection) => run(connection, raw("SELECT count(*) AS n FROM t")))).toEqual([
    { n: 2 },
  ]);
});

test("a file that another process holds is reported as locked, with the holder", async () => {
  const file = join(directory, "held.duckdb");
  const script = `import('@duckdb/node-api').then(async ({ DuckDBInstance }) => {
    globalThis.held = await DuckDBInstance.create(process.argv[1]); console.log('held'); setTimeout(() => {}, 30000); })`;
  const holder = spawn(process.execPath, ["-e", script, file], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    await new Promise((resolve) => holder.stdout.once("data", resolve));
    await expect(openDatabase(file)).rejects.toMatchObject({
      failure: {
        code: "workspace.locked",
        params: { path: file, by: expect.stringContaining(String(holder.pid)) },
      },
    });
  } finally {
    holder.kill("SIGKILL");
  }
});

test("a file that is no database is reported as damaged", async () => {
  const file = join(directory, "bad.duckdb");
  await writeFile(file, "not a database ".repeat(2_000));
  await expect(openDatabase(file)).rejects.toMatchObject({
    failure: { code: "workspace.damaged", params: { path: file } },
  });
});

test("left-over spill files of a killed process are removed", async () => {
  const file = join(directory, "w.duckdb");
  const { mkdir } = await import("node:fs/promises");
  await mkdir(`${file}.tmp`);
  await writeFile(join(`${file}.tmp`, "left.tmp"), "x");
  await open(file);
  expect(await readdir(directory)).not.toContain("w.duckdb.tmp");
});

test("nothing is loaded from outside", async () => {
  const database = await open();
  const rows = await database.read((connection) =>
    run(
      connection,
      raw(`SELECT name, value FROM duckdb_settings() WHERE name IN
        ('autoinstall_known_extensions', 'autoload_known_extensions', 'allow_community_extensions', 'enable_progress_bar')
        ORDER BY name`),
    ),
  );
  expect(rows.map((row) => row["value"])).toEqual(["false", "false", "false", "false"]);
});

test.each([
  { options: { threads: 16 }, used: 4 },
  { options: { threads: 16, memoryLimitMb: 600 }, used: 8 },
  { options: { threads: 3, memoryLimitMb: 600 }, used: 3 },
  { options: { threads: 16, memoryLimitMb: 40 }, used: 1 },
])("has no more threads than its memory carries: $used with $options", async ({ options, used }) => {
  const database = await openDatabase(":memory:", options);
  opened.push(database);
  const asked = raw("SELECT current_setting('threads')::INTEGER AS threads");
  expect(await database.read((connection) => run(connection, asked))).toEqual([{ threads: used }]);
});

const ALL_DIFFERENT = raw(
  "SELECT count(DISTINCT text)::INTEGER AS n FROM (SELECT md5(i::VARCHAR) AS text FROM range(600000) AS t(i))",
);

test("a database in memory spills what does not fit into the folder it has for it", async () => {
  const database = await openDatabase(":memory:", {
    memoryLimitMb: 40,
    threads: 1,
    spillTo: join(directory, "spilled", "0"),
  });
  opened.push(database);
  expect(await database.read((connection) => run(connection, ALL_DIFFERENT))).toEqual([{ n: 600_000 }]);
});

test("without a folder it has no room", async () => {
  const database = await openDatabase(":memory:", { memoryLimitMb: 40, threads: 1 });
  opened.push(database);
  const counted = database.read((connection) => run(connection, ALL_DIFFERENT));
  await expect(counted).rejects.toMatchObject({ failure: { code: "engine.out_of_memory" } });
});
