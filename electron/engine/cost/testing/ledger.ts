import { parseScaled } from "#core/money/decimal.ts";
import type { FixtureRow } from "./fixture.ts";

/** The cost rules of legacy CUR and CUR 2.0 once more, in whole numbers and without SQL, to hold the queries against. */
export type Entry = {
  readonly day: string;
  readonly hour: string;
  readonly period: string;
  readonly dimensions: Readonly<Record<string, string | null>>;
  readonly amounts: Readonly<Record<string, bigint | null>>;
};

const USAGE = new Set(["Usage", "DiscountedUsage", "SavingsPlanCoveredUsage", "FlatRateSubscription"]);

/** Null for rows that take no part. */
export function entryOf(row: FixtureRow, period: string): Entry | null {
  if (["EKSPod-EC2", "ECSTask-EC2"].includes(text(row, "lineItem/Operation") ?? "")) return null;
  const start = text(row, "lineItem/UsageStartDate") ?? `${period}-01T00:00:00Z`;
  const day = start.slice(0, 10);
  const clamped =
    day.slice(0, 7) < period ? `${period}-01` : day.slice(0, 7) > period ? lastDay(period) : day;
  const hour = clamped === day ? start.slice(0, 13) : `${clamped}T${day < clamped ? "00" : "23"}`;
  return {
    day: clamped,
    hour: `${hour}:00`,
    period,
    dimensions: dimensionsOf(row, period),
    amounts: amountsOf(row),
  };
}

function amountsOf(row: FixtureRow): Entry["amounts"] {
  const type = text(row, "lineItem/LineItemType") ?? "";
  const unblended = amount(row, "lineItem/UnblendedCost") ?? 0n;
  const isDiscount = type.endsWith("Discount");
  const net = isDiscount ? 0n : (amount(row, "lineItem/NetUnblendedCost") ?? unblended);
  const effective = amount(row, "savingsPlan/SavingsPlanEffectiveCost") ?? 0n;
  const reserved = amount(row, "reservation/EffectiveCost") ?? 0n;
  return {
    unblended,
    blended: amount(row, "lineItem/BlendedCost") ?? 0n,
    amortized: spread(row, type, unblended, {
      DiscountedUsage: reserved,
      SavingsPlanCoveredUsage: effective,
      SavingsPlanRecurringFee: unusedOf(row),
      RIFee:
        (amount(row, "reservation/UnusedAmortizedUpfrontFeeForBillingPeriod") ?? 0n) +
        (amount(row, "reservation/UnusedRecurringFee") ?? 0n),
    }),
    netUnblended: net,
    netAmortized: spread(row, type, net, {
      DiscountedUsage: amount(row, "reservation/NetEffectiveCost") ?? reserved,
      SavingsPlanCoveredUsage: amount(row, "savingsPlan/NetSavingsPlanEffectiveCost") ?? effective,
      SavingsPlanRecurringFee: netUnusedOf(row),
      RIFee:
        (amount(row, "reservation/NetUnusedAmortizedUpfrontFeeForBillingPeriod") ?? 0n) +
        (amount(row, "reservation/NetUnusedRecurringFee") ?? 0n),
    }),
    onDemandEquivalent: listOf(row, type, unblended),
    usageAmount: USAGE.has(type) ? amount(row, "lineItem/UsageAmount") : null,
  };
}

function spread(row: FixtureRow, type: string, other: bigint, own: Readonly<Record<string, bigint>>): bigint {
  if (own[type] !== undefined) return own[type];
  if (type === "SavingsPlanNegation" || type === "SavingsPlanUpfrontFee") return 0n;
  if (type === "Fee" && text(row, "reservation/ReservationARN") !== null) return 0n;
  const refundsFee =
    type === "Refund" &&
    (text(row, "lineItem/ProductCode") ?? "").endsWith("SavingsPlans") &&
    (text(row, "lineItem/LineItemDescription") ?? "").startsWith("Refund for one-time fee for Savings Plan");
  return refundsFee ? 0n : other;
}

function listOf(row: FixtureRow, type: string, unblended: bigint): bigint {
  const list = amount(row, "pricing/publicOnDemandCost") ?? 0n;
  if (type === "Usage") return list > 0n ? list : unblended;
  if (type === "DiscountedUsage" || type === "SavingsPlanCoveredUsage") return list;
  if (type === "FlatRateSubscription") return unblended;
  return type === "Fee" && text(row, "reservation/ReservationARN") === null ? unblended : 0n;
}

function unusedOf(row: FixtureRow): bigint {
  return (
    (amount(row, "savingsPlan/TotalCommitmentToDate") ?? 0n) -
    (amount(row, "savingsPlan/UsedCommitment") ?? 0n)
  );
}

/** To ten digits, cut towards zero. */
function netUnusedOf(row: FixtureRow): bigint {
  const total = amount(row, "savingsPlan/TotalCommitmentToDate") ?? 0n;
  const net =
    (amount(row, "savingsPlan/NetAmortizedUpfrontCommitmentForBillingPeriod") ?? 0n) +
    (amount(row, "savingsPlan/NetRecurringCommitmentForBillingPeriod") ?? 0n);
  const digits = 10n ** 8n;
  return total === 0n ? 0n : (((net / digits) * (unusedOf(row) / digits)) / (total / digits)) * digits;
}

function dimensionsOf(row: FixtureRow, period: string): Entry["dimensions"] {
  const code = text(row, "lineItem/ProductCode");
  const isMarketplace = text(row, "bill/BillingEntity") === "AWS Marketplace";
  const usageType = text(row, "lineItem/UsageType");
  return {
    billingPeriod: period,
    service: isMarketplace ? (text(row, "product/ProductName") ?? code) : code,
    region: text(row, "product/regionCode") ?? text(row, "product/region"),
    linkedAccount: text(row, "lineItem/UsageAccountId"),
    usageType,
    lineItemType: text(row, "lineItem/LineItemType"),
    resourceId: text(row, "lineItem/ResourceId"),
    pricingUnit: text(row, "pricing/unit"),
    currency: text(row, "lineItem/CurrencyCode"),
    purchaseOption: purchaseOptionOf(row, usageType),
    description: text(row, "lineItem/LineItemDescription"),
    "tag:Team": text(row, "resourceTags/user:Team"),
    "tag:team": text(row, "resourceTags/user:team"),
    "costCategory:Unit": text(row, "costCategory/Unit"),
    "product:operating_system": text(row, "product/operatingSystem"),
  };
}

function purchaseOptionOf(row: FixtureRow, usageType: string | null): string {
  if (text(row, "savingsPlan/SavingsPlanARN") !== null) return "SavingsPlan";
  if (text(row, "reservation/ReservationARN") !== null) return "Reserved";
  return usageType?.includes("Spot") === true ? "Spot" : "OnDemand";
}

function text(row: FixtureRow, name: string): string | null {
  const cell = row[name];
  return typeof cell === "string" && cell !== "" ? cell : null;
}

function amount(row: FixtureRow, name: string): bigint | null {
  const cell = text(row, name);
  return cell === null ? null : parseScaled(cell);
}

function lastDay(period: string): string {
  const [year = 0, month = 1] = period.split("-").map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
