import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

/** The command as users start it: a process of its own, built from these sources. */
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const WRAPPER = join(ROOT, "build", "setup", "cloudspend.mjs");
const BUILT = join(ROOT, ".out", "headless", "cloudspend.js");

type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "cloudspend-process-"));
  // Builds the command when its sources are newer.
  await start(WRAPPER, ["--help"]).ended;
}, 120_000);

afterAll(() => rm(directory, { recursive: true, force: true }));

function start(script: string, argv: readonly string[]) {
  const { INIT_CWD: _, ...env } = process.env;
  const child = spawn(process.execPath, [script, ...argv], { cwd: directory, env });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  const ended = new Promise<Ended>((resolve) => {
    child.once("close", (code) =>
      resolve({ code, out: String(Buffer.concat(out)), err: String(Buffer.concat(err)) }),
    );
  });
  return { child, ended };
}

test("explains itself", async () => {
  const { code, out, err } = await start(WRAPPER, ["--help"]).ended;
  expect([code, err]).toEqual([0, ""]);
  expect(out).toMatch(/^cloudspend - AWS cost files without a window\n/);
});

test("imports in one process and answers in the next", async () => {
  const made = await start(BUILT, ["sample", "bills", "--rows", "1000", "--months", "1"]).ended;
  expect(made).toMatchObject({ code: 0, err: "" });
  const imported = await start(WRAPPER, ["import", "bills", "--workspace", "ws", "--json"]).ended;
  expect(imported).toMatchObject({ code: 0, err: "" });
  const { periods } = JSON.parse(imported.out);
  expect(periods).toHaveLength(1);
  const asked = await start(BUILT, [
    "query",
    "--workspace",
    "ws",
    "--metric",
    "unblended",
    "--group-by",
    "billingPeriod",
    "--json",
  ]).ended;
  expect(asked).toMatchObject({ code: 0, err: "" });
  expect(JSON.parse(asked.out).rows).toEqual([[periods[0].billingPeriod, periods[0].unblended]]);
  const inSql = await start(BUILT, ["sql", "--workspace", "ws", "SELECT count(*) FROM line_items", "--csv"])
    .ended;
  expect(inSql).toMatchObject({
    code: 0,
    err: "",
    out: expect.stringMatching(/^count_star\(\)\n\d+\n$/),
  });
});

test("wrong usage exits 2, failure exits 1", async () => {
  expect(await start(BUILT, ["query"]).ended).toMatchObject({ code: 2, out: "" });
  expect(await start(BUILT, ["periods", "--workspace", "nowhere"]).ended).toMatchObject({ code: 1, out: "" });
});

test.skipIf(process.platform === "win32")("Ctrl+C during an import leaves nothing behind", async () => {
  expect(await start(BUILT, ["sample", "many", "--rows", "40000", "--months", "2"]).ended).toMatchObject({
    code: 0,
  });
  const { child, ended } = start(BUILT, ["import", "many", "--workspace", "stopped", "--json"]);
  await untilThere(join("stopped", "staging"));
  child.kill("SIGINT");
  const asked = Date.now();
  const { code, out, err } = await ended;
  expect(Date.now() - asked).toBeLessThan(2_000);
  expect([code, out]).toEqual([1, ""]);
  expect(err).toBe(
    "cloudspend: The work was cancelled and nothing was changed; start it again whenever you like.\n",
  );
  expect(await readdir(directory)).not.toContain("stopped");
});

test("a killed import leaves what was held, and the next command clears up after it", async () => {
  await start(BUILT, ["sample", "more", "--rows", "20000", "--months", "1", "--last", "2023-05"]).ended;
  const before = await start(BUILT, ["periods", "--workspace", "ws", "--json"]).ended;
  const { child, ended } = start(BUILT, ["import", "more", "--workspace", "ws"]);
  await untilThere(join("ws", "staging"));
  child.kill("SIGKILL");
  await ended;
  const after = await start(BUILT, ["periods", "--workspace", "ws", "--json"]).ended;
  expect(after).toEqual(before);
  expect(existsSync(join(directory, "ws", "staging"))).toBe(false);
  expect(await readdir(join(directory, "ws", "line-items"))).toHaveLength(1);
});

async function untilThere(name: string): Promise<void> {
  while (!existsSync(join(directory, name))) await new Promise((resolve) => setTimeout(resolve, 20));
}
