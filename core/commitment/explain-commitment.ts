import type { CostCell } from "../cost/explain/cost-cell.ts";
import { wholeCell } from "../cost/explain/cost-cell.ts";
import {
  type CommitmentFigure,
  type ExplainedFigure,
  type FigureTerm,
  type FigureValue,
  money,
  share,
} from "../cost/explain/figure.ts";
import type { Filter } from "../cost/filter/filter.ts";
import type { MetricId } from "../cost/metric/metric-id.ts";
import type { Decimal } from "../money/decimal.ts";
import { type DateRange, periodsOf, rangeOfPeriod } from "../time/period.ts";
import type { Commitment, CommitmentAmounts, CommitmentAnswer } from "./commitment.ts";
import * as rates from "./rates.ts";

type Measure = CommitmentFigure["measure"];

/** Line-item types by what they are to a commitment; FOCUS has none of them. */
export const COVERED = {
  savingsPlans: ["SavingsPlanCoveredUsage"],
  reservations: ["DiscountedUsage"],
} as const;
export const FEES = { savingsPlans: ["SavingsPlanRecurringFee"], reservations: ["RIFee"] } as const;

const NAMES: Readonly<Record<Measure, string>> = {
  planUtilisation: "Savings Plans utilisation",
  reservedUtilisation: "Reservation utilisation",
  costUtilisation: "Utilisation in money",
  spendCoverage: "Coverage",
  unitCoverage: "Reservation coverage",
  effectiveSavingsRate: "Effective savings rate",
  discountRate: "Discount",
  netSavings: "Net savings",
  unused: "Unused commitment",
  cost: "Cost of commitments",
  coveredCost: "Amortized cost of covered usage",
  coveredList: "Covered usage at on-demand prices",
  hourly: "Commitment of one hour",
};

const FORMULAS: Readonly<Record<Measure, { readonly symbols: string; readonly words: string }>> = {
  planUtilisation: { symbols: "U ÷ K", words: "Used commitment over total commitment of the Savings Plans." },
  reservedUtilisation: {
    symbols: "1 − X ÷ H",
    words: "The share of reserved instance hours, in normalized units, that some usage took.",
  },
  costUtilisation: {
    symbols: "C ÷ (C + N)",
    words: "Amortized cost of covered usage over all that the commitments cost.",
  },
  spendCoverage: {
    symbols: "L ÷ (L + D)",
    words: "Covered usage over all usage that commitments could pay for, both at on-demand prices.",
  },
  unitCoverage: {
    symbols: "V ÷ R",
    words: "Normalized instance hours that ran reserved over all that ran, Spot left out.",
  },
  effectiveSavingsRate: {
    symbols: "(L − C − N) ÷ (L + D)",
    words: "Net savings over what all usage that commitments could pay for costs at on-demand prices.",
  },
  discountRate: {
    symbols: "1 − C ÷ L",
    words:
      "What the commitments take off the on-demand price of the usage they cover, before what is unused.",
  },
  netSavings: {
    symbols: "L − C − N",
    words: "What covered usage would have cost on demand, less what it was charged, less unused commitment.",
  },
  unused: { symbols: "N", words: "Commitment that was paid for and that no usage took." },
  cost: { symbols: "C + N", words: "Amortized: what covered usage was charged and what was left unused." },
  coveredCost: { symbols: "C", words: "What covered usage was charged, with its share of all fees." },
  coveredList: { symbols: "L", words: "The public on-demand price of the usage that commitments paid for." },
  hourly: {
    symbols: "K ÷ T",
    words: "The commitment that the bills tell, over the hours that they tell it for.",
  },
};

const PERCENT: ReadonlySet<Measure> = new Set([
  "planUtilisation",
  "reservedUtilisation",
  "costUtilisation",
  "spendCoverage",
  "unitCoverage",
  "effectiveSavingsRate",
  "discountRate",
]);

/** A figure of the commitments of an answer; null where it holds nothing of the kind. */
export function commitmentFigure(
  question: CommitmentFigure,
  answer: CommitmentAnswer,
  about: readonly string[],
): ExplainedFigure | null {
  const amounts = amountsFor(question, answer);
  if (amounts === null) return null;
  const isFocus = answer.limits.includes("netCosts");
  const hourly = answer.commitments.find(({ arn }) => arn === question.arn)?.hourly ?? null;
  if (question.measure === "hourly" && hourly === null) return null;
  const told = { question, amounts, hourly, isFocus, currency: answer.currency };
  const formula = FORMULAS[question.measure];
  const all = termsOf(told);
  const symbols = new Set(formula.symbols.match(/[A-Z]/g) ?? []);
  return {
    question,
    name: NAMES[question.measure],
    about,
    value: valueOf(question.measure, told),
    currency: answer.currency,
    formula,
    terms: all.filter(({ symbol }) => symbols.has(symbol)),
    notes: notesOf(question, symbols, isFocus),
    base: { name: "All that the commitments cost, amortized", cell: costCell(told) },
    differences: differencesOf(question, isFocus),
  };
}

function amountsFor(
  { scope, arn, hour }: CommitmentFigure,
  answer: CommitmentAnswer,
): CommitmentAmounts | null {
  if (hour !== null) return answer[scope].values[answer.buckets.indexOf(hour)] ?? null;
  if (arn !== null) return answer.commitments.find((one) => one.arn === arn)?.amounts ?? null;
  return answer[scope].total;
}

function valueOf(measure: Measure, { amounts, hourly }: Told): FigureValue {
  if (PERCENT.has(measure)) return share(rateOf(measure, amounts));
  switch (measure) {
    case "netSavings":
      return money(rates.netSavings(amounts));
    case "cost":
      return money(rates.commitmentCost(amounts));
    case "unused":
      return money(amounts.unused);
    case "coveredCost":
      return money(amounts.coveredCost);
    case "hourly":
      return money(hourly?.amount ?? null);
    default:
      return money(amounts.coveredList);
  }
}

function rateOf(measure: Measure, amounts: CommitmentAmounts): number | null {
  switch (measure) {
    case "planUtilisation":
      return rates.planUtilisation(amounts);
    case "reservedUtilisation":
      return rates.reservedUtilisation(amounts);
    case "costUtilisation":
      return rates.costUtilisation(amounts);
    case "spendCoverage":
      return rates.spendCoverage(amounts);
    case "unitCoverage":
      return rates.unitCoverage(amounts);
    case "effectiveSavingsRate":
      return rates.effectiveSavingsRate(amounts);
    default:
      return rates.discountRate(amounts);
  }
}

type Told = {
  readonly question: CommitmentFigure;
  readonly amounts: CommitmentAmounts;
  readonly hourly: Commitment["hourly"];
  readonly isFocus: boolean;
  readonly currency: string | null;
};

function termsOf(told: Told): readonly FigureTerm[] {
  const { amounts, hourly, question, isFocus } = told;
  const hours = (amount: Decimal | null): FigureValue => ({
    kind: "quantity",
    amount,
    unit: "normalized hours",
  });
  const covered = typesOf(question, COVERED);
  const term = (
    symbol: string,
    name: string,
    value: FigureValue,
    columns: string,
    of?: CostCell | null,
  ): FigureTerm => ({
    symbol,
    name,
    value,
    ...(isFocus ? {} : { columns }),
    ...(of == null || isFocus ? {} : { of }),
  });
  return [
    term("U", "Used commitment", money(amounts.used), "savingsPlan/UsedCommitment"),
    term(
      "K",
      "Total commitment",
      money(hourly !== null && question.measure === "hourly" ? hourly.committed : amounts.committed),
      "savingsPlan/TotalCommitmentToDate",
    ),
    term(
      "T",
      "Hours with a recurring fee",
      { kind: "quantity", amount: hourly === null ? null : String(hourly.hours), unit: "hours" },
      "lineItem/UsageStartDate of SavingsPlanRecurringFee",
    ),
    term(
      "C",
      "Amortized cost of covered usage",
      money(amounts.coveredCost),
      columnsFor(question, "savingsPlan/SavingsPlanEffectiveCost", "reservation/EffectiveCost"),
      cellOf(told, "amortized", covered),
    ),
    term(
      "N",
      "Unused commitment",
      money(amounts.unused),
      columnsFor(
        question,
        "savingsPlan/TotalCommitmentToDate − savingsPlan/UsedCommitment",
        "reservation/UnusedAmortizedUpfrontFeeForBillingPeriod + reservation/UnusedRecurringFee",
      ),
      cellOf(told, "amortized", typesOf(question, FEES)),
    ),
    term(
      "L",
      "Covered usage at on-demand prices",
      money(amounts.coveredList),
      "pricing/publicOnDemandCost",
      cellOf(told, "onDemandEquivalent", covered),
    ),
    term(
      "D",
      "Usage on demand that a commitment could pay for",
      money(amounts.onDemand),
      "lineItem/UnblendedCost",
    ),
    term("H", "Reserved", hours(amounts.reservedUnits), "reservation/TotalReservedNormalizedUnits"),
    term("X", "Reserved and unused", hours(amounts.unusedUnits), "reservation/UnusedNormalizedUnitQuantity"),
    term("V", "Ran reserved", hours(amounts.coveredUnits), "lineItem/NormalizedUsageAmount"),
    term("R", "Ran in all, without Spot", hours(amounts.runningUnits), "lineItem/NormalizedUsageAmount"),
  ];
}

function columnsFor({ scope }: CommitmentFigure, plans: string, reservations: string): string {
  if (scope === "savingsPlans") return plans;
  return scope === "reservations" ? reservations : `${plans}; ${reservations}`;
}

function typesOf(
  { scope }: CommitmentFigure,
  types: { readonly savingsPlans: readonly string[]; readonly reservations: readonly string[] },
): readonly string[] {
  return scope === "all" ? [...types.savingsPlans, ...types.reservations] : types[scope];
}

/** All that commitments cost: in FOCUS whatever names one. */
function costCell(told: Told): CostCell {
  const { question, isFocus } = told;
  return cellOf(
    told,
    "amortized",
    isFocus ? [] : [...typesOf(question, COVERED), ...typesOf(question, FEES)],
  );
}

function cellOf({ question, currency }: Told, metric: MetricId, types: readonly string[]): CostCell {
  const { arn, scope, hour } = question;
  const isPlan = scope === "savingsPlans";
  const filters: readonly Filter[] = [
    ...(types.length === 0 ? [] : [{ dimension: "lineItemType", mode: "include", values: types } as const]),
    ...(types.length === 0 && scope !== "all"
      ? [
          {
            dimension: "purchaseOption",
            mode: "include",
            values: [isPlan ? "SavingsPlan" : "Reserved"],
          } as const,
        ]
      : []),
    ...(arn === null
      ? types.length === 0
        ? [{ dimension: "commitment", mode: "exclude", values: [null] } as const]
        : []
      : [{ dimension: "commitment", mode: "include", values: [arn] } as const]),
  ];
  return wholeCell({ metric, range: question.range, filters, currency }, hour);
}

function notesOf(
  { range, scope, hour }: CommitmentFigure,
  symbols: ReadonlySet<string>,
  isFocus: boolean,
): readonly string[] {
  return [
    ...(symbols.has("N") && scope !== "savingsPlans" && !isFocus ? [spreadNote(range, hour)] : []),
    ...(symbols.has("D")
      ? [
          "A commitment could pay for EC2 instances, Lambda duration and Fargate, and for what the other plan types and reservations held here cover; never for Spot.",
        ]
      : []),
    ...(symbols.has("V") || symbols.has("H")
      ? [
          "Hours are normalized by instance size: a large counts 4, an xlarge 8, as AWS does for size-flexible reservations.",
        ]
      : []),
  ];
}

/** That the fee of a reservation is spread, and what follows for the costs behind it. */
export function spreadNote(range: DateRange, hour: string | null = null): string {
  const months = periodsOf(range).map(rangeOfPeriod);
  const isWhole = hour === null && months.at(0)?.from === range.from && months.at(-1)?.to === range.to;
  const dated = hour === null ? "in these days" : "in this hour";
  return `AWS states what a reservation leaves unused once a month, on the day of its fee row; here it is spread evenly over the days it covers${isWhole ? "" : `, so that the fee rows dated ${dated} can sum to another amount`}.`;
}

function differencesOf({ measure, scope }: CommitmentFigure, isFocus: boolean): readonly string[] {
  const byMeasure: Readonly<Partial<Record<Measure, string>>> = {
    effectiveSavingsRate:
      "Cost Explorer shows no effective savings rate; Cost Optimization Hub counts Spot and private discounts too, which are left out here.",
    spendCoverage:
      "Cost Explorer reports coverage of Savings Plans and of reservations apart, and takes usage that reservations paid for out of the first.",
    unitCoverage:
      "Cost Explorer counts coverage of reservations in hours of each instance type unless it is told to use normalized units.",
    reservedUtilisation:
      "Cost Explorer's reservation report counts instance hours unless it is told to use normalized units.",
    netSavings:
      "Cost Explorer gives net savings of Savings Plans and of reservations in reports of their own, and not for both together.",
  };
  const one = byMeasure[measure];
  return [
    ...(one === undefined ? [] : [one]),
    "Cost Explorer's utilisation and coverage reports lag by up to a day behind the bill.",
    ...(scope !== "savingsPlans" && !isFocus && (measure === "unused" || measure === "cost")
      ? [
          "Cost Explorer's amortized costs put a reservation's unused fee on the day AWS states it, not over its days.",
        ]
      : []),
    ...(isFocus
      ? [
          "FOCUS costs are after private discounts and its list prices before them, so that savings include what was negotiated.",
        ]
      : []),
  ];
}
