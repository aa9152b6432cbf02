import { expect, test } from "vitest";
import type { ChargebackRow } from "./allocation-query.ts";
import { chargebackTable } from "./chargeback.ts";
import type { AllocationModel } from "./model.ts";

const MODEL: AllocationModel = { id: "m", name: "Teams", units: [], rules: [] };
const ROW: ChargebackRow = {
  unitId: null,
  account: "111122223333",
  service: "AmazonEC2",
  direct: "30.0000000000",
  shared: "-3.0000000000",
  total: "27.0000000000",
  months: [
    { month: "2026-09", direct: "10.0000000000", shared: "-1.0000000000" },
    { month: "2026-10", direct: "20.0000000000", shared: "-2.0000000000" },
  ],
};
const rate = (asOf: string, value: string) => ({
  id: asOf,
  from: "USD",
  to: "EUR",
  asOf,
  rate: value,
  note: "",
});

function written(rates: readonly ReturnType<typeof rate>[], currency = "USD") {
  const words = { title: "Chargeback", currency, accountName: () => null, serviceName: () => null };
  const { columns, rows } = chargebackTable(MODEL, [ROW], { ...words, beside: { to: "EUR", rates } });
  return {
    columns: columns.slice(5).map(({ name, currency: of }) => `${name} ${of ?? "-"}`),
    cells: rows[0]?.slice(5),
  };
}

test("each amount has the same in another currency beside it, each month by its own rate", () => {
  expect(written([rate("2026-09", "0.9"), rate("2026-10", "0.8")])).toEqual({
    columns: [
      "direct_cost -",
      "direct_cost EUR",
      "shared_cost -",
      "shared_cost EUR",
      "total_cost -",
      "total_cost EUR",
    ],
    cells: [
      "30.0000000000",
      "25.0000000000",
      "-3.0000000000",
      "-2.5000000000",
      "27.0000000000",
      "22.5000000000",
    ],
  });
});

test("an amount with a month without a rate is not told in part", () => {
  const { cells } = written([rate("2026-10", "0.8")]);
  expect(cells).toEqual(["30.0000000000", null, "-3.0000000000", null, "27.0000000000", null]);
});

test("nothing stands beside amounts of that very currency", () => {
  expect(written([], "EUR").columns).toEqual(["direct_cost -", "shared_cost -", "total_cost -"]);
});
