import type { Commitment, CommitmentAmounts, CommitmentAnswer } from "#core/commitment/commitment.ts";
import type { CommitmentFigure } from "#core/cost/explain/figure.ts";
import * as rates from "#core/commitment/rates.ts";
import type { MonthAmount } from "#core/currency/convert.ts";
import { monthsOf } from "#core/currency/converted-costs.ts";
import type { Decimal } from "#core/money/decimal.ts";
import { UNKNOWN, type Format } from "../format/format.ts";

/** A figure as it is shown: rounded, with its formula and exact parts a hover away. */
export type Figure = {
  readonly label: string;
  readonly text: string;
  readonly title: string;
  readonly note: string;
  /** What it measures, and of which commitments, for its explanation. */
  readonly of?: Pick<CommitmentFigure, "measure" | "scope">;
  /** What it is of some amounts, where it is money that adds up over time. */
  readonly amountOf?: (amounts: CommitmentAmounts) => Decimal | null;
};

type Sides = {
  readonly all: CommitmentAmounts;
  readonly plans: CommitmentAmounts;
  readonly reservations: CommitmentAmounts;
};

/** The headline of a portfolio. */
export function portfolioFigures(sides: Sides, format: Format, currency: string | null): readonly Figure[] {
  const exact = (amount: Decimal | null): string => format.moneyExact(amount, currency);
  const short = (amount: Decimal | null): string => format.money(amount, currency);
  const { all, plans, reservations } = sides;
  return [
    {
      label: "Net savings",
      of: { measure: "netSavings", scope: "all" },
      text: short(rates.netSavings(all)),
      amountOf: rates.netSavings,
      title: `Gross savings less unused commitment: ${exact(rates.grossSavings(all))} - ${exact(all.unused)} = ${exact(rates.netSavings(all))}`,
      note: `${short(rates.grossSavings(all))} gross, ${short(all.unused)} unused`,
    },
    {
      label: "Effective savings rate",
      of: { measure: "effectiveSavingsRate", scope: "all" },
      text: format.percent(rates.effectiveSavingsRate(all)),
      title: `Net savings / eligible spend at on-demand prices = ${exact(rates.netSavings(all))} / ${exact(rates.eligibleOnDemand(all))}${digits(rates.effectiveSavingsRate(all))}. Commitments alone: Spot and negotiated discounts are left out.`,
      note: "Commitments only",
    },
    planUtilisationFigure(plans, format, currency),
    spendCoverageFigure("Savings Plans coverage", plans, format, currency),
    reservedUtilisationFigure(reservations, format, currency),
    unitCoverageFigure(reservations, format, currency),
  ];
}

/** The headline of one commitment. */
export function commitmentFigures(
  amounts: CommitmentAmounts,
  isPlan: boolean,
  format: Format,
  currency: string | null,
): readonly Figure[] {
  const exact = (amount: Decimal | null): string => format.moneyExact(amount, currency);
  const short = (amount: Decimal | null): string => format.money(amount, currency);
  const scope = isPlan ? "savingsPlans" : "reservations";
  return [
    isPlan
      ? planUtilisationFigure(amounts, format, currency)
      : reservedUtilisationFigure(amounts, format, currency),
    {
      label: "Cost",
      of: { measure: "cost", scope },
      text: short(rates.commitmentCost(amounts)),
      amountOf: rates.commitmentCost,
      title: `Amortized cost of covered usage and of what is unused: ${exact(amounts.coveredCost)} + ${exact(amounts.unused)}`,
      note: `${short(amounts.unused)} unused`,
    },
    {
      label: "Covered usage",
      of: { measure: "coveredList", scope },
      text: short(amounts.coveredList),
      amountOf: ({ coveredList }) => coveredList,
      title: `At public on-demand prices: ${exact(amounts.coveredList)}`,
      note: "At on-demand prices",
    },
    {
      label: "Discount",
      of: { measure: "discountRate", scope },
      text: format.percent(rates.discountRate(amounts)),
      title: `1 - amortized cost / on-demand price = 1 - ${exact(amounts.coveredCost)} / ${exact(amounts.coveredList)}${digits(rates.discountRate(amounts))}`,
      note: "Before unused commitment",
    },
    {
      label: "Net savings",
      of: { measure: "netSavings", scope },
      text: short(rates.netSavings(amounts)),
      amountOf: rates.netSavings,
      title: `Gross savings less unused commitment: ${exact(rates.grossSavings(amounts))} - ${exact(amounts.unused)}`,
      note: `${short(rates.grossSavings(amounts))} gross`,
    },
  ];
}

/** A figure month by month; empty for those that do not add up, such as rates. */
export function figureMonths(
  { amountOf }: Figure,
  { all, buckets }: Pick<CommitmentAnswer, "all" | "buckets">,
): readonly MonthAmount[] {
  return amountOf === undefined
    ? []
    : monthsOf(
        buckets,
        all.values.map((side) => side && amountOf(side)),
      );
}

/** An amount of one commitment month by month, where it was asked for by month. */
export function commitmentMonths(
  { months }: Pick<Commitment, "months">,
  amountOf: (amounts: CommitmentAmounts) => Decimal | null,
): readonly MonthAmount[] {
  return months.map(({ month, amounts }) => ({ month, amount: amountOf(amounts) }));
}

/** Utilisation of one commitment: hours of a reservation, money of a Savings Plan. */
export function utilisationOf(amounts: CommitmentAmounts): number | null {
  return (
    rates.planUtilisation(amounts) ?? rates.reservedUtilisation(amounts) ?? rates.costUtilisation(amounts)
  );
}

/** Which of them `utilisationOf` tells. */
export function utilisationMeasure(amounts: CommitmentAmounts): CommitmentFigure["measure"] {
  if (rates.planUtilisation(amounts) !== null) return "planUtilisation";
  return rates.reservedUtilisation(amounts) === null ? "costUtilisation" : "reservedUtilisation";
}

function planUtilisationFigure(amounts: CommitmentAmounts, format: Format, currency: string | null): Figure {
  const rate = rates.planUtilisation(amounts);
  return {
    label: "Savings Plans utilisation",
    of: { measure: "planUtilisation", scope: "savingsPlans" },
    text: format.percent(rate),
    title: `Used / total commitment = ${format.moneyExact(amounts.used, currency)} / ${format.moneyExact(amounts.committed, currency)}${digits(rate)}`,
    note: rate === null ? "No Savings Plan" : `${format.money(amounts.unused, currency)} unused`,
  };
}

function reservedUtilisationFigure(
  amounts: CommitmentAmounts,
  format: Format,
  currency: string | null,
): Figure {
  const byUnits = rates.reservedUtilisation(amounts);
  const rate = byUnits ?? rates.costUtilisation(amounts);
  const title =
    byUnits === null
      ? `Amortized cost of covered usage / cost of reservations${digits(rate)}`
      : `1 - unused / reserved normalized hours = 1 - ${format.quantity(amounts.unusedUnits)} / ${format.quantity(amounts.reservedUnits)}${digits(rate)}. In money: ${format.percent(rates.costUtilisation(amounts))}`;
  return {
    label: "Reservation utilisation",
    of: { measure: byUnits === null ? "costUtilisation" : "reservedUtilisation", scope: "reservations" },
    text: format.percent(rate),
    title,
    note: rate === null ? "No reservation" : `${format.money(amounts.unused, currency)} unused`,
  };
}

function spendCoverageFigure(
  label: string,
  amounts: CommitmentAmounts,
  format: Format,
  currency: string | null,
): Figure {
  const rate = rates.spendCoverage(amounts);
  return {
    label,
    of: { measure: "spendCoverage", scope: "savingsPlans" },
    text: format.percent(rate),
    title: `Covered / covered and eligible on-demand spend = ${format.moneyExact(amounts.coveredList, currency)} / ${format.moneyExact(rates.eligibleOnDemand(amounts), currency)}${digits(rate)}. Eligible: EC2 instances, Lambda duration and Fargate without Spot, and what other held plan types cover.`,
    note: `${format.money(amounts.onDemand, currency)} on demand`,
  };
}

function unitCoverageFigure(amounts: CommitmentAmounts, format: Format, currency: string | null): Figure {
  const rate = rates.unitCoverage(amounts);
  return {
    label: "Reservation coverage",
    of: { measure: "unitCoverage", scope: "reservations" },
    text: format.percent(rate),
    title: `Reserved / all running normalized instance hours without Spot = ${format.quantity(amounts.coveredUnits)} / ${format.quantity(amounts.runningUnits)}${digits(rate)}. In money: ${format.percent(rates.spendCoverage(amounts))}`,
    note: `${format.money(amounts.onDemand, currency)} on demand`,
  };
}

function digits(rate: number | null): string {
  return rate === null ? ` = ${UNKNOWN}` : ` = ${rate}`;
}
