import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { closedOptions } from "#core/sample/world.ts";
import { importPaths } from "../ingest/import.ts";
import { writeSample } from "../sample/write-sample.ts";
import { openWorkspace, type OpenWorkspace } from "../workspace/open-workspace.ts";
import { identitiesByPayer } from "./payer-identities.ts";

let folder: string;
let workspace: OpenWorkspace;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cloudspend-payers-"));
  workspace = await openWorkspace(join(folder, "workspace"), new Date(0));
});
afterEach(async () => {
  await workspace.database.close();
  await rm(folder, { recursive: true, force: true });
});

async function importFolder(name: string): Promise<void> {
  const paths = [join(folder, name)];
  const report = await importPaths({ ...workspace, paths, leaveOut: [], now: () => new Date(0) });
  if (report.skipped.length > 0) throw new Error(JSON.stringify(report.skipped));
}

test("every month of the sample company holds its identities, told for its one payer", async () => {
  const world = { ...closedOptions("2026-10", 2), rows: 2_000 };
  await writeSample({ directory: join(folder, "files"), world, format: "legacy" });
  await importFolder("files");
  const bills = await identitiesByPayer(workspace);
  expect(bills.map(({ billingPeriod }) => billingPeriod)).toEqual(["2026-10", "2026-09"]);
  for (const { payerAccountId, identities } of bills) {
    expect(payerAccountId).toMatch(/^\d{12}$/);
    expect(identities.filter(({ outcome }) => outcome === "fails")).toEqual([]);
    expect(identities.map(({ id }) => id)).toEqual(expect.arrayContaining(["I1", "I2", "I3", "I4", "I5"]));
    expect(identities.map(({ id }) => id)).not.toContain("rollup");
  }
});

const HEADERS = [
  "bill/PayerAccountId",
  "bill/InvoiceId",
  "bill/BillingPeriodStartDate",
  "lineItem/UsageStartDate",
  "lineItem/UsageAccountId",
  "lineItem/LineItemType",
  "lineItem/ProductCode",
  "lineItem/CurrencyCode",
  "lineItem/UnblendedCost",
  "reservation/ReservationARN",
  "reservation/EffectiveCost",
  "reservation/RecurringFeeForUsage",
  "reservation/AmortizedUpfrontFeeForBillingPeriod",
  "reservation/UnusedAmortizedUpfrontFeeForBillingPeriod",
  "reservation/UnusedRecurringFee",
];

/** One file with the bills of two payers: the reservation of the second does not add up. */
test("a delivery of several payers is checked for each of them alone", async () => {
  const row = (payer: string, type: string, cost: string, arn = "", effective = "", unused = "") =>
    [
      payer,
      `INV-${payer.slice(-1)}`,
      "2026-09-01T00:00:00Z",
      "2026-09-02T00:00:00Z",
      payer,
      type,
      "AmazonEC2",
      "USD",
      cost,
      arn,
      effective,
      "",
      "",
      "",
      unused,
    ].join(",");
  const [good, bad] = ["111111111111", "222222222222"];
  const arnOf = (payer: string) => `arn:aws:ec2:us-east-1:${payer}:reserved-instances/r-1`;
  const rows = [
    row(good, "Usage", "10.5"),
    row(good, "RIFee", "7", arnOf(good), "", "2"),
    row(good, "DiscountedUsage", "0", arnOf(good), "5"),
    row(bad, "Usage", "1.25"),
    row(bad, "RIFee", "9", arnOf(bad), "", "2"),
    row(bad, "DiscountedUsage", "0", arnOf(bad), "5"),
  ];
  await mkdir(join(folder, "files"));
  await writeFile(join(folder, "files", "bill.csv"), `${[HEADERS.join(","), ...rows].join("\n")}\n`);
  await importFolder("files");
  const bills = await identitiesByPayer(workspace);
  const told = bills.map(({ payerAccountId, identities }) => [
    payerAccountId,
    identities.filter(({ id }) => id === "I4").map(({ outcome, difference }) => [outcome, difference]),
    identities.filter(({ id }) => id === "I5").map(({ subject, actual }) => [subject, actual]),
    identities.filter(({ id }) => id === "I1").map(({ outcome, difference }) => [outcome, difference]),
  ]);
  expect(told).toEqual([
    [good, [["holds", "0.0000000000"]], [["INV-1", "17.5000000000"]], [["holds", "0.0000000000"]]],
    [bad, [["fails", "-2.0000000000"]], [["INV-2", "10.2500000000"]], [["fails", "-2.0000000000"]]],
  ]);
});
