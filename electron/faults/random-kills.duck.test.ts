import { rm } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { randomFrom } from "../../build/mutate.ts";
import { bundleChild } from "../bundle-child.fixture.ts";
import { allowed, INITIAL, stateOf, type State } from "./check.fixture.ts";
import { atOnce, batches, figure } from "./extent.fixture.ts";
import type { Step } from "./points.fixture.ts";
import { runUser } from "./user.fixture.ts";
import { makeWorld, type World } from "./world.fixture.ts";

/** Kills of one test; a longer run has more tests. */
const USUAL = 200;
/** Kills of one world, one after the other: each start also recovers from the kill before it. */
const IN_A_ROW = 10;
const LANES = 2;
/** Starting a process takes the first of it. */
const LONGEST_DELAY_MS = 900;
const STEPS: readonly Step[] = [
  "saveView",
  "importNew",
  "removeNext",
  "exportTable",
  "importOld",
  "importNext",
  "saveView",
  "exportFile",
  "receive",
  "deleteWorkspace",
];

let world: World;
let child: Awaited<ReturnType<typeof bundleChild>>;
beforeAll(async () => {
  child = await bundleChild(new URL("user.child.ts", import.meta.url));
  world = await makeWorld();
});
afterAll(async () => {
  await world.remove();
  await child.remove();
});

it.each(batches(figure("FAULT_KILLS", USUAL), USUAL))(
  "killed $cases times at random (FAULT_SEED=$seed), every month is one complete version and nothing acknowledged is lost",
  { timeout: 30 * 60_000 },
  async ({ seed, cases }) => {
    const random = randomFrom(seed);
    const lost: string[] = [];
    let kills = 0;
    const lane = async (): Promise<void> => {
      while (kills < cases) {
        const root = await world.copy();
        let state: State = INITIAL;
        for (let round = 0; round < IN_A_ROW && kills < cases; round += 1) {
          const from = Math.floor(random() * STEPS.length);
          const steps = [...STEPS.slice(from), ...STEPS.slice(0, from)];
          const killAfterMs = Math.floor(random() * LONGEST_DELAY_MS);
          const told = await runUser({ program: child.program, root, steps, killAfterMs });
          if (!told.isFinished) kills += 1;
          const found = await stateOf(root).catch((error: unknown) => String(error));
          const possible = allowed(told, state);
          const match = possible.find((each) => isDeepStrictEqual(each, found));
          if (match === undefined || told.failed.length > 0) {
            lost.push(JSON.stringify({ killAfterMs, steps, told, found, possible }));
            break;
          }
          state = match;
        }
        await rm(root, { recursive: true, force: true });
      }
    };
    await atOnce(LANES, lane);
    expect(lost).toEqual([]);
    expect(kills).toBeGreaterThanOrEqual(cases);
  },
);
