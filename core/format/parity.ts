import type { ChargeGroup, ParityDimension, ParityPair, ParityRule } from "../parity/parity.ts";
import { FORMAT_WORDS } from "./report-formats.ts";

export const PARITY_RULE_WORDS: Readonly<
  Record<ParityRule, { readonly name: string; readonly meaning: string }>
> = {
  coveredUsage: {
    name: "Covered usage",
    meaning:
      "FOCUS bills nothing for usage that a Savings Plan covers; a Cost and Usage Report shows it at its price and cancels it with negation rows.",
  },
  privateDiscounts: {
    name: "Private discounts",
    meaning:
      "FOCUS writes costs net of private discounts and has no rows for them; a Cost and Usage Report has discount rows, or net columns beside the unblended ones.",
  },
  unusedCommitments: {
    name: "Unused commitments",
    meaning:
      "What a Savings Plan or reservation left unused is on its fee row in a Cost and Usage Report, and a usage row of its own in FOCUS.",
  },
  feesWithoutList: {
    name: "Fees without list price",
    meaning: "Only usage has a list cost in FOCUS.",
  },
  serviceNames: {
    name: "Service names",
    meaning: "The same charge, to the last digit, stands under another service name.",
  },
  chargeGroups: {
    name: "Kinds of charges",
    meaning: "The same charge, to the last digit, is called another kind of charge.",
  },
  rounding: {
    name: "Rounding",
    meaning: "At most half of the tenth digit behind the point for every line item.",
  },
};

export const CHARGE_GROUP_NAMES: Readonly<Record<ChargeGroup, string>> = {
  usage: "Usage",
  purchase: "Purchases and fees",
  discount: "Discounts",
  tax: "Tax",
  credit: "Credits",
  adjustment: "Refunds and adjustments",
  other: "Other",
};

export const PARITY_DIMENSION_NAMES: Readonly<Record<ParityDimension, string>> = {
  service: "Service",
  account: "Account",
  group: "Kind of charge",
};

/** What the formats of both are called. */
export function formatNames({ left, right }: ParityPair): readonly [left: string, right: string] {
  return [FORMAT_WORDS[left.format], FORMAT_WORDS[right.format]];
}
