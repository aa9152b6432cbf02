import { expect, test } from "vitest";
import type { PlanOutcome, SimulationAnswer } from "#core/commitment/simulation.ts";
import { headOf } from "#core/export/export-table.ts";
import type { ExportChoice } from "../../analysis/export-choice.ts";
import { fairShareTable, simulationExports } from "./simulation-exports.ts";

const outcome = (commitment: string): PlanOutcome => ({
  commitment,
  cost: "720.0",
  covered: "1000.0",
  saving: "280.0",
  utilisation: 0.9,
  coverage: null,
  savingAfterDrop: "180.0",
});
const ANSWER: SimulationAnswer = {
  currency: "EUR",
  currencies: ["EUR"],
  hours: 720,
  spreadHours: 0,
  demand: "2000.0",
  discount: { source: "given", rate: "0.28", list: null, cost: null },
  breakEven: "0.72",
  best: outcome("1.0"),
  chosen: outcome("2.0"),
  fatalDropPercent: 20,
  curve: [outcome("0.5"), outcome("1.0"), outcome("1.5")],
  choices: [],
};

async function tablesOf(choices: readonly ExportChoice[]) {
  return Promise.all(
    choices.map(async ({ source }) => {
      const made = await source();
      if (made.kind !== "table") throw new Error("not at hand");
      return made.table;
    }),
  );
}

test("the plans and the curve keep every figure, and what is not known stays empty", async () => {
  const [plans, curve] = await tablesOf(simulationExports(ANSWER, 15, null));
  expect(plans?.columns.map(headOf)).toEqual([
    "Plan",
    "Commitment per hour (EUR)",
    "Hours",
    "Discount %",
    "Cost (EUR)",
    "Covered usage (EUR)",
    "Saving (EUR)",
    "Utilisation %",
    "Coverage %",
    "Saving if usage falls by 15% (EUR)",
  ]);
  expect(plans?.rows).toEqual([
    ["Looked at", "2.0", "720", "0.28", "720.0", "1000.0", "280.0", "0.9", null, "180.0"],
    ["Saves most", "1.0", "720", "0.28", "720.0", "1000.0", "280.0", "0.9", null, "180.0"],
  ]);
  expect(curve?.rows.map(([commitment]) => commitment)).toEqual(["0.5", "1.0", "1.5"]);
  expect(curve?.columns).toHaveLength(curve?.rows[0]?.length ?? 0);
});

test("without a plan there is nothing to write", () => {
  expect(simulationExports({ ...ANSWER, best: null, chosen: null, curve: [] }, 10, null)).toEqual([]);
});

test("the fair share of every account stands beside what was billed", () => {
  const share = { eligible: "10.0", billed: "6.0", fair: "7.5", billedTotal: "20.0", fairTotal: "21.5" };
  const { rows } = fairShareTable({
    currency: "USD",
    accounts: [{ account: "111122223333", label: "Shop", ...share }],
  });
  expect(rows).toEqual([["Shop", "111122223333", "10.0", "6.0", "7.5", "1.5000000000", "20.0", "21.5"]]);
});
