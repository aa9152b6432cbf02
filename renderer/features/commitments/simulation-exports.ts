import type { FairShareAnswer } from "#core/commitment/fair-share.ts";
import type { PlanOutcome, SimulationAnswer } from "#core/commitment/simulation.ts";
import { column, type ExportTable, moneyColumn } from "#core/export/export-table.ts";
import { subtract } from "#core/money/decimal.ts";
import { type ExportChoice, ofMonth, tableChoice } from "../../analysis/export-choice.ts";
import type { BillingPeriod } from "#core/time/period.ts";
import { plainRatio } from "#core/format/numeric.ts";

type Table = Omit<ExportTable, "title">;

/** The plan that was tried, the one that saves most, and the saving over growing commitments. */
export function simulationExports(
  answer: SimulationAnswer,
  dropPercent: number,
  /** The month that was simulated; null where it is several. */
  month: BillingPeriod | null,
): readonly ExportChoice[] {
  const { best, chosen, curve } = answer;
  if (best === null && chosen === null) return [];
  const plans = [
    ...(chosen === null ? [] : [{ name: "Looked at", outcome: chosen }]),
    ...(best === null ? [] : [{ name: "Saves most", outcome: best }]),
  ];
  return [
    tableChoice("Plans", () => outcomeTable(answer, plans, dropPercent), ofMonth(month)),
    ...(curve.length === 0
      ? []
      : [
          tableChoice(
            "Saving by commitment",
            () =>
              outcomeTable(
                answer,
                curve.map((outcome) => ({ name: null, outcome })),
                dropPercent,
              ),
            ofMonth(month),
          ),
        ]),
  ];
}

function outcomeTable(
  { currency, discount, hours }: SimulationAnswer,
  plans: readonly { readonly name: string | null; readonly outcome: PlanOutcome }[],
  dropPercent: number,
): Table {
  const isNamed = plans.some(({ name }) => name !== null);
  return {
    columns: [
      ...(isNamed ? [column("Plan")] : []),
      moneyColumn("Commitment per hour", currency),
      column("Hours", "integer"),
      column("Discount %", "percent"),
      moneyColumn("Cost", currency),
      moneyColumn("Covered usage", currency),
      moneyColumn("Saving", currency),
      column("Utilisation %", "percent"),
      column("Coverage %", "percent"),
      moneyColumn(`Saving if usage falls by ${dropPercent}%`, currency),
    ],
    rows: plans.map(({ name, outcome }) => [
      ...(isNamed ? [name] : []),
      outcome.commitment,
      String(hours),
      discount?.rate ?? null,
      outcome.cost,
      outcome.covered,
      outcome.saving,
      outcome.utilisation === null ? null : plainRatio(outcome.utilisation),
      outcome.coverage === null ? null : plainRatio(outcome.coverage),
      outcome.savingAfterDrop,
    ]),
  };
}

type Shares = Pick<FairShareAnswer, "currency"> & {
  readonly accounts: readonly Omit<FairShareAnswer["accounts"][number], "parts">[];
};

/** Every account's cost as billed and with the benefit of commitments shared. */
export function fairShareTable({ accounts, currency }: Shares): Table {
  return {
    columns: [
      column("Account"),
      column("Account id"),
      moneyColumn("Eligible usage", currency),
      moneyColumn("As billed", currency),
      moneyColumn("Shared", currency),
      moneyColumn("Difference", currency),
      moneyColumn("Total as billed", currency),
      moneyColumn("Total shared", currency),
    ],
    rows: accounts.map(({ account, label, eligible, billed, fair, billedTotal, fairTotal }) => [
      label ?? account,
      account,
      eligible,
      billed,
      fair,
      subtract(fair, billed),
      billedTotal,
      fairTotal,
    ]),
  };
}
