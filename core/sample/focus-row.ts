import type { LineItem } from "./line-item.ts";

/** One row of a FOCUS export; amounts scaled by 10^10. */
export type FocusRow = {
  readonly item: LineItem;
  readonly chargeCategory: "Usage" | "Purchase" | "Tax" | "Credit" | "Adjustment";
  readonly chargeClass: "" | "Correction";
  readonly chargeFrequency: "Usage-Based" | "Recurring" | "One-Time";
  readonly status: "" | "Used" | "Unused";
  readonly billed: bigint;
  readonly effective: bigint;
  readonly list: bigint;
  readonly contracted: bigint;
};

type Draft = Partial<FocusRow> & Pick<FocusRow, "chargeCategory">;

/**
 * The rows a line item becomes. Covered usage bills nothing, so negations vanish; a private discount is inside the
 * billed cost, so discount rows vanish; what a commitment left unused is a row of its own. AWS's FOCUS has no split cost allocation data.
 */
export function focusRows(item: LineItem): readonly FocusRow[] {
  if (item.split !== undefined) return [];
  switch (item.type) {
    case "Usage":
      return [row(item, { chargeCategory: "Usage", effective: item.netUnblended })];
    case "SavingsPlanCoveredUsage":
    case "DiscountedUsage":
      return [used(item)];
    case "SavingsPlanRecurringFee":
    case "RIFee":
      return [purchase(item, "Recurring"), ...unused(item)];
    case "SavingsPlanUpfrontFee":
      return [purchase(item, "One-Time")];
    case "Fee":
      return [fee(item)];
    case "Tax":
      return [flat(item, "Tax")];
    case "Credit":
      return [flat(item, "Credit")];
    case "Refund":
      return [{ ...flat(item, "Adjustment"), chargeClass: "Correction" }];
    case "SavingsPlanNegation":
    case "EdpDiscount":
      return [];
  }
}

function used(item: LineItem): FocusRow {
  return row(item, {
    chargeCategory: "Usage",
    status: "Used",
    billed: 0n,
    effective: item.netAmortized,
    contracted: item.publicCost ?? 0n,
  });
}

function unused(item: LineItem): readonly FocusRow[] {
  if (item.netAmortized === 0n) return [];
  const parts = { billed: 0n, effective: item.netAmortized, list: 0n, contracted: 0n } as const;
  return [row(item, { chargeCategory: "Usage", status: "Unused", ...parts })];
}

function purchase(item: LineItem, chargeFrequency: FocusRow["chargeFrequency"]): FocusRow {
  return row(item, { chargeCategory: "Purchase", chargeFrequency, effective: 0n, list: item.unblended });
}

function fee(item: LineItem): FocusRow {
  if (item.reservation !== undefined) return purchase(item, "One-Time");
  return { ...flat(item, "Purchase"), list: item.unblended };
}

function flat(item: LineItem, chargeCategory: FocusRow["chargeCategory"]): FocusRow {
  return row(item, { chargeCategory, chargeFrequency: "One-Time", effective: item.netAmortized, list: 0n });
}

function row(item: LineItem, draft: Draft): FocusRow {
  return {
    item,
    chargeClass: "",
    chargeFrequency: "Usage-Based",
    status: "",
    billed: item.netUnblended,
    effective: 0n,
    list: item.publicCost ?? item.unblended,
    contracted: item.unblended,
    ...draft,
  };
}
