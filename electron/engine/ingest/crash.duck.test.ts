import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { raw } from "#core/sql/sql.ts";
import { bundleChild } from "../../bundle-child.fixture.ts";
import { listDeliveries, listPeriods } from "../catalogue/catalogue.ts";
import { run } from "../duckdb/run.ts";
import { openWorkspace } from "../workspace/open-workspace.ts";
import { importPaths } from "./import.ts";
import { csv, lineItems, putLegacyDelivery } from "./report-files.fixture.ts";

const OLD_ROWS = 10;
const NEW_ROWS = 20_000;

let root: string;
let child: Awaited<ReturnType<typeof bundleChild>>;
beforeAll(async () => {
  child = await bundleChild(new URL("crash.child.ts", import.meta.url));
});
afterAll(() => child.remove());
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "cloudspend-crash-"));
  await mkdir(join(root, "old"));
  await mkdir(join(root, "new"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Runs the import in a process of its own and kills it when `isTime` says so, or lets it end. */
async function killedImport(isTime: (phase: string) => boolean, delayMs: number): Promise<void> {
  const running = spawn(process.execPath, [child.program, join(root, "workspace"), join(root, "new")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => running.once("exit", resolve));
  running.stdout.on("data", (text: Buffer) => {
    if (text.toString().split("\n").some(isTime)) setTimeout(() => running.kill("SIGKILL"), delayMs);
  });
  await ended;
}

it.each([
  ["reading", 0],
  ["checking", 0],
  ["publishing", 0],
  ["publishing", 10],
  ["publishing", 25],
  ["publishing", 50],
  ["publishing", 80],
  ["publishing", 120],
  ["never", 0],
])("killed while %s (%i ms later), the workspace holds one complete version", async (phase, delayMs) => {
  const directory = join(root, "workspace");
  const old = await putLegacyDelivery(join(root, "old"), {
    assemblyId: "20240105T000000Z",
    chunks: [csv(lineItems(OLD_ROWS))],
  });
  const before = await openWorkspace(directory, new Date());
  await importPaths({ ...before, paths: [old], leaveOut: [], now: () => new Date() });
  await before.database.close();
  await putLegacyDelivery(join(root, "new"), {
    assemblyId: "20240109T000000Z",
    chunks: [csv(lineItems(NEW_ROWS))],
  });

  await killedImport((each) => each === phase, delayMs);

  const { database } = await openWorkspace(directory, new Date());
  const [period, ...others] = await database.read(listPeriods);
  const [delivery] = await database.read(listDeliveries);
  const [rollup] = await database.read((connection) =>
    run(connection, raw("SELECT sum(line_items)::BIGINT AS rows, sum(unblended) AS cost FROM daily")),
  );
  await database.close();
  expect(others).toEqual([]);
  expect(phase === "never" ? [NEW_ROWS] : [OLD_ROWS, NEW_ROWS]).toContain(period?.rows);
  expect(rollup).toEqual({ rows: period?.rows, cost: period?.unblended });
  expect(await readdir(join(directory, "line-items"))).toEqual([delivery?.id]);
  expect(delivery?.files.every(({ stored }) => existsSync(join(directory, stored)))).toBe(true);
  expect(existsSync(join(directory, "staging"))).toBe(false);
});
