import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { randomFrom } from "../../build/mutate.ts";
import { bundleChild } from "../bundle-child.fixture.ts";
import { allowed, stateOf } from "./check.fixture.ts";
import { atOnce, figure, seed } from "./extent.fixture.ts";
import type { Step } from "./points.fixture.ts";
import { REMAINS, type Cut, type Remains } from "./record.fixture.ts";
import { recordUser, type ToldBefore } from "./user.fixture.ts";
import { makeWorld, type World } from "./world.fixture.ts";

const CUTS = figure("FAULT_POWER_CUTS", 200);
const ROUND: readonly Step[] = [
  "saveView",
  "importNew",
  "saveView",
  "removeNext",
  "createWorkspace",
  "importNext",
  "importOld",
];
const STEPS: readonly Step[] = [...ROUND, "deleteWorkspace", ...ROUND, ...ROUND];

let world: World;
let child: Awaited<ReturnType<typeof bundleChild>>;
let out: string;
beforeAll(async () => {
  child = await bundleChild(new URL("user.child.ts", import.meta.url));
  world = await makeWorld();
  out = await mkdtemp(join(tmpdir(), "cloudspend-power-"));
});
afterAll(async () => {
  await world.remove();
  await child.remove();
  await rm(out, { recursive: true, force: true });
});

it(
  `after ${CUTS} power cuts that take along what was not synced, every month is one complete version and nothing acknowledged is lost`,
  { timeout: 30 * 60_000 },
  async () => {
    const root = await world.copy();
    const moments = await recordUser({ program: child.program, root, steps: STEPS, out });
    const cases = moments.flatMap((moment) => REMAINS.map((remains) => ({ moment, remains })));
    const random = randomFrom(seed());
    const chosen = cases.toSorted(() => random() - 0.5).slice(0, CUTS);
    const wrong: string[] = [];
    let next = 0;
    await atOnce(2, async () => {
      while (next < chosen.length) {
        const each = chosen[next];
        next += 1;
        const problem = each === undefined ? null : await problemOf(each.moment, each.remains);
        if (problem !== null) wrong.push(problem);
      }
    });
    expect(wrong).toEqual([]);
    expect(cases.length).toBeGreaterThanOrEqual(200);
  },
);

/** What a start after the cut finds amiss; null where it finds one of the states that it may. */
async function problemOf({ cut, told }: ToldBefore, remains: Remains): Promise<string | null> {
  const cuts = JSON.parse(await readFile(join(out, `${cut}.json`), "utf8")) as Record<Remains, Cut>;
  const root = await mkdtemp(join(out, "disk-"));
  const { folders, files } = cuts[remains];
  for (const folder of folders) await mkdir(join(root, folder), { recursive: true });
  for (const [path, blob] of Object.entries(files))
    await (blob === ""
      ? writeFile(join(root, path), "")
      : copyFile(join(out, "blobs", blob), join(root, path)));
  const found = await stateOf(root).catch((error: unknown) => String(error));
  const possible = allowed(told);
  await rm(root, { recursive: true, force: true });
  return possible.some((state) => isDeepStrictEqual(state, found))
    ? null
    : JSON.stringify({ cut, remains, told, found, possible });
}
