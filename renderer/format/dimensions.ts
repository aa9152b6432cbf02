import {
  openDimension,
  profileName,
  type DimensionId,
  type DimensionRef,
} from "#core/cost/dimension/dimension-ref.ts";

const NAMES: Readonly<Record<DimensionId, string>> = {
  billingPeriod: "Billing period",
  payerAccount: "Payer account",
  linkedAccount: "Account",
  service: "Service",
  region: "Region",
  availabilityZone: "Availability Zone",
  usageType: "Usage type",
  operation: "Operation",
  lineItemType: "Charge type",
  purchaseOption: "Purchase option",
  commitment: "Commitment",
  productFamily: "Product family",
  instanceType: "Instance type",
  resourceId: "Resource",
  billingEntity: "Billing entity",
  legalEntity: "Legal entity",
  invoiceId: "Invoice",
  invoicingEntity: "Invoicing entity",
  taxType: "Tax type",
  pricingUnit: "Pricing unit",
  description: "Description",
  currency: "Currency",
  usageMonth: "Month of usage",
  report: "Report",
};

const KINDS = { tag: "Tag", costCategory: "Cost category", product: "Product" } as const;

const LINE_ITEM_TYPES: Readonly<Record<string, string>> = {
  Usage: "Usage, on demand",
  DiscountedUsage: "Usage, reserved",
  SavingsPlanCoveredUsage: "Usage, Savings Plan",
  SavingsPlanNegation: "Savings Plan negation",
  SavingsPlanRecurringFee: "Savings Plan recurring fee",
  SavingsPlanUpfrontFee: "Savings Plan upfront fee",
  RIFee: "Reservation fee",
  EdpDiscount: "Enterprise discount",
  PrivateRateDiscount: "Private rate discount",
  BundledDiscount: "Bundled discount",
  FlatRateSubscription: "Flat-rate subscription",
};

export const NO_VALUE = "(no value)";

/** `Service`, `Tag: team`; a virtual tag by its own name. */
export function dimensionName(ref: DimensionRef): string {
  const fixed = Object.entries(NAMES).find(([id]) => id === ref);
  if (fixed !== undefined) return fixed[1];
  const profile = profileName(ref);
  if (profile !== null) return profile;
  const open = openDimension(ref);
  return open === null ? ref : `${KINDS[open.kind]}: ${open.key}`;
}

/** What a value is called: its label where the workspace knows one, else our word for it, else the value itself. */
export function valueName(ref: DimensionRef, value: string | null, label: string | null = null): string {
  if (value === null || value === "") return NO_VALUE;
  if (label !== null && label !== "") return label;
  return ref === "lineItemType" ? (LINE_ITEM_TYPES[value] ?? value) : value;
}

/** The value where the name hides it, for titles and copies: `Amazon EC2 (AmazonEC2)`. */
export function valueTitle(ref: DimensionRef, value: string | null, label: string | null = null): string {
  const name = valueName(ref, value, label);
  return value === null || value === "" || name === value ? name : `${name} (${value})`;
}
