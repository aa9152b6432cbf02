import { expect, test } from "vitest";
import { AppError, failure } from "#core/result/failure.ts";
import { failureOf, mapped } from "./errors.ts";

const FILE = "/data/w.duckdb";

const TABLE = [
  ["INTERRUPT Error: Interrupted!", { code: "cancelled", params: {} }],
  [
    'IO Error: Could not set lock on file "/data/w.duckdb": Conflicting lock is held in /usr/bin/node (PID 42). See also',
    { code: "workspace.locked", params: { path: FILE, by: "/usr/bin/node (PID 42)" } },
  ],
  [
    'IO Error: Cannot open file "c:\\w.duckdb": The process cannot access the file because it is being used by another process.',
    { code: "workspace.locked", params: { path: FILE, by: "another process" } },
  ],
  [
    "Out of Memory Error: failed to pin block of size 256.0 KiB (1.8 GiB/1.8 GiB used)",
    { code: "engine.out_of_memory", params: { limitMb: 1_933 } },
  ],
  ["Out of Memory Error: Allocation failure", { code: "engine.out_of_memory", params: { limitMb: 0 } }],
  [
    'IO Error: Could not write file "/data/w.duckdb.wal": No space left on device',
    { code: "disk.full", params: { path: FILE } },
  ],
  [
    'IO Error: The file "/data/w.duckdb" exists, but it is not a valid DuckDB database file!',
    {
      code: "workspace.damaged",
      params: {
        path: FILE,
        cause: 'IO Error: The file "/data/w.duckdb" exists, but it is not a valid DuckDB database file!',
      },
    },
  ],
  [
    'IO Error: No files found that match the pattern "/data/line-items/d1/1.parquet"\n\nLINE 1: ...',
    {
      code: "workspace.damaged",
      params: {
        path: "/data/line-items/d1/1.parquet",
        cause: 'IO Error: No files found that match the pattern "/data/line-items/d1/1.parquet"',
      },
    },
  ],
  [
    "IO Error: Trying to read a database file with version number 999, but we can only read versions between 64 and 67.",
    { code: "workspace.newer", params: { path: FILE, version: 999 } },
  ],
] as const;

test.each(TABLE)("%s", (message, expected) => {
  expect(failureOf(new Error(message), FILE)).toMatchObject(expected);
});

test("an unknown error is a bug and stays what it is", () => {
  const bug = new Error('Binder Error: Referenced column "x" not found');
  expect(failureOf(bug, FILE)).toBeNull();
  expect(mapped(bug, FILE)).toBe(bug);
});

test("an expected failure passes unchanged", () => {
  const known = new AppError(failure("cancelled", {}));
  expect(mapped(known, FILE)).toBe(known);
});
