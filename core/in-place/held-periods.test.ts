import { expect, test } from "vitest";
import { heldOf } from "./held-periods.ts";

const ACCOUNT = { id: "a", reportName: "costs", accountId: "111122223333", table: "costs_table" };

function period(billingPeriod: string, change: Partial<Parameters<typeof heldOf>[1][number]>) {
  return {
    billingPeriod,
    counted: true,
    costAccountId: null,
    reportName: "other",
    payerAccountId: null,
    ...change,
  };
}

test("what was synced for the account, and imports of its report, table or payer, are here", () => {
  const held = [
    period("2026-01", { costAccountId: "a" }),
    period("2026-02", { reportName: "costs" }),
    period("2026-03", { reportName: "costs_table" }),
    period("2026-04", { payerAccountId: "111122223333" }),
  ];
  expect(heldOf(ACCOUNT, held)).toEqual(held);
});

test("what belongs to others, or does not count, is not", () => {
  const others = [
    period("2026-01", { costAccountId: "b", reportName: "costs" }),
    period("2026-02", { payerAccountId: "999999999999" }),
    period("2026-03", { costAccountId: "a", counted: false }),
  ];
  expect(heldOf(ACCOUNT, others)).toEqual([]);
  expect(heldOf({ ...ACCOUNT, accountId: null }, [period("2026-04", {})])).toEqual([]);
});
