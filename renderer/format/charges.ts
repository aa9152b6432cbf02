import type { ChargeGrouping, ChargeKind } from "#core/charges/charge-kind.ts";
import { CHARGE_CATEGORIES, type ChargeCategory } from "#core/charges/transfer-category.ts";
import { compare, type Decimal } from "#core/money/decimal.ts";
import { dimensionName, NO_VALUE, valueName, valueTitle } from "./dimensions.ts";
import { chargeCategoryName, chargeKindName } from "#core/format/charges.ts";
import { numericText } from "#core/format/numeric.ts";
import { UNKNOWN } from "#core/format/unknown.ts";

type KindWording = {
  readonly name: string;
  readonly total: string;
  /** What is counted, and what is not. */
  readonly explanation: string;
  readonly nothing: string;
};

const KINDS: Readonly<Record<ChargeKind, Omit<KindWording, "name">>> = {
  dataTransfer: {
    total: "Data transfer",
    explanation:
      "Usage that moves bytes, each line item in one category. Discounts, credits and tax on it are not part of it.",
    nothing: "No line item of this period moves bytes.",
  },
  networkServices: {
    total: "Network services",
    explanation:
      "What runs by the hour or the request beside data transfer; it is not part of the total above.",
    nothing: "No gateway, endpoint, load balancer or public address was charged in this period.",
  },
  marketplace: {
    total: "Marketplace",
    explanation: "What AWS Marketplace bills for sellers. Tax, credits and refunds are in their own views.",
    nothing:
      "AWS Marketplace billed nothing in this period. FOCUS files may name AWS as the provider of everything; then Marketplace charges cannot be told in them.",
  },
  support: {
    total: "AWS Support",
    explanation: "Charges of the AWS Support plans. Tax, credits and refunds are in their own views.",
    nothing: "No AWS Support plan was charged in this period.",
  },
  tax: {
    total: "Tax",
    explanation: "All tax line items, Marketplace included.",
    nothing: "No tax was charged in this period.",
  },
  credits: {
    total: "Credits",
    explanation:
      "All months the workspace holds. A bill tells what a credit paid, never what was granted; enter that to see what is left.",
    nothing: "No credit was used in the months the workspace holds.",
  },
  refunds: {
    total: "Refunds",
    explanation: "Amounts AWS paid back, service level credits and corrections included.",
    nothing: "Nothing was refunded in this period.",
  },
};

const CATEGORY_NOTES: Readonly<Partial<Record<ChargeCategory, string>>> = {
  interZone:
    "AWS bills traffic between Availability Zones on both sides, so a gigabyte that crosses once is counted as two: one in, one out.",
  natGateway:
    "Data processed by NAT gateways. The same bytes are billed again as they leave for the internet.",
  transitGateway: "Data processed by transit gateways. The same bytes may be billed again between regions.",
};

const COMPOSED = { category: "Category", regionPair: "Region pair", usage: "Usage type" } as const;
const DIMENSIONS: Readonly<Partial<Record<ChargeGrouping, string>>> = {
  legalEntity: "Seller",
  description: "Credit",
};

export function chargeKindWords(kind: ChargeKind): KindWording {
  return { name: chargeKindName(kind), ...KINDS[kind] };
}

/** What is peculiar to how a category is billed; null for most. */
export function chargeCategoryNote(category: ChargeCategory): string | null {
  return CATEGORY_NOTES[category] ?? null;
}

export function chargeGroupingName(kind: ChargeKind, grouping: ChargeGrouping): string {
  if (kind === "tax" && grouping === "legalEntity") return "Legal entity";
  if (kind === "marketplace" && grouping === "service") return "Product";
  if (kind === "support" && grouping === "service") return "Plan";
  if (kind === "refunds" && grouping === "description") return "Description";
  if (grouping === "category" || grouping === "regionPair" || grouping === "usage") return COMPOSED[grouping];
  return DIMENSIONS[grouping] ?? dimensionName(grouping);
}

type Keyed = {
  readonly key: readonly (string | null)[];
  readonly labels: readonly (string | null)[];
};

/** What a group of a view is called. */
export function chargeGroupName(grouping: ChargeGrouping, { key, labels }: Keyed): string {
  const [first = null, second = null, third = null] = key;
  if (grouping === "category")
    return CHARGE_CATEGORIES.filter((id) => id === first).map(chargeCategoryName)[0] ?? NO_VALUE;
  if (grouping === "regionPair") return `${first ?? "unknown"} → ${second ?? "region not named"}`;
  if (grouping === "usage") return [second ?? NO_VALUE, ...(third === null ? [] : [third])].join(" · ");
  return valueName(grouping, first, labels[0] ?? null);
}

/** The name with the exact values behind it. */
export function chargeGroupTitle(grouping: ChargeGrouping, group: Keyed): string {
  if (grouping === "category" || grouping === "regionPair") return chargeGroupName(grouping, group);
  if (grouping === "usage")
    return `${valueTitle("service", group.key[0] ?? null, group.labels[0] ?? null)} · ${chargeGroupName(grouping, group)}`;
  return valueTitle(grouping, group.key[0] ?? null, group.labels[0] ?? null);
}

/** Gigabytes as AWS bills them: `12,345.7 GB`. */
export function volumeText(locale: string, gigabytes: Decimal | null): string {
  if (gigabytes === null) return UNKNOWN;
  const maximumFractionDigits = compare(gigabytes, "10.0") < 0 ? 4 : 1;
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits }).format(numericText(gigabytes))} GB`;
}

/** Money for a gigabyte, to a hundredth of a cent: `$0.0850`. */
export function rateText(locale: string, rate: Decimal | null, currency: string | null): string {
  if (rate === null) return UNKNOWN;
  const digits = { minimumFractionDigits: 4, maximumFractionDigits: 4 };
  const style = currency === null ? {} : ({ style: "currency", currency } as const);
  return new Intl.NumberFormat(locale, { ...style, ...digits }).format(numericText(rate));
}
