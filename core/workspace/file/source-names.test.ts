import { expect, test } from "vitest";
import type { Delivery } from "../../delivery/delivery.ts";
import { withoutFolders } from "./source-names.ts";

const PATH = "/home/ana/clients/acme corp/2026-10/bill-1.csv.gz";

function entry(message: string) {
  const files = [
    { source: PATH, sizeBytes: 9, sha256: "ab".repeat(32), rows: 2, totals: { USD: "1.0" }, stored: "s" },
  ];
  const delivery: Delivery = {
    id: "2026-10-0123456789ab",
    format: "legacy",
    reportName: "r",
    billingPeriod: "2026-10",
    payerAccountId: null,
    version: "v",
    importedAt: "2026-11-01T00:00:00Z",
    rows: 2,
    totals: { USD: "1.0" },
    files,
    columns: [],
    counted: true,
    costAccountId: "account-1",
    from: null,
    unavailable: {},
  };
  const quality = {
    deliveryId: delivery.id,
    billingPeriod: delivery.billingPeriod,
    format: delivery.format,
    reportName: "r",
    counted: true,
    rowsRead: 2,
    rowsSkipped: 0,
    files,
    columns: { delivered: 1, filled: 1, unknown: [] },
    repairs: [],
    metrics: [],
    identities: [],
    unknownLineItemTypes: [],
    invoice: "final" as const,
    warnings: [{ code: "likely_duplicates" as const, message, paths: [PATH] }],
  };
  return { delivery, quality, summaries: [] };
}

test("names of files stay, their folders and the synced account do not", () => {
  const tidy = withoutFolders(entry(`${PATH} repeats C:\\Users\\ana\\x.csv and /tmp/other/y.csv`), true);
  expect(tidy.delivery.files[0]).toMatchObject({ source: "bill-1.csv.gz", sha256: "ab".repeat(32) });
  expect(tidy.quality.warnings[0]).toEqual({
    code: "likely_duplicates",
    message: "bill-1.csv.gz repeats x.csv and y.csv",
    paths: ["bill-1.csv.gz"],
  });
  expect(tidy.delivery.costAccountId).toBeNull();
  expect(JSON.stringify(tidy)).not.toMatch(/home|ana|acme/);
});

test("without names nothing tells of the files but how many there were", () => {
  const tidy = withoutFolders(entry(`${PATH} repeats bill-0.csv.gz`), false);
  expect(tidy.delivery.files[0]).toMatchObject({ source: "file 1", sha256: "", rows: 2 });
  expect(tidy.quality.warnings[0]?.paths).toEqual([]);
  expect(JSON.stringify(tidy)).not.toMatch(/home|ana|bill-|abab/);
});
