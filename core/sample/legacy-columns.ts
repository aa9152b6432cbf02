import type { SampleMonth } from "./calendar.ts";
import {
  accountColumn,
  itemColumn,
  monthColumn,
  planColumn,
  productColumn,
  reservationColumn,
  splitColumn,
  type Column,
} from "./column.ts";
import { CONTAINER_TAG_KEYS } from "./containers.ts";
import { discountOn } from "./ledger.ts";
import type { LineItem } from "./line-item.ts";
import type { Product } from "./product.ts";
import { seedOf } from "./random.ts";
import { LATE_TAG, TAG_KEYS } from "./tagging.ts";

const SELLER = "Amazon Web Services, Inc.";
const MARKETPLACE = "AWS Marketplace";
const COST_CATEGORY = "Business Unit";
/** Tags and cost categories were set up a few months in; older months have no column for them. */
const SET_UP_MONTH = 3;

/** `product/...` columns the sample's services fill. */
const PRODUCT_KEYS = [
  "ProductName",
  "availability",
  "cacheEngine",
  "capacitystatus",
  "computeFamily",
  "computeType",
  "cputype",
  "currentGeneration",
  "databaseEngine",
  "deploymentOption",
  "durability",
  "endpointType",
  "engineCode",
  "feature",
  "fromLocation",
  "fromLocationType",
  "fromRegionCode",
  "group",
  "groupDescription",
  "instanceFamily",
  "instanceType",
  "instanceTypeFamily",
  "licenseModel",
  "location",
  "locationType",
  "marketoption",
  "memory",
  "messageDeliveryFrequency",
  "model",
  "normalizationSizeFactor",
  "operatingSystem",
  "operation",
  "preInstalledSw",
  "productFamily",
  "provider",
  "queueType",
  "region",
  "regionCode",
  "requestType",
  "servicecode",
  "servicename",
  "sku",
  "storage",
  "storageClass",
  "storageMedia",
  "tenancy",
  "toLocation",
  "toLocationType",
  "toRegionCode",
  "transferType",
  "usagetype",
  "vcpu",
  "volumeApiName",
  "volumeType",
] as const;

/** Those a wide report keeps. */
const MAIN_PRODUCT_KEYS = [
  "ProductName",
  "databaseEngine",
  "group",
  "instanceFamily",
  "instanceType",
  "location",
  "operatingSystem",
  "operation",
  "productFamily",
  "region",
  "regionCode",
  "servicecode",
  "sku",
  "storageClass",
  "transferType",
  "usagetype",
  "volumeType",
];

/** Real `product/...` columns of services the sample does not use: wide reports carry dozens of them, wholly empty. */
const EMPTY_PRODUCT_KEYS = [
  "accessType",
  "alarmType",
  "apiType",
  "architecturalReview",
  "attachmentType",
  "bundle",
  "category",
  "channel",
  "clockSpeed",
  "contentType",
  "dataTransferQuota",
  "databaseEdition",
  "dedicatedEbsThroughput",
  "directorySize",
  "ecu",
  "edition",
  "enhancedNetworkingSupported",
  "eventType",
  "executionFrequency",
  "findingGroup",
  "freeTier",
  "georegioncode",
  "gpu",
  "gpuMemory",
  "includedServices",
  "intelAvxAvailable",
  "launchSupport",
  "license",
  "lineType",
  "mailboxStorage",
  "maxThroughputvolume",
  "meteringType",
  "opsItems",
  "origin",
  "parameterType",
  "physicalCpu",
  "portSpeed",
  "routingTarget",
  "routingType",
  "standardGroup",
  "tiertype",
  "version",
];

const IDENTITY_AND_BILL: readonly Column[] = [
  itemColumn("identity/LineItemId", "String", (item) => item.id),
  itemColumn("identity/TimeInterval", "Interval", (item) => item.slot.interval),
  itemColumn("bill/InvoiceId", "String", invoiceId),
  productColumn("bill/InvoicingEntity", invoicingEntity),
  productColumn("bill/BillingEntity", (product) =>
    product.service.isMarketplace === true ? MARKETPLACE : "AWS",
  ),
  itemColumn("bill/BillType", "String", (item) => item.billType),
  monthColumn("bill/PayerAccountId", "String", (month) => month.organisation.payer.id),
  monthColumn("bill/BillingPeriodStartDate", "DateTime", (month) => month.start),
  monthColumn("bill/BillingPeriodEndDate", "DateTime", (month) => month.end),
];

const LINE_ITEM: readonly Column[] = [
  accountColumn("lineItem/UsageAccountId", (account) => account.id),
  itemColumn("lineItem/LineItemType", "String", (item) => item.type),
  itemColumn("lineItem/UsageStartDate", "DateTime", (item) => item.slot.start),
  itemColumn("lineItem/UsageEndDate", "DateTime", (item) => item.slot.end),
  productColumn("lineItem/ProductCode", (product) => product.service.code),
  productColumn("lineItem/UsageType", (product) => product.usageType),
  productColumn("lineItem/Operation", (product) => product.operation),
  itemColumn("lineItem/AvailabilityZone", "String", (item) => item.zone),
  itemColumn("lineItem/ResourceId", "String", (item) => item.resourceId),
  itemColumn("lineItem/UsageAmount", "BigDecimal", (item) => item.amount),
  itemColumn("lineItem/NormalizationFactor", "OptionalBigDecimal", normalizationFactor),
  itemColumn("lineItem/NormalizedUsageAmount", "OptionalBigDecimal", normalizedAmount),
  monthColumn("lineItem/CurrencyCode", "String", currencyOf),
  itemColumn("lineItem/UnblendedRate", "String", (item) => item.rate),
  itemColumn("lineItem/UnblendedCost", "BigDecimal", (item) => item.unblended),
  itemColumn("lineItem/BlendedRate", "String", blendedRate),
  itemColumn("lineItem/BlendedCost", "BigDecimal", (item) => item.blended),
  {
    name: "lineItem/LineItemDescription",
    type: "String",
    of: "item",
    cell: (item) => item.description,
    isFreeText: true,
  },
  itemColumn("lineItem/TaxType", "String", (item) => item.taxType),
  itemColumn("lineItem/NetUnblendedRate", "OptionalString", netRate),
  itemColumn("lineItem/NetUnblendedCost", "OptionalBigDecimal", (item) => item.netUnblended),
  productColumn("lineItem/LegalEntity", invoicingEntity),
];

const PRICING: readonly Column[] = [
  reservationColumn("pricing/LeaseContractLength", "String", (part) => part.reservation.term),
  reservationColumn("pricing/OfferingClass", "String", () => "standard"),
  reservationColumn("pricing/PurchaseOption", "String", (part) => part.reservation.paymentOption),
  productColumn("pricing/RateCode", (product) =>
    product.rateId === "" ? "" : `${product.sku}.JRTCKXETXF.6YS6EN2CT7`,
  ),
  productColumn("pricing/RateId", (product) => product.rateId),
  monthColumn("pricing/currency", "String", currencyOf),
  itemColumn("pricing/publicOnDemandCost", "BigDecimal", (item) => item.publicCost),
  itemColumn("pricing/publicOnDemandRate", "String", (item) =>
    item.publicCost === undefined ? undefined : item.product.publicRate,
  ),
  itemColumn("pricing/term", "String", pricingTerm),
  productColumn("pricing/unit", (product) => product.unit),
];

const RESERVATION: readonly Column[] = [
  reservationColumn(
    "reservation/AmortizedUpfrontCostForUsage",
    "OptionalBigDecimal",
    (part) => part.amortizedUpfrontForUsage,
  ),
  reservationColumn(
    "reservation/AmortizedUpfrontFeeForBillingPeriod",
    "OptionalBigDecimal",
    (part) => part.amortizedUpfrontForPeriod,
  ),
  reservationColumn("reservation/EffectiveCost", "OptionalBigDecimal", (part) => part.effectiveCost),
  reservationColumn("reservation/EndTime", "OptionalString", (part) =>
    part.reservation.end.replace("Z", ".000Z"),
  ),
  reservationColumn("reservation/ModificationStatus", "OptionalString", () => "Original"),
  reservationColumn(
    "reservation/NetAmortizedUpfrontCostForUsage",
    "OptionalBigDecimal",
    (part) => part.netAmortizedUpfrontForUsage,
  ),
  reservationColumn(
    "reservation/NetAmortizedUpfrontFeeForBillingPeriod",
    "OptionalBigDecimal",
    (part) => part.netAmortizedUpfrontForPeriod,
  ),
  reservationColumn("reservation/NetEffectiveCost", "OptionalBigDecimal", (part) => part.netEffectiveCost),
  reservationColumn(
    "reservation/NetRecurringFeeForUsage",
    "OptionalBigDecimal",
    (part) => part.netRecurringForUsage,
  ),
  reservationColumn(
    "reservation/NetUnusedAmortizedUpfrontFeeForBillingPeriod",
    "OptionalBigDecimal",
    (part) => part.netUnusedAmortizedUpfront,
  ),
  reservationColumn(
    "reservation/NetUnusedRecurringFee",
    "OptionalBigDecimal",
    (part) => part.netUnusedRecurring,
  ),
  reservationColumn("reservation/NetUpfrontValue", "OptionalBigDecimal", (part) => part.netUpfrontValue),
  reservationColumn(
    "reservation/NormalizedUnitsPerReservation",
    "String",
    (part) => part.reservation.product.normalization,
  ),
  reservationColumn("reservation/NumberOfReservations", "String", (part) => String(part.reservation.units)),
  reservationColumn(
    "reservation/RecurringFeeForUsage",
    "OptionalBigDecimal",
    (part) => part.recurringForUsage,
  ),
  reservationColumn("reservation/ReservationARN", "String", (part) => part.reservation.arn),
  reservationColumn("reservation/StartTime", "OptionalString", (part) =>
    part.reservation.start.replace("Z", ".000Z"),
  ),
  reservationColumn("reservation/SubscriptionId", "String", (part) => part.reservation.subscriptionId),
  reservationColumn("reservation/TotalReservedNormalizedUnits", "String", (part) =>
    normalizedUnits(part.reservation.product, part.totalUnitHours),
  ),
  reservationColumn("reservation/TotalReservedUnits", "String", (part) => part.totalUnitHours),
  reservationColumn("reservation/UnitsPerReservation", "String", () => "1"),
  reservationColumn(
    "reservation/UnusedAmortizedUpfrontFeeForBillingPeriod",
    "OptionalBigDecimal",
    (part) => part.unusedAmortizedUpfront,
  ),
  reservationColumn("reservation/UnusedNormalizedUnitQuantity", "OptionalBigDecimal", (part) =>
    normalizedUnits(part.reservation.product, part.unusedHours),
  ),
  reservationColumn("reservation/UnusedQuantity", "OptionalBigDecimal", (part) => part.unusedHours),
  reservationColumn("reservation/UnusedRecurringFee", "OptionalBigDecimal", (part) => part.unusedRecurring),
  reservationColumn("reservation/UpfrontValue", "OptionalBigDecimal", (part) => part.upfrontValue),
];

const SAVINGS_PLAN: readonly Column[] = [
  planColumn("TotalCommitmentToDate", "OptionalBigDecimal", (part) => part.totalCommitment),
  planColumn("SavingsPlanARN", "OptionalString", (part) => part.plan.arn),
  planColumn("SavingsPlanRate", "OptionalBigDecimal", (part) => part.rate),
  planColumn("UsedCommitment", "OptionalBigDecimal", (part) => part.usedCommitment),
  planColumn("SavingsPlanEffectiveCost", "OptionalBigDecimal", (part) => part.effectiveCost),
  planColumn(
    "AmortizedUpfrontCommitmentForBillingPeriod",
    "OptionalBigDecimal",
    (part) => part.amortizedUpfront,
  ),
  planColumn("RecurringCommitmentForBillingPeriod", "OptionalBigDecimal", (part) => part.recurring),
  planColumn("NetSavingsPlanEffectiveCost", "OptionalBigDecimal", (part) => part.netEffectiveCost),
  planColumn(
    "NetAmortizedUpfrontCommitmentForBillingPeriod",
    "OptionalBigDecimal",
    (part) => part.netAmortizedUpfront,
  ),
  planColumn("NetRecurringCommitmentForBillingPeriod", "OptionalBigDecimal", (part) => part.netRecurring),
  planColumn("Region", "String", (part) => part.plan.place?.region.code ?? "global"),
  planColumn("PurchaseTerm", "String", (part) => part.plan.term),
  planColumn("PaymentOption", "String", (part) => part.plan.paymentOption),
  planColumn("EndTime", "String", (part) => part.plan.end.replace("Z", ".000Z")),
  planColumn("StartTime", "String", (part) => part.plan.start.replace("Z", ".000Z")),
  planColumn("OfferingType", "String", (part) => part.plan.kind),
  planColumn("InstanceTypeFamily", "String", (part) => part.plan.place?.family),
];

const TAGS: readonly Column[] = TAG_KEYS.map(tagColumn);

const CONTAINER_TAGS: readonly Column[] = CONTAINER_TAG_KEYS.map(tagColumn);

const COST_CATEGORIES: readonly Column[] = [
  accountColumn(`costCategory/${COST_CATEGORY}`, (account) => account.businessUnit),
];

/** Columns of split cost allocation data; only reports that ask for it have them. */
const SPLIT: readonly Column[] = [
  splitColumn("ParentResourceId", "OptionalString", (part) => part.parentResourceId),
  splitColumn("ReservedUsage", "OptionalBigDecimal", (part) => part.reservedUsage),
  splitColumn("ActualUsage", "OptionalBigDecimal", (part) => part.actualUsage),
  splitColumn("SplitUsage", "OptionalBigDecimal", (part) => part.splitUsage),
  splitColumn("SplitUsageRatio", "OptionalBigDecimal", (part) => part.splitUsageRatio),
  splitColumn("SplitCost", "OptionalBigDecimal", (part) => part.splitCost),
  splitColumn("UnusedCost", "OptionalBigDecimal", (part) => part.unusedCost),
  splitColumn("NetSplitCost", "OptionalBigDecimal", (part) => part.netSplitCost),
  splitColumn("NetUnusedCost", "OptionalBigDecimal", (part) => part.netUnusedCost),
  splitColumn("PublicOnDemandSplitCost", "OptionalBigDecimal", (part) => part.publicSplitCost),
  splitColumn("PublicOnDemandUnusedCost", "OptionalBigDecimal", (part) => part.publicUnusedCost),
];

/** The private discount, where it has no rows of its own. */
const DISCOUNTS: readonly Column[] = [
  itemColumn("discount/EdpDiscount", "OptionalBigDecimal", discountOf),
  itemColumn("discount/TotalDiscount", "OptionalBigDecimal", discountOf),
];

/** What decides which columns a report has. */
export type LegacyShape = {
  readonly monthIndex: number;
  readonly monthCount: number;
  /** Columns that stay empty, up to 150. */
  readonly wide: boolean;
  readonly splitCosts: boolean;
  readonly discounts: boolean;
};

/**
 * Columns of one month's report. AWS lists what a month needs, so tags and cost categories appear with the month they
 * were set up in.
 */
export function legacyColumns({
  monthIndex,
  monthCount,
  wide,
  splitCosts,
  discounts,
}: LegacyShape): readonly Column[] {
  const isSetUp = monthCount <= SET_UP_MONTH || monthIndex >= SET_UP_MONTH;
  const keys: readonly string[] = wide ? [...MAIN_PRODUCT_KEYS, ...EMPTY_PRODUCT_KEYS] : PRODUCT_KEYS;
  return [
    ...IDENTITY_AND_BILL,
    ...LINE_ITEM,
    ...keys.toSorted(byCode).map(attributeColumn),
    ...PRICING,
    ...RESERVATION,
    ...SAVINGS_PLAN,
    ...(discounts ? DISCOUNTS : []),
    ...(splitCosts ? [...SPLIT, ...CONTAINER_TAGS] : []),
    ...TAGS.filter((column) => isSetUp || column.name !== `resourceTags/${LATE_TAG}`),
    ...(isSetUp ? COST_CATEGORIES : []),
  ];
}

function tagColumn(key: string): Column {
  return { name: `resourceTags/${key}`, type: "String", of: "tags", cell: (tags) => tags[key] };
}

function currencyOf({ organisation }: SampleMonth): string {
  return organisation.currency;
}

function attributeColumn(key: string): Column {
  return productColumn(`product/${key}`, (product) => product.attributes[key]);
}

function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What a discount takes off a row, negative as AWS writes it; blank where nothing is taken off. */
export function discountOf({ netUnblended, unblended }: LineItem): bigint | undefined {
  return netUnblended === unblended ? undefined : netUnblended - unblended;
}

/** Blank until the month is invoiced; a purchase has its own invoice at once. */
export function invoiceId(item: LineItem, month: SampleMonth): string {
  if (!month.isInvoiced && item.billType !== "Purchase") return "";
  const entity = item.product.service.isMarketplace === true ? item.product.service.code : "AWS";
  const purchase = item.billType === "Anniversary" ? "" : `${item.billType}${item.slot.date}`;
  return String(1_200_000_000 + (seedOf(`${month.billingPeriod}|${entity}|${purchase}`) % 800_000_000));
}

function invoicingEntity(product: Product): string {
  if (product.service.isMarketplace !== true) return SELLER;
  return `${product.service.name.split(" ")[0] ?? ""} Software, Inc.`;
}

function normalizationFactor(item: LineItem): string | undefined {
  return item.isUsage && item.product.normalization !== "" ? item.product.normalization : undefined;
}

function normalizedAmount(item: LineItem): bigint | undefined {
  return item.isUsage ? normalizedUnits(item.product, item.amount) : undefined;
}

function normalizedUnits(product: Product, amount: bigint | undefined): bigint | undefined {
  return product.normalization === "" || amount === undefined
    ? undefined
    : amount * BigInt(product.normalization);
}

/** The blended rate is what the blended cost is per unit; only reservations make it differ. */
function blendedRate(item: LineItem): bigint | undefined {
  if (item.type !== "DiscountedUsage") return item.rate;
  return item.reservation?.reservation.recurringPerHour;
}

function netRate(item: LineItem): bigint | undefined {
  return item.rate === undefined ? undefined : item.rate - discountOn(item.product.service, item.rate);
}

function pricingTerm(item: LineItem): string {
  if (item.reservation !== undefined) return "Reserved";
  return item.isUsage ? "OnDemand" : "";
}
