import type { ReportFormat } from "../../delivery/delivery.ts";
import { compare, type Decimal } from "../../money/decimal.ts";
import { type BillingPeriod, type UsageDate, periodsOf, rangeOfPeriod } from "../../time/period.ts";
import type { MetricId } from "../metric/metric-id.ts";
import type { CostCell } from "./cost-cell.ts";

export const DIFFERENCE_IDS = [
  "otherMetric",
  "noSuchMetric",
  "usageUnits",
  "blendedRates",
  "coveredWithoutNegation",
  "unusedReservation",
  "netUnusedPlan",
  "planRefund",
  "discountRowsGross",
  "discountRowsNet",
  "netOfDiscounts",
  "taxService",
  "credits",
  "refunds",
  "splitRows",
  "containerRows",
  "sharedHours",
  "utcDays",
  "openMonth",
  "currency",
  "resourceHistory",
  "hourHistory",
  "leftOut",
  "missingPeriods",
] as const;

export type DifferenceId = (typeof DIFFERENCE_IDS)[number];

/** A reason why Cost Explorer may show another number than this. */
export type Difference = {
  readonly id: DifferenceId;
  /** Months, days, counts or a currency it is about. */
  readonly detail: string | null;
};

/** What decides which reasons apply. */
export type DifferenceFacts = {
  readonly cell: CostCell;
  readonly currency: string | null;
  readonly parts: readonly {
    readonly lineItemType: string | null;
    readonly unblended: Decimal | null;
    readonly amount: Decimal | null;
  }[];
  readonly formats: readonly ReportFormat[];
  /** Periods with charges that no invoice has yet. */
  readonly notInvoiced: readonly BillingPeriod[];
  /** Days before which an account's line items were left out on import. */
  readonly leftOutBefore: readonly UsageDate[];
  readonly missing: readonly BillingPeriod[];
  /** Split cost rows the question meets, which never count; null where that was not looked up. */
  readonly splitRows: number | null;
};

const AMORTIZED: readonly MetricId[] = ["amortized", "netAmortized"];
const NET: readonly MetricId[] = ["netUnblended", "netAmortized"];

/** The reasons that apply to this very number, the most telling first. */
export function differencesOf(facts: DifferenceFacts): readonly Difference[] {
  const { cell, currency, missing, notInvoiced, leftOutBefore, splitRows } = facts;
  return [
    ...aboutContainers(cell),
    ...(isSplitAlone(cell) ? [] : aboutMetric(facts)),
    ...(missing.length > 0 ? [reason("missingPeriods", missing.join(", "))] : []),
    ...(notInvoiced.length > 0 ? [reason("openMonth", notInvoiced.join(", "))] : []),
    ...aboutCommitments(facts),
    ...aboutCharges(facts),
    ...(splitRows !== null && splitRows > 0 ? [reason("splitRows", String(splitRows))] : []),
    ...(leftOutBefore.length > 0 ? [reason("leftOut", leftOutBefore.join(", "))] : []),
    ...(currency !== null && currency !== "USD" ? [reason("currency", currency)] : []),
    ...(cell.filters.some(({ dimension }) => dimension === "resourceId") ? [reason("resourceHistory")] : []),
    ...(cell.hour !== null ? [reason("hourHistory")] : isWholeMonths(cell) ? [] : [reason("utcDays")]),
  ];
}

function aboutContainers({ containers }: CostCell): readonly Difference[] {
  switch (containers?.part) {
    case "cost":
    case "split":
    case "unused":
      return [reason("containerRows")];
    case "instances":
    case "whole":
      return [reason("sharedHours")];
    default:
      return [];
  }
}

function isSplitAlone({ containers }: CostCell): boolean {
  return containers?.part === "split" || containers?.part === "unused";
}

function aboutMetric({ cell: { metric }, formats }: DifferenceFacts): readonly Difference[] {
  switch (metric) {
    case "onDemandEquivalent":
      return [reason("noSuchMetric")];
    case "usageAmount":
      return [reason("usageUnits")];
    case "blended":
      return [reason("blendedRates")];
    case "unblended":
      return formats.includes("focus") ? [reason("netOfDiscounts")] : [];
    case "amortized":
      return [reason("otherMetric"), ...(formats.includes("focus") ? [reason("netOfDiscounts")] : [])];
    case "netUnblended":
    case "netAmortized":
      return [reason("otherMetric")];
  }
}

function aboutCommitments(facts: DifferenceFacts): readonly Difference[] {
  const { metric } = facts.cell;
  const has = (type: string) => facts.parts.some(({ lineItemType }) => lineItemType === type);
  if (!AMORTIZED.includes(metric)) {
    const isCash = metric === "unblended" || metric === "netUnblended";
    return isCash && has("SavingsPlanCoveredUsage") !== has("SavingsPlanNegation")
      ? [reason("coveredWithoutNegation")]
      : [];
  }
  const isRefundCut = facts.parts.some(
    ({ lineItemType, unblended, amount }) =>
      lineItemType === "Refund" && unblended !== null && amount !== null && compare(unblended, amount) !== 0,
  );
  return [
    ...(has("RIFee") && !isWholeMonths(facts.cell) ? [reason("unusedReservation")] : []),
    ...(has("SavingsPlanRecurringFee") && metric === "netAmortized" ? [reason("netUnusedPlan")] : []),
    ...(isRefundCut ? [reason("planRefund")] : []),
  ];
}

function aboutCharges({ cell, parts }: DifferenceFacts): readonly Difference[] {
  const has = (is: (type: string) => boolean) =>
    parts.some(({ lineItemType }) => lineItemType !== null && is(lineItemType));
  const isDiscounted = has((type) => type.endsWith("Discount"));
  return [
    ...(isDiscounted ? [reason(NET.includes(cell.metric) ? "discountRowsNet" : "discountRowsGross")] : []),
    ...(has((type) => type === "Tax") ? [reason("taxService")] : []),
    ...(has((type) => type === "Credit") ? [reason("credits")] : []),
    ...(has((type) => type === "Refund" || type === "Adjustment") ? [reason("refunds")] : []),
  ];
}

function isWholeMonths({ range, hour }: CostCell): boolean {
  const periods = periodsOf(range).map(rangeOfPeriod);
  return hour === null && periods.at(0)?.from === range.from && periods.at(-1)?.to === range.to;
}

function reason(id: DifferenceId, detail: string | null = null): Difference {
  return { id, detail };
}
