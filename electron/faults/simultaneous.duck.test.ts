import { spawn } from "node:child_process";
import { chmod, readdir, truncate } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { bundleChild } from "../bundle-child.fixture.ts";
import { listIncidents } from "../disk/set-aside.ts";
import { nameAccounts } from "../engine/catalogue/account-names.ts";
import { openWorkspace } from "../engine/workspace/open-workspace.ts";
import { contentOf, hear, makeDamageWorld, repair, type DamageWorld } from "./damage.fixture.ts";

const STARTS = 20;
/** Longer than all of them take to try. */
const HOLD_MS = 3_000;
const NOBODY = 65_534;

let world: DamageWorld;
let child: Awaited<ReturnType<typeof bundleChild>>;
let directory: string;
beforeAll(async () => {
  child = await bundleChild(new URL("simultaneous.child.ts", import.meta.url));
  world = await makeDamageWorld();
});
beforeEach(async () => {
  directory = await world.copy(world.closed);
});
afterAll(async () => {
  await world.remove();
  await child.remove();
});

type Start = {
  /** Once it has the workspace and what it wrote is acknowledged; never if it is refused. */
  readonly held: Promise<void>;
  readonly said: Promise<string>;
  kill(): void;
};

function start(holdMs: number, asNobody = false): Start {
  const options = asNobody ? { uid: NOBODY, gid: NOBODY } : {};
  const running = spawn(process.execPath, [child.program, directory, String(holdMs)], options);
  let text = "";
  const held = new Promise<void>((resolve) => {
    running.stdout.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      if (text.startsWith("acknowledged ")) resolve();
    });
  });
  running.stderr.on("data", (chunk: Buffer) => (text += chunk.toString()));
  return {
    held,
    said: new Promise((resolve) => running.once("close", () => resolve(text.trim()))),
    kill: () => void running.kill("SIGKILL"),
  };
}

async function startedAtOnce(): Promise<readonly string[]> {
  return Promise.all(Array.from({ length: STARTS }, () => start(HOLD_MS).said));
}

const isRefused = (said: string): boolean => said === "refused workspace.locked";
const nameIn = (said: string): string => said.replace("acknowledged ", "");

describe(`${STARTS} processes that open one workspace at once`, () => {
  it("are one that has it and others that are refused, and what was acknowledged is there", async () => {
    const said = await startedAtOnce();
    const [winner = "", ...others] = said.filter((each) => !isRefused(each));
    expect(others).toEqual([]);
    expect(winner).toMatch(/^acknowledged /);
    const { content, condition } = await hear(directory);
    expect(content?.months).toEqual(world.content.months);
    expect(content?.names).toContain(nameIn(winner));
    expect(condition.faults).toEqual([]);
  });

  it("put a damaged database aside once, whoever comes first", async () => {
    await truncate(join(directory, "workspace.duckdb"), 5_000);
    const said = await startedAtOnce();
    const winners = said.filter((each) => !isRefused(each));
    expect(winners.filter((each) => !each.startsWith("acknowledged "))).toEqual([]);
    const incidents = await listIncidents(directory);
    expect(incidents.filter(({ thing }) => thing === "database")).toHaveLength(1);
    const { told } = await repair(directory);
    expect(told.content?.months).toEqual(world.content.months);
    for (const each of winners) expect(told.content?.names).toContain(nameIn(each));
  });
});

it("a process that is killed leaves no lock behind", async () => {
  const holder = start(60_000);
  await holder.held;
  expect(await start(0).said).toBe("refused workspace.locked");
  holder.kill();
  await holder.said;
  expect(await start(0).said).toMatch(/^acknowledged /);
});

it("opened twice in one process, both see and keep what either writes", async () => {
  const [one, other] = await Promise.all([
    openWorkspace(directory, new Date(), { threads: 1 }),
    openWorkspace(directory, new Date(), { threads: 1 }),
  ]);
  await nameAccounts(one.database, "user", [{ id: "1", name: "One" }]);
  await nameAccounts(other.database, "user", [{ id: "2", name: "Other" }]);
  await one.database.close();
  expect((await contentOf(other)).names).toContain("One");
  await other.database.close();
  const { content } = await hear(directory);
  expect(content?.names).toContain("One");
  expect(content?.names).toContain("Other");
});

it.skipIf(process.platform === "win32")(
  "a folder that may only be read says so, and nothing in it is changed",
  async () => {
    const asNobody = process.getuid?.() === 0;
    const before = await readdir(directory, { recursive: true });
    for (const name of before)
      await chmod(join(directory, name), (await isFolder(directory, name)) ? 0o555 : 0o444);
    await chmod(directory, 0o555);
    await chmod(join(directory, ".."), 0o755);
    try {
      expect(await start(0, asNobody).said).toBe("refused workspace.read_only");
      expect(await readdir(directory, { recursive: true })).toEqual(before);
    } finally {
      await chmod(directory, 0o755);
      for (const name of before) await chmod(join(directory, name), 0o755);
    }
    expect((await hear(directory)).content).toEqual(world.content);
  },
);

async function isFolder(root: string, name: string): Promise<boolean> {
  return readdir(join(root, name)).then(
    () => true,
    () => false,
  );
}
