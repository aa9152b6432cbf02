import type { Assumption, Confidence, FindingNeed, Stage } from "../finding/finding.ts";
import type { FindingStatus, NotComputable } from "../finding/findings-query.ts";
import { formatScaled, parseScaled, scaledOf, type Decimal } from "../money/decimal.ts";
import type { Format } from "./format.ts";

type Wording = { readonly name: string; readonly meaning: string };

export const CONFIDENCE_WORDS: Readonly<Record<Confidence, Wording>> = {
  A: { name: "Exact", meaning: "Exact from the bill: what was charged for it ends with it." },
  B: {
    name: "Published ratio",
    meaning:
      "A ratio that AWS publishes, or the own price where the bill has it. Every ratio can be changed.",
  },
  C: { name: "Review", meaning: "A pattern that somebody who knows the workload has to look at." },
};

export const STAGE_WORDS: Readonly<Record<Stage, Wording>> = {
  idle: { name: "Delete", meaning: "Taken off first: what is deleted can save nothing more." },
  schedule: { name: "Schedule", meaning: "On what remains once idle things are gone." },
  modernise: { name: "Modernise", meaning: "On what remains once idle things are gone and schedules run." },
  commit: { name: "Commit", meaning: "On the usage that all changes before it leave." },
  review: { name: "Review", meaning: "On what all other findings leave." },
};

export const FINDING_STATUS_WORDS: Readonly<Record<FindingStatus, Wording>> = {
  open: { name: "Open", meaning: "Nobody has decided yet." },
  accepted: { name: "Accepted", meaning: "To be done: held against the bills from now on." },
  rejected: { name: "Rejected", meaning: "Not to be done: takes no part in the total." },
  done: { name: "Done", meaning: "Was done: still held against the bills." },
};

/** What a need is called, and the columns of AWS it stands for. */
const NEEDS: Readonly<Record<FindingNeed, { readonly name: string; readonly columns: string }>> = {
  resourceId: { name: "resource ids", columns: "line_item_resource_id" },
  usageType: { name: "usage types", columns: "line_item_usage_type" },
  operation: { name: "operations", columns: "line_item_operation" },
  lineItemType: { name: "line item types", columns: "line_item_line_item_type" },
  billingEntity: { name: "billing entities", columns: "bill_billing_entity" },
  usageAmount: { name: "usage amounts", columns: "line_item_usage_amount" },
  amortized: { name: "costs", columns: "line_item_unblended_cost" },
  tags: { name: "tags of resources", columns: "resource_tags" },
  commitments: {
    name: "which commitment a line item belongs to",
    columns: "savings_plan_savings_plan_a_r_n, reservation_reservation_a_r_n",
  },
  commitmentEnds: {
    name: "when commitments end",
    columns: "savings_plan_end_time, reservation_end_time",
  },
};

/** Why a rule says nothing about some months, in one sentence. */
export function notComputableWords(
  format: Format,
  { months, needs, monthsMissing, isPartial }: NotComputable,
): string {
  if (monthsMissing > 0 && needs.length === 0)
    return monthsMissing === 1
      ? "It looks back further than the bills reach: one month before is not held."
      : `It looks back further than the bills reach: ${format.count(monthsMissing)} months before are not held.`;
  const lacking = needs.map((need) => NEEDS[need].name).join(", ");
  const where = isPartial
    ? `The reports of ${months.map((month) => format.periodShort(month)).join(", ")}`
    : "The reports";
  return `${where} do not tell ${lacking} (${needs.map((need) => NEEDS[need].columns).join(", ")}).`;
}

/** The number of an assumption as people type it: 20 for a share of 0.2. */
export function assumptionText({ unit }: Assumption, value: Decimal): string {
  const scaled = scaledOf(value);
  return formatScaled(unit === "share" ? scaled * 100n : scaled).replace(/\.?0+$/, "");
}

/** What was typed as the number of an assumption; null where it is none. */
export function assumptionValue({ unit }: Assumption, text: string): Decimal | null {
  const scaled = parseScaled(text.replaceAll(/[\s,%]/g, ""));
  if (scaled === null || scaled < 0n) return null;
  const value = unit === "share" ? scaled / 100n : scaled;
  return unit === "share" && value > 10n ** 18n ? null : formatScaled(value);
}

/** What stands behind the number: `%`, `h`, `USD`. */
export function assumptionUnit({ unit }: Assumption, currency: string): string {
  switch (unit) {
    case "share":
      return "%";
    case "hours":
      return "h";
    case "money":
      return currency;
    default:
      return "";
  }
}
