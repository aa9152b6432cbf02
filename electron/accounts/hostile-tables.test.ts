import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mutated, randomFrom, SEED } from "../../build/mutate.ts";
import { guessMapping, guessMark, readInvoices, readInvoiceTable } from "#core/tie-out/invoice-csv.ts";
import { readFigureTable } from "../host/figure-table.ts";
import { readJson } from "../host/json-file.ts";
import { preferences } from "#core/contract/schema/workspace.ts";
import { readKeysFile } from "./keys-file.ts";
import { readNamesFile } from "./names-file.ts";

/** Small files of strangers: each is read as what it is, or refused with a code; none takes long, none throws anything else. */
const LONGEST_MS = 2_000;
const KEYS =
  "User name,Access key ID,Secret access key\nreader,AKIAIOSFODNN7EXAMPLE,wJalrXUtnFEMI/K7MDENG/bPxRfiCY\n";
const NAMES =
  "id,name,units\n123456789012,Shop,Root/Workloads/Production\n210987654321,Böse & Söhne,Root/Test\n";
const INVOICES =
  "Invoice ID;Billing period;Payer account;Total amount;Tax;Currency\nINV-1;2026-01;123456789012;1.234,56;12,00;EUR\n" +
  "INV-2;2026-02;123456789012;-3,10;0,00;EUR\n";
const FIGURES = "month,orders\n2026-01,1200\n2026-02,1300\n";
const PREFERENCES = JSON.stringify({
  theme: "dark",
  onboardingDone: true,
  locale: "en-US",
  railCollapsed: false,
});

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hostile-tables-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Calls `read` with every mutant of a text in a file, and `check` with what came out. */
async function attack<T>(
  text: string,
  cases: number,
  read: (path: string, mutant: Buffer) => Promise<T> | T,
  check: (value: T) => void,
): Promise<{ readonly read: number; readonly refused: number }> {
  const random = randomFrom(SEED + text.length);
  const path = join(folder, "mutant");
  const tally = { read: 0, refused: 0 };
  for (let round = 0; round < cases; round += 1) {
    const mutant = mutated(Buffer.from(text), random);
    await writeFile(path, mutant);
    const begun = performance.now();
    try {
      check(await read(path, mutant));
      tally.read += 1;
    } catch (error) {
      expect(error).toHaveProperty("failure.code");
      tally.refused += 1;
    }
    expect(performance.now() - begun).toBeLessThan(LONGEST_MS);
  }
  expect("polluted" in {}).toBe(false);
  return tally;
}

test("300 damaged files of access keys", async () => {
  const { read, refused } = await attack(
    KEYS,
    300,
    (path) => readKeysFile(path, null),
    (from) => {
      if (from.kind === "keys") expect(from.keys.secretAccessKey).not.toBe("");
    },
  );
  expect([read > 0, refused > 0, read + refused]).toEqual([true, true, 300]);
});

test("200 damaged lists of account names", async () => {
  await attack(NAMES, 200, readNamesFile, (names) => {
    for (const { accountId, name } of names) {
      expect(accountId).toMatch(/^\d{12}$/);
      expect(name.length).toBeLessThanOrEqual(256);
    }
  });
});

test("300 damaged lists of invoices: a row is a whole invoice or refused with what is wrong", async () => {
  await attack(
    INVOICES,
    300,
    (_path, mutant) => {
      const table = readInvoiceTable(mutant.toString("utf8"));
      const mapping = guessMapping(table.header);
      const mark = guessMark(table, mapping);
      return readInvoices(table, mapping, { payerAccountId: null, currency: null, mark, source: "x" });
    },
    (rows) => {
      for (const row of rows) {
        if (row.kind === "refused") expect(row.problems.length).toBeGreaterThan(0);
        else {
          expect(row.invoice.total).toMatch(/^-?\d+(\.\d+)?$/);
          expect(row.invoice.billingPeriod).toMatch(/^\d{4}-(0[1-9]|1[0-2])$/);
          expect(row.invoice.currency).toMatch(/^[A-Z]{3}$/);
        }
      }
    },
  );
});

test("150 damaged tables of figures", async () => {
  await attack(
    FIGURES,
    150,
    (path) => readFigureTable({ kind: "file", path }),
    (rows) => expect(Array.isArray(rows)).toBe(true),
  );
});

test("150 damaged settings: read whole, or kept aside", async () => {
  await attack(
    PREFERENCES,
    150,
    (path) => readJson(path, preferences),
    (found) => expect(["read", "damaged"]).toContain(found.kind),
  );
});
