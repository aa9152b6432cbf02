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

const EXPLANATIONS: Readonly<Record<DimensionId, string>> = {
  billingPeriod:
    "The UTC month of the bill. Usage of an earlier month that is billed late stands in the month of its bill.",
  payerAccount: "The account that is billed for the organization.",
  linkedAccount:
    "The account that used something. Names come from Organizations, from AWS's files or from you.",
  service: "The product that was used; in the Marketplace the name of what was bought.",
  region: "Where it was used. Global services have none.",
  availabilityZone: "The zone within the region, where the usage has one.",
  usageType: "What was used, in AWS's own short words; most begin with the region: `EU-BoxUsage:m5.large`.",
  operation: "What was done: `RunInstances`, `PutObject`. One usage type may have several.",
  lineItemType: "What kind of charge a line item is: usage, fee, tax, credit, refund, discount.",
  purchaseOption: "How usage was bought: on demand, Spot, by a reservation or by a Savings Plan.",
  commitment: "ARN of the reservation or Savings Plan that a line item belongs to.",
  productFamily: "AWS's family of the product: Compute Instance, Storage, Data Transfer.",
  instanceType: "Size of the instance, where the usage is one.",
  resourceId: "Id or ARN of what was used, where the report has resource ids.",
  billingEntity: "Who sells: AWS, or AWS Marketplace.",
  legalEntity: "The company that you buy from.",
  invoiceId: "Number of the invoice; empty until AWS has finalised the month.",
  invoicingEntity: "The company that writes the invoice.",
  taxType: "Kind of tax: VAT, GST, US sales tax.",
  pricingUnit: "The unit the usage is priced in: Hrs, GB-Mo, Requests.",
  description: "AWS's sentence about the line item, with its price.",
  currency: "Currency of the charge. Amounts in several currencies are never added up.",
  usageMonth: "The UTC month in which something was used, whatever the bill.",
  report: "The report or export that the line item was delivered with.",
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

/** One plain sentence or two: what the values of a fixed dimension are. */
export function dimensionExplanation(id: DimensionId): string {
  return EXPLANATIONS[id];
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
