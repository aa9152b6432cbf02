import type { DimensionId } from "../cost/dimension/dimension-ref.ts";
import type { BillingPeriod } from "../time/period.ts";

/** What the bill's side of a tie-out is told apart by. */
export const CELL_DIMENSIONS = [
  "payerAccount",
  "invoiceId",
  "invoicingEntity",
  "billingEntity",
  "lineItemType",
  "service",
  "usageMonth",
] as const satisfies readonly DimensionId[];

export type CellDimension = (typeof CELL_DIMENSIONS)[number];

/** Line items that are alike to a tie-out, with their exact sum. */
export type BillCell = {
  readonly billingPeriod: BillingPeriod;
  readonly currency: string;
  readonly key: Readonly<Record<CellDimension, string | null>>;
  /** Scaled like all exact amounts. */
  readonly amount: bigint;
  readonly lineItems: number;
};

export const CHARGE_PARTS = ["tax", "marketplace", "support", "credits", "refunds", "late", "usage"] as const;

/** What a line item is to a tie-out: exactly one of these. */
export type ChargePart = (typeof CHARGE_PARTS)[number];

/** `late` is usage of an earlier month that is billed in this one; `usage` is all that is nothing else. */
export function partOf({ key, billingPeriod }: Pick<BillCell, "key" | "billingPeriod">): ChargePart {
  const { lineItemType, billingEntity, service, usageMonth } = key;
  if (lineItemType === "Tax") return "tax";
  if (lineItemType === "Credit") return "credits";
  if (lineItemType === "Refund" || lineItemType === "Adjustment") return "refunds";
  if (billingEntity === "AWS Marketplace") return "marketplace";
  if (/^(AWS|OCB).*Support/.test(service ?? "")) return "support";
  return usageMonth !== null && usageMonth < billingPeriod ? "late" : "usage";
}
