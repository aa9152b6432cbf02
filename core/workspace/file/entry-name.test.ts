import { expect, test } from "vitest";
import { readEntryName, writeEntryName, type EntryName } from "./entry-name.ts";

const ENTRIES: readonly EntryName[] = [
  { kind: "manifest" },
  { kind: "catalogue" },
  { kind: "accountNames" },
  { kind: "accounts" },
  { kind: "collection", name: "allocationModels" },
  { kind: "lineItems", deliveryId: "2026-10-0123456789ab", number: 12 },
];

test.each(ENTRIES)("$kind is read as it was written", (entry) => {
  expect(readEntryName(writeEntryName(entry))).toEqual(entry);
});

test.each([
  "../manifest.json",
  "/etc/passwd",
  "C:\\Users\\ana\\x.json",
  "line-items/../../other/workspace.duckdb",
  "line-items/2026-10-0123456789ab/../1.parquet",
  "line-items/2026-10-0123456789ab/01.parquet",
  "line-items/2026-10-0123456789ab/1.parquet/",
  "line-items/2026-10-0123456789AB/1.parquet",
  "collections/workspace.json",
  "collections/accounts.json",
  "collections/a/b.json",
  "collections/a.json\0.parquet",
  "Manifest.json",
  "workspace.duckdb",
  "toString",
  "",
])("%j belongs in no workspace file", (name) => {
  expect(readEntryName(name)).toBeNull();
});
