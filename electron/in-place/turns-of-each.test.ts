import { expect, test } from "vitest";
import { turnsOfEach } from "./turns-of-each.ts";

test("work of one id waits for its turn, also after a failure; other work does not", async () => {
  const inTurnOf = turnsOfEach();
  const told: string[] = [];
  let release = (): void => undefined;
  const gate = new Promise<void>((resolve) => (release = resolve));
  const first = inTurnOf("a", async () => {
    await gate;
    told.push("a1");
    throw new Error("stopped");
  });
  const second = inTurnOf("a", async () => void told.push("a2"));
  await inTurnOf("b", async () => void told.push("b"));
  expect(told).toEqual(["b"]);
  release();
  await expect(first).rejects.toThrow("stopped");
  await second;
  expect(told).toEqual(["b", "a1", "a2"]);
});
