import type { DimensionId } from "../cost/dimension/dimension-ref.ts";
import type { MetricId } from "../cost/metric/metric-id.ts";

/** What a column means and which column of AWS it comes from (Cost and Usage Report, then FOCUS). */
export type ColumnNote = { readonly meaning: string; readonly source: string | null };

export const DIMENSION_NOTES: Readonly<Record<DimensionId, ColumnNote>> = {
  billingPeriod: note("Month the bill covers, 2026-10", "bill/BillingPeriodStartDate"),
  payerAccount: note("Account that pays, 12 digits", "bill/PayerAccountId, BillingAccountId"),
  linkedAccount: note("Account that used it, 12 digits", "lineItem/UsageAccountId, SubAccountId"),
  service: note(
    "Service, by product code; Marketplace products by name",
    "lineItem/ProductCode, x_ServiceCode",
  ),
  region: note("Region code", "product/regionCode, RegionId"),
  availabilityZone: note("Availability Zone", "lineItem/AvailabilityZone, AvailabilityZone"),
  usageType: note("What was used, with its region prefix", "lineItem/UsageType, x_UsageType"),
  operation: note("Operation that was billed", "lineItem/Operation, x_Operation"),
  lineItemType: note("Kind of charge: Usage, Tax, Credit ...", "lineItem/LineItemType, ChargeCategory"),
  purchaseOption: note("OnDemand, Spot, Reserved or SavingsPlan", null),
  commitment: note(
    "ARN of the Savings Plan or reservation the charge belongs to",
    "savingsPlan/SavingsPlanARN, reservation/ReservationARN, CommitmentDiscountId",
  ),
  productFamily: note("Product family", "product/productFamily, ServiceCategory"),
  instanceType: note("Instance type", "product/instanceType, SkuPriceDetails"),
  resourceId: note("Resource id or ARN", "lineItem/ResourceId, ResourceId"),
  billingEntity: note("Who bills: AWS or AWS Marketplace", "bill/BillingEntity, ProviderName"),
  legalEntity: note("Seller of record", "lineItem/LegalEntity, InvoiceIssuerName"),
  invoiceId: note("Invoice; empty until it is issued", "bill/InvoiceId, InvoiceId"),
  invoicingEntity: note("Who issues the invoice", "bill/InvoicingEntity, InvoiceIssuerName"),
  taxType: note("Kind of tax", "lineItem/TaxType"),
  pricingUnit: note("Unit of the usage amount", "pricing/unit, ConsumedUnit"),
  description: note("Description of the charge", "lineItem/LineItemDescription, ChargeDescription"),
  currency: note("Currency of every amount in the row", "lineItem/CurrencyCode, BillingCurrency"),
  usageMonth: note("Month in which the usage began, 2026-10", "lineItem/UsageStartDate, ChargePeriodStart"),
  report: note("Report or export the delivery belongs to", null),
};

export const METRIC_NOTES: Readonly<Record<MetricId, ColumnNote>> = {
  unblended: note("Cost as invoiced on the day", "lineItem/UnblendedCost, BilledCost"),
  blended: note("Cost at the average rate of the organization", "lineItem/BlendedCost"),
  amortized: note(
    "Fees of reservations and Savings Plans spread over what they cover",
    "EffectiveCost in FOCUS",
  ),
  netUnblended: note("Unblended after private discounts", "lineItem/NetUnblendedCost, BilledCost"),
  netAmortized: note("Amortized after private discounts", "EffectiveCost in FOCUS"),
  onDemandEquivalent: note(
    "The same usage at public on-demand prices",
    "pricing/publicOnDemandCost, ListCost",
  ),
  usageAmount: note(
    "Usage in pricing_unit; NULL where it would count twice",
    "lineItem/UsageAmount, ConsumedQuantity",
  ),
};

function note(meaning: string, source: string | null): ColumnNote {
  return { meaning, source };
}
