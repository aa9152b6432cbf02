import { expect, test } from "vitest";
import type { Database } from "./database.ts";
import { onScratch, openScratch } from "./scratch.ts";

const FATAL = "INTERNAL Error: Attempted to access index 18 within vector of size 18";
const PREVIOUS = "FATAL Error: Failed: database has been invalidated because of a previous fatal error.";

/** A database that a piece of work can bring to a fatal error, as a damaged file does. */
function mortal(): { readonly database: Database; die(): void; readonly closed: () => boolean } {
  let isDead = false;
  let isClosed = false;
  const use: Database["read"] = async (work) => {
    if (isDead) throw new Error(PREVIOUS);
    return work(undefined as never);
  };
  return {
    database: {
      file: ":memory:",
      read: use,
      write: use,
      memory: { memoryLimitMb: 1, keepsFiles: false },
      damageFailures: () => 0,
      close: async () => void (isClosed = true),
    },
    die: () => (isDead = true),
    closed: () => isClosed,
  };
}

test("a fatal error is told once, and the next file is read by a new database", async () => {
  const all: ReturnType<typeof mortal>[] = [];
  const scratch = openScratch(async () => {
    all.push(mortal());
    return (all.at(-1) ?? mortal()).database;
  });
  const spoil = async (): Promise<never> => {
    all[0]?.die();
    throw new Error(FATAL);
  };
  await expect(scratch.read(spoil)).rejects.toThrow(FATAL);
  expect(await scratch.read(async () => "read")).toBe("read");
  expect(all).toHaveLength(2);
  await scratch.close();
  expect(all.map(({ closed }) => closed())).toEqual([true, true]);
});

test("who was reading another file at the time is served all the same", async () => {
  const all: ReturnType<typeof mortal>[] = [];
  const scratch = openScratch(async () => {
    all.push(mortal());
    return (all.at(-1) ?? mortal()).database;
  });
  let attempts = 0;
  const bystander = async (): Promise<string> => {
    attempts += 1;
    if (attempts > 1) return "read";
    all[0]?.die();
    throw new Error(PREVIOUS);
  };
  expect(await scratch.read(bystander)).toBe("read");
  expect(attempts).toBe(2);
});

test("work that merely fails leaves the database as it is", async () => {
  const scratch = openScratch();
  await scratch.read((connection) => connection.run("CREATE TABLE kept (a INTEGER)"));
  await expect(scratch.read((connection) => connection.run("SELECT nothing"))).rejects.toThrow(/nothing/);
  await scratch.read((connection) => connection.run("FROM kept"));
  await scratch.close();
});

test("nothing is kept from one file to the next where each has its own", async () => {
  await onScratch((connection) => connection.run("CREATE TABLE kept (a INTEGER)"));
  await expect(onScratch((connection) => connection.run("FROM kept"))).rejects.toThrow(/kept/);
});
