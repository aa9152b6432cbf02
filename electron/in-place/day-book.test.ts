import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { atMost } from "./at-most.ts";
import { openDayBook } from "./day-book.ts";
import { follow } from "./follow.ts";

let directory: string;
let now = new Date("2026-11-26T10:00:00Z");

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "day-book-"));
  now = new Date("2026-11-26T10:00:00Z");
});
afterEach(() => rm(directory, { recursive: true, force: true }));

test("what runs counts with what has ended, of other processes as well, until the day ends", async () => {
  const [book, other] = [openDayBook(directory, () => now), openDayBook(directory, () => now)];
  const [first, second] = [book.begin(), book.begin()];
  first.read(10);
  second.read(5);
  expect(await book.scannedBytes()).toBe(15);
  await Promise.all([first.end(12), second.end(8)]);
  await other.begin().end(100);
  expect(await book.scannedBytes()).toBe(120);
  expect(book.lastKnownBytes()).toBe(120);
  now = new Date("2026-11-27T00:00:00Z");
  expect(await book.scannedBytes()).toBe(0);
});

test("so many run at a time, the others in their turn", async () => {
  const inTurn = atMost(2);
  const began: number[] = [];
  const ends: (() => void)[] = [];
  const all = [1, 2, 3].map((id) =>
    inTurn(async () => {
      began.push(id);
      await new Promise<void>((resolve) => void ends.push(resolve));
    }),
  );
  await Promise.resolve();
  expect(began).toEqual([1, 2]);
  ends[0]?.();
  await all[0];
  await new Promise((resolve) => setImmediate(resolve));
  expect(began).toEqual([1, 2, 3]);
  for (const end of ends) end();
  await Promise.all(all);
});

test("what is told comes in order, then the failure of the work", async () => {
  const told: number[] = [];
  const events = follow<number>(async (tell) => {
    tell(1);
    await new Promise((resolve) => setImmediate(resolve));
    tell(2);
    throw new Error("ended badly");
  });
  await expect(async () => {
    for await (const each of events) told.push(each);
  }).rejects.toThrow("ended badly");
  expect(told).toEqual([1, 2]);
});
