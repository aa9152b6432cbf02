import { rm } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bundleChild } from "../bundle-child.fixture.ts";
import { allowed, stateOf } from "./check.fixture.ts";
import { documentedPoints, type Documented } from "./documented.fixture.ts";
import { FAULT_POINTS, MANNERS, type Manner } from "./points.fixture.ts";
import { runUser, type Told } from "./user.fixture.ts";
import { makeWorld, type World } from "./world.fixture.ts";

let documented: ReadonlyMap<string, Documented>;
let world: World;
let child: Awaited<ReturnType<typeof bundleChild>>;
beforeAll(async () => {
  child = await bundleChild(new URL("user.child.ts", import.meta.url));
  world = await makeWorld();
  documented = await documentedPoints();
});
afterAll(async () => {
  await world.remove();
  await child.remove();
});

const CASES = FAULT_POINTS.flatMap((point) => MANNERS.map((manner) => ({ point, manner })));

it("the table of build/docs/faults.md names every point, and they make at least a hundred faults", async () => {
  expect([...(await documentedPoints()).keys()]).toEqual(FAULT_POINTS.map(({ name }) => name));
  expect(CASES.length).toBeGreaterThanOrEqual(100);
});

it.concurrent.each(CASES)("$manner at $point.name", async ({ point, manner }) => {
  const root = await world.copy();
  try {
    const told = await runUser({
      program: child.program,
      root,
      steps: point.steps,
      fault: { point: point.name, manner },
    });
    expect(told).toMatchObject({ isReached: true, errors: "" });
    const possible = allowed(told);
    const found = await stateOf(root);
    expect(possible).toContainEqual(found);
    expect(
      outcome(
        told,
        manner,
        possible.findIndex((state) => isDeepStrictEqual(state, found)),
      ),
    ).toBe(documented.get(point.name)?.[manner]);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
});

/** In the words of the table. A full or failing disk is told of, or of no account; tried again, the work is done. */
function outcome(told: Told, manner: Manner, state: number): string {
  if (manner === "kill" || manner === "hang") return state === 0 ? "before" : "after";
  expect(told.isFinished).toBe(true);
  const [failed] = told.failed;
  return failed === undefined ? "done" : `\`${failed.slice(failed.indexOf(" ") + 1)}\``;
}
