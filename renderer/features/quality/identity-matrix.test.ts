import { expect, test } from "vitest";
import type { IdentityCheck, PayerIdentities } from "#core/ingest/quality-report.ts";
import { identityMatrix } from "./identity-matrix.ts";

const check = (
  id: IdentityCheck["id"],
  outcome: IdentityCheck["outcome"],
  difference: string | null = null,
) => ({ id, subject: null, outcome, expected: "1.0", actual: "1.0", difference, note: "" }) as const;

const bill = (
  payerAccountId: string,
  billingPeriod: string,
  identities: readonly IdentityCheck[],
): PayerIdentities => ({
  payerAccountId,
  billingPeriod,
  deliveryId: `${payerAccountId} ${billingPeriod}`,
  reportName: "report",
  currency: "USD",
  identities,
});

test("has a row per payer and identity and a cell per month, which is null without a bill", () => {
  const { months, payers } = identityMatrix([
    bill("222222222222", "2026-02", [check("I1", "holds")]),
    bill("111111111111", "2026-02", []),
    bill("111111111111", "2026-01", []),
  ]);
  expect(months).toEqual(["2026-02", "2026-01"]);
  expect(payers.map(({ payer }) => payer)).toEqual(["111111111111", "222222222222"]);
  expect(payers[1]?.rows[0]?.cells.map((cell) => cell?.outcome ?? null)).toEqual(["holds", null]);
  expect(payers[1]?.rows.map(({ id }) => id)).toEqual(["I1", "I2", "I3", "I4", "I5", "I6"]);
});

test("one subject that fails makes the cell fail, by the largest difference", () => {
  const checks = [
    check("I3", "holds", "0.0"),
    check("I3", "fails", "0.5000000000"),
    check("I3", "fails", "-2.0000000000"),
  ];
  const cell = identityMatrix([bill("1", "2026-01", checks)]).payers[0]?.rows[2]?.cells[0];
  expect([cell?.outcome, cell?.worst]).toEqual(["fails", "-2.0000000000"]);
  expect(cell?.checks.map(({ outcome }) => outcome)).toEqual(["fails", "fails", "holds"]);
});

test("a sum without another side is given, not held", () => {
  const invoice = { ...check("I5", "notApplicable"), expected: null, subject: "INV-1" };
  const cells = identityMatrix([bill("1", "2026-01", [invoice])]).payers[0]?.rows.map(
    ({ cells: [cell] }) => cell,
  );
  expect(cells?.map((cell) => cell?.outcome)).toEqual([
    "notApplicable",
    "notApplicable",
    "notApplicable",
    "notApplicable",
    "given",
    "notApplicable",
  ]);
});
