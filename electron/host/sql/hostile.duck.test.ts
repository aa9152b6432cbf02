import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MAX_ROWS } from "#core/console/sql-answer.ts";
import { openLocked } from "../../console/locked-database.ts";
import { failureOf } from "../../transport/failure-of.ts";
import { startConsoleWorld, type ConsoleWorld } from "./console.fixture.ts";
import { REFUSED, STOPPED } from "./hostile-statements.fixture.ts";
import type { SqlConsole } from "./sql-console.ts";

const CANARY = "canary-4b1d9f";

let world: ConsoleWorld;
let console: SqlConsole;
let folder: string;
let server: Server;
let requests = 0;
let stored = "";

beforeAll(async () => {
  world = await startConsoleWorld();
  console = world.console();
  folder = join(world.engine.folder, "elsewhere");
  await mkdir(folder);
  for (const kind of ["csv", "json", "txt", "xlsx"])
    await writeFile(
      join(folder, `secret.${kind}`),
      kind === "json" ? `[{"secret":"${CANARY}"}]` : `secret\n${CANARY}\n`,
    );
  server = createServer((_request, response) => {
    requests += 1;
    response.end(`secret\n${CANARY}\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { reads } = await world.client.sql.snapshot();
  stored = reads[0] ?? "";
}, 120_000);

afterAll(async () => {
  await world.close();
  server.close();
});

function meant(statement: string): string {
  const { port } = server.address() as AddressInfo;
  return statement
    .replaceAll("{secret}", join(folder, "secret"))
    .replaceAll("{target}", join(folder, "target"))
    .replaceAll("{url}", `http://127.0.0.1:${port}`)
    .replaceAll("{data}", stored)
    .replaceAll("{ws}", join(world.workspace, "workspace.duckdb"));
}

/** Every file below a folder with a hash of its bytes. */
async function contents(directory: string): Promise<readonly string[]> {
  const names = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const hashed = files.map(
    async (file) =>
      `${file} ${createHash("sha256")
        .update(await readFile(file))
        .digest("hex")}`,
  );
  return (await Promise.all(hashed)).toSorted();
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    return `answered ${JSON.stringify(await work).slice(0, 200)}`;
  } catch (error) {
    return failureOf(error)?.code ?? String(error);
  }
}

const statements = REFUSED.flatMap(({ attempt, statements: all }) => all.map((text) => ({ attempt, text })));

test("there are at least 300 hostile statements, each of them once", () => {
  const texts = [...REFUSED, ...STOPPED].flatMap(({ statements: all }) => all);
  expect(texts.length).toBeGreaterThanOrEqual(300);
  expect(new Set(texts).size).toBe(texts.length);
});

describe("what must not run is refused, and nothing comes of it", () => {
  let before: readonly string[];
  let processes: number;
  const codes = new Map<string, string>();

  beforeAll(async () => {
    await console.run({ text: "SELECT 1", limit: 1 });
    before = [...(await contents(world.workspace)), ...(await contents(folder))];
    processes = world.started();
    for (const { text } of statements)
      codes.set(text, await codeOf(console.run({ text: meant(text), limit: 100 })));
  }, 120_000);

  test.each(statements)("$attempt: $text", ({ text }) => {
    expect(["sql.refused", "sql.invalid"]).toContain(codes.get(text));
  });

  test("all but a few were understood and refused by the gate, not by a mistake in them", () => {
    const misread = [...codes].filter(([, code]) => code === "sql.invalid").map(([text]) => text);
    expect(misread.length).toBeLessThan(statements.length / 10);
  });

  test("no file was written or changed, here or elsewhere", async () => {
    expect([...(await contents(world.workspace)), ...(await contents(folder))]).toEqual(before);
  });

  test("nothing was asked of the network", () => {
    expect(requests).toBe(0);
  });

  test("the process that refused them is still the one that answers", async () => {
    const { rows } = await console.run({ text: "SELECT count(*) > 0 FROM daily", limit: 1 });
    expect(rows).toEqual([["true"]]);
    expect(world.started()).toBe(processes);
  });
});

describe("behind the gate the database is locked as well", () => {
  const attempts = REFUSED.filter(({ attempt }) => /file|network/.test(attempt)).flatMap(
    ({ statements: all }) => all,
  );

  test("without the gate no other file is read and no request is made", async () => {
    const instance = await openLocked(await world.client.sql.snapshot(), 512);
    const told: string[] = [];
    for (const text of attempts) {
      const connection = await instance.connect();
      const answer = await connection
        .runAndReadAll(meant(text))
        .then((reader) => JSON.stringify(reader.getRowsJson()))
        .catch(() => "");
      if (answer.includes(CANARY)) told.push(text);
      connection.closeSync();
    }
    instance.closeSync();
    expect(told).toEqual([]);
    expect(requests).toBe(0);
  });
});

describe("what goes too far is stopped, and the next query works", () => {
  const tables = STOPPED.flatMap(({ attempt, statements: all }) => all.map((text) => ({ attempt, text })));

  test.each(tables)(
    "$attempt: $text",
    async ({ text }) => {
      const strict = world.console({
        deadlineMs: 3_000,
        graceMs: 1_000,
        memoryLimitMb: 256,
        processLimitMb: 700,
      });
      const began = performance.now();
      expect(["sql.too_slow", "sql.too_much_memory"]).toContain(
        await codeOf(strict.run({ text, limit: 10 })),
      );
      expect(performance.now() - began).toBeLessThan(12_000);
      const { rows } = await strict.run({ text: "SELECT 1 + 1", limit: 1 });
      expect(rows).toEqual([["2"]]);
      strict.close();
    },
    30_000,
  );

  test("a huge result ends at its limit and says so", async () => {
    const { rows, cut } = await console.run({
      text: "SELECT range FROM range(100000000000)",
      limit: MAX_ROWS,
    });
    expect([rows.length, cut]).toEqual([MAX_ROWS, "rows"]);
  });

  test("long texts are cut and it is said", async () => {
    const { rows, cut } = await console.run({ text: "SELECT repeat('x', 3000000)", limit: 1 });
    expect(cut).toBe("size");
    expect(rows[0]?.[0]?.length).toBeLessThan(100_000);
  });
});
