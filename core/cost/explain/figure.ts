import type { ChargeGrouping, ChargeKind } from "../../charges/charge-kind.ts";
import type { ChargeCategory } from "../../charges/transfer-category.ts";
import type { ContainerMetric, ContainerResource } from "../../container/container.ts";
import type { Decimal } from "../../money/decimal.ts";
import type { ResourceState } from "../../resource/resource-query.ts";
import type { DateRange } from "../../time/period.ts";
import type { Filter } from "../filter/filter.ts";
import type { MetricId } from "../metric/metric-id.ts";
import type { CostCell } from "./cost-cell.ts";

/** A number that is worked out from others: a ratio, a difference, a share. Told by what it is of. */
export type FigureQuestion =
  | UnitFigure
  | CommitmentFigure
  | CommitmentAccountFigure
  | FairShareFigure
  | AnomalyFigure
  | ForecastFigure
  | BudgetFigure
  | UnitCostFigure
  | InvoiceFigure
  | RestatementFigure
  | ParityFigure
  | FindingFigure
  | RealisedFigure
  | ResourcesFigure
  | ContainerFigure
  | ChargeFigure;

/** The days and the currency of a figure; null takes the only currency there is. */
type Within = { readonly range: DateRange; readonly currency: string | null };

export const UNIT_MEASURES = ["shared", "after", "coverage", "received", "given"] as const;
/** A business unit with those below it; null for the whole model. */
export type UnitFigure = Within & {
  readonly kind: "unit";
  readonly measure: (typeof UNIT_MEASURES)[number];
  readonly unitId: string | null;
  /** Without the units below it. */
  readonly alone: boolean;
  /** The pool that something is received from. */
  readonly from: string | null;
  /** A row of the unit's statement, where only that is meant. */
  readonly row: { readonly by: "service" | "linkedAccount"; readonly value: string | null } | null;
  readonly metric: Exclude<MetricId, "usageAmount">;
};

export const COMMITMENT_MEASURES = [
  "planUtilisation",
  "reservedUtilisation",
  "costUtilisation",
  "spendCoverage",
  "unitCoverage",
  "effectiveSavingsRate",
  "discountRate",
  "netSavings",
  "unused",
  "cost",
  "coveredCost",
  "coveredList",
  "hourly",
] as const;
export const COMMITMENT_SCOPES = ["all", "savingsPlans", "reservations"] as const;
/** Of all commitments, of those of a kind, or of the one of an ARN. */
export type CommitmentFigure = Within & {
  readonly kind: "commitment";
  readonly measure: (typeof COMMITMENT_MEASURES)[number];
  readonly scope: (typeof COMMITMENT_SCOPES)[number];
  readonly arn: string | null;
  /** The only UTC hour meant, `2026-10-31T05:00`, of the day that is `range`; null for the whole range. */
  readonly hour: string | null;
};

export const COMMITMENT_ACCOUNT_MEASURES = ["owned", "taken", "takenList"] as const;
/** Of an account: what the commitments it bought cost, or what its usage took of commitments, of all or of one ARN. */
export type CommitmentAccountFigure = Within & {
  readonly kind: "commitmentAccount";
  readonly measure: (typeof COMMITMENT_ACCOUNT_MEASURES)[number];
  readonly account: string | null;
  readonly arn: string | null;
};

export const FAIR_SHARE_MEASURES = [
  "eligible",
  "billed",
  "fair",
  "rate",
  "difference",
  "billedTotal",
  "fairTotal",
] as const;
/** Of an account with the benefit of commitments shared, or of all accounts. */
export type FairShareFigure = Within & {
  readonly kind: "fairShare";
  readonly measure: (typeof FAIR_SHARE_MEASURES)[number];
  readonly of: { readonly account: string | null } | null;
};

export const ANOMALY_MEASURES = ["actual", "expected", "impact"] as const;
/** Of an anomaly as it is found by the user's rules; `range` is its days. */
export type AnomalyFigure = Within & {
  readonly kind: "anomaly";
  readonly measure: (typeof ANOMALY_MEASURES)[number];
  readonly anomalyId: string;
};

/** Of the whole bill, what the month that goes on comes to at its end; `range` is that month. */
export type ForecastFigure = Within & {
  readonly kind: "forecast";
  readonly metric: Exclude<MetricId, "usageAmount">;
  /** As in `ForecastQuery`. */
  readonly assumesRenewal: boolean;
};

export const BUDGET_MEASURES = ["expected", "left", "used"] as const;
/** Of a kept budget in the period that goes on, which is `range`. */
export type BudgetFigure = Within & {
  readonly kind: "budget";
  readonly measure: (typeof BUDGET_MEASURES)[number];
  readonly budgetId: string;
};

export const UNIT_COST_PERIODS = ["day", "week", "month"] as const;
export const UNIT_COST_MEASURES = ["costPerUnit", "change", "volume", "rate"] as const;
/** Of one period, which is `range`, of what the business counts; the changes are against the period before. */
export type UnitCostFigure = Within & {
  readonly kind: "unitCost";
  readonly measure: (typeof UNIT_COST_MEASURES)[number];
  /** A `BusinessMetric`. */
  readonly businessId: string;
  readonly by: (typeof UNIT_COST_PERIODS)[number];
  readonly metric: Exclude<MetricId, "usageAmount">;
  /** `bill`: of what the filters keep. `units`: of a business unit, where null is what no rule takes. */
  readonly of:
    | { readonly kind: "bill"; readonly filters: readonly Filter[] }
    | { readonly kind: "units"; readonly unitId: string | null };
};

export const INVOICE_MEASURES = ["bill", "invoiced", "variance"] as const;
/** Of a payer's month, which is `range`, or of one line of it. */
export type InvoiceFigure = Within & {
  readonly kind: "invoice";
  readonly measure: (typeof INVOICE_MEASURES)[number];
  readonly payerAccountId: string | null;
  /** As `lineId` tells it; null for the month. */
  readonly lineId: string | null;
};

export const CHANGE_MEASURES = ["before", "after", "difference"] as const;
/** What a delivery of a month, which is `range`, changed of the one before it. */
export type RestatementFigure = Within & {
  readonly kind: "restatement";
  readonly measure: (typeof CHANGE_MEASURES)[number];
  readonly restatementId: string;
  readonly metric: Exclude<MetricId, "usageAmount">;
  readonly filters: readonly Filter[];
};

export const PARITY_MEASURES = ["left", "right", "difference", "unexplained"] as const;
/** Of two formats of a month, which is `range`; of one row of them, or of all. */
export type ParityFigure = Within & {
  readonly kind: "parity";
  readonly measure: (typeof PARITY_MEASURES)[number];
  readonly leftId: string;
  readonly rightId: string;
  readonly metric: Exclude<MetricId, "usageAmount">;
  readonly row: { readonly by: "service" | "account" | "group"; readonly value: string | null } | null;
};

export const FINDING_MEASURES = ["kept", "found", "cost"] as const;
/** Of all findings of a month, which is `range`, of one of them, or of one thing that it found. */
export type FindingFigure = Within & {
  readonly kind: "finding";
  /** What is saved after overlaps, what each saves alone, and what was charged. */
  readonly measure: (typeof FINDING_MEASURES)[number];
  readonly findingId: string | null;
  /** Only with a `findingId`. */
  readonly item: { readonly key: string; readonly account: string | null } | null;
  /** Only those of this confidence. */
  readonly confidence: "A" | "B" | "C" | null;
  /** What the list is narrowed to: it decides which findings take costs from others. */
  readonly filter: {
    readonly confidences: readonly ("A" | "B" | "C")[];
    readonly status: "open" | "accepted" | "rejected" | "done" | null;
    readonly service: string | null;
    readonly account: string | null;
  };
};

export const REALISED_MEASURES = ["cost", "still", "realised"] as const;
/**
 * Of an accepted finding in the months of `range`, held against the month it was accepted in: what the same things cost, what
 * the rule still saves on them, and what is realised.
 */
export type RealisedFigure = Within & {
  readonly kind: "realised";
  readonly measure: (typeof REALISED_MEASURES)[number];
  readonly findingId: string;
};

export const RESOURCES_MEASURES = ["cost", "before"] as const;
/** Of the resources that a search and what became of them choose, in `range` or in the period compared with. */
export type ResourcesFigure = Within & {
  readonly kind: "resources";
  readonly measure: (typeof RESOURCES_MEASURES)[number];
  readonly metric: Exclude<MetricId, "usageAmount">;
  readonly filters: readonly Filter[];
  /** As in a `ResourceSelection`. */
  readonly search: string;
  readonly state: ResourceState | null;
  readonly before: DateRange | null;
};

export const CONTAINER_MEASURES = [
  "cost",
  "share",
  "change",
  "unusedShare",
  "idle",
  "idleShare",
  "wasted",
  "efficiency",
  "takenShare",
  "reserved",
  "used",
  "usedShare",
  "resourceCost",
  "difference",
  "hours",
  "hoursAgreeing",
  "hoursApart",
  "hoursMissing",
] as const;
/** Of a node of the tree of containers, in the place of its instances; of all containers where there is none. */
export type ContainerFigure = Within & {
  readonly kind: "container";
  readonly measure: (typeof CONTAINER_MEASURES)[number];
  /** As in `ContainerNode`. */
  readonly nodeId: string | null;
  /** What of its resources is meant, where the measure is of one. */
  readonly resource: ContainerResource | null;
  readonly metric: ContainerMetric;
  readonly filters: readonly Filter[];
  /** Compared with, for a change. */
  readonly before: DateRange | null;
};

export const CHARGE_MEASURES = ["volume", "rate", "monthly", "left"] as const;
/** Of a view of charges: of a row, or of all of it. The last two are of a credit. */
export type ChargeFigure = Within & {
  readonly kind: "charge";
  readonly measure: (typeof CHARGE_MEASURES)[number];
  readonly charge: ChargeKind;
  readonly category: ChargeCategory | null;
  readonly groupBy: ChargeGrouping;
  /** Of the row; null for all. */
  readonly key: readonly (string | null)[] | null;
  readonly metric: Exclude<MetricId, "usageAmount">;
  readonly filters: readonly Filter[];
};

export type FigureValue =
  | { readonly kind: "money"; readonly amount: Decimal | null }
  | { readonly kind: "ratio"; readonly ratio: number | null }
  | { readonly kind: "quantity"; readonly amount: Decimal | null; readonly unit: string };

/** A number that a figure is worked out from. */
export type FigureTerm = {
  readonly symbol: string;
  readonly name: string;
  readonly value: FigureValue;
  /** Columns as AWS names them, `+` and `−` between them. */
  readonly columns?: string | undefined;
  /** The numbers it is worked out from in turn: `median($3.00, $4.00, $9.00) + $1.00`. */
  readonly madeOf?: MadeOf | undefined;
  /** What the number is made of in turn, where it is costs. */
  readonly of?: CostCell | undefined;
};

export type MadeOf = {
  readonly rule: string;
  readonly values: readonly FigureValue[];
  readonly plus: FigureValue | null;
};

/** A figure with its formula, and every number in it. */
export type ExplainedFigure = {
  readonly question: FigureQuestion;
  readonly name: string;
  /** What it is of, as a part of a sentence: days, filter. */
  readonly about: readonly string[];
  readonly value: FigureValue;
  readonly currency: string | null;
  readonly formula: { readonly symbols: string; readonly words: string };
  readonly terms: readonly FigureTerm[];
  /** What else decides it, a sentence each. */
  readonly notes: readonly string[];
  /** The costs behind it, whose line items, files and deliveries are told, and what they are called. */
  readonly base: { readonly name: string; readonly cell: CostCell } | null;
  /** Why Cost Explorer may show another figure, besides what is true of the costs themselves. */
  readonly differences: readonly string[];
};

export function money(amount: Decimal | null): FigureValue {
  return { kind: "money", amount };
}

export function share(ratio: number | null): FigureValue {
  return { kind: "ratio", ratio };
}

/** The formula with the very numbers in the place of its symbols. */
export function substituted(
  { formula, terms }: Pick<ExplainedFigure, "formula" | "terms">,
  write: (value: FigureValue) => string,
): string {
  return formula.symbols.replace(/[A-Z][₀-₉]*/gu, (symbol) => {
    const term = terms.find((one) => one.symbol === symbol);
    return term === undefined ? symbol : write(term.value);
  });
}

/** The formula with its numbers, and what they come to; once where it is a single number. */
export function workedOut(
  figure: Pick<ExplainedFigure, "formula" | "terms" | "value">,
  write: (value: FigureValue) => string,
): string {
  const [putIn, value] = [substituted(figure, write), write(figure.value)];
  return putIn === value ? value : `${putIn} = ${value}`;
}

/** `median($3.00, $4.00, $9.00) + $1.00` */
export function madeWords({ rule, values, plus }: MadeOf, write: (value: FigureValue) => string): string {
  const made = `${rule}(${values.map(write).join(", ")})`;
  return plus === null ? made : `${made} + ${write(plus)}`;
}

const DIGITS = "₀₁₂₃₄₅₆₇₈₉";

const MOST_WRITTEN = 6;

/** `D₁ + D₂ + D₃`; of many the first and the last. */
export function added(symbols: readonly string[]): string {
  const isLong = symbols.length > MOST_WRITTEN;
  return (isLong ? [...symbols.slice(0, 2), "…", ...symbols.slice(-1)] : symbols).join(" + ");
}

/** `D₁₂` */
export function numbered(symbol: string, index: number): string {
  return symbol + [...String(index)].map((digit) => DIGITS[Number(digit)] ?? "").join("");
}
