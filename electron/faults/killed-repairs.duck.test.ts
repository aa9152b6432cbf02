import { spawn } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { randomFrom } from "../../build/mutate.ts";
import { bundleChild } from "../bundle-child.fixture.ts";
import { damageFile, filesUnder, makeDamageWorld, repair, type DamageWorld } from "./damage.fixture.ts";
import { atOnce, batches, figure } from "./extent.fixture.ts";

/** Kills of one test; a longer run has more tests. */
const USUAL = 20;
/** Kills of one repair, one after the other. */
const IN_A_ROW = 4;
/** What a whole repair takes. */
const LONGEST_DELAY_MS = 450;

let world: DamageWorld;
let child: Awaited<ReturnType<typeof bundleChild>>;
beforeAll(async () => {
  child = await bundleChild(new URL("repair.child.ts", import.meta.url));
  world = await makeDamageWorld();
});
afterAll(async () => {
  await world.remove();
  await child.remove();
});

it.each(batches(figure("FAULT_REPAIR_KILLS", USUAL), USUAL))(
  "a repair that is killed $cases times (FAULT_SEED=$seed) is finished by the next one",
  { timeout: 10 * 60_000 },
  async ({ seed, cases }) => {
    const random = randomFrom(seed);
    const wrong: string[] = [];
    let kills = 0;
    await atOnce(2, async () => {
      while (kills < cases) {
        const directory = await world.copy(world.killed);
        await damageFile(join(directory, "workspace.duckdb"), "cut", 0.3);
        const rows = (await filesUnder(directory, "line-items")).filter((path) => path.endsWith("1.parquet"));
        await damageFile(rows[Math.floor(random() * rows.length)] ?? "", "cut", random());
        for (let round = 0; round < IN_A_ROW; round += 1) {
          kills += 1;
          await repairKilled(directory, random() * LONGEST_DELAY_MS);
        }
        const { told } = await repair(directory);
        if (JSON.stringify(told.content) !== JSON.stringify(world.content)) wrong.push(JSON.stringify(told));
      }
    });
    expect(wrong).toEqual([]);
  },
);

function repairKilled(directory: string, afterMs: number): Promise<unknown> {
  const running = spawn(process.execPath, [child.program, directory], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  running.stdout.once("data", () => setTimeout(() => running.kill("SIGKILL"), afterMs).unref());
  return new Promise((resolve) => running.once("close", resolve));
}
