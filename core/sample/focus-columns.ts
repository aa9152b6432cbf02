import type { SampleMonth } from "./calendar.ts";
import type { Cell } from "./column.ts";
import { discountMap } from "./cur2-columns.ts";
import { PLAN_NAMES } from "./commitment.ts";
import type { FocusRow } from "./focus-row.ts";
import { invoiceId } from "./legacy-columns.ts";
import type { TagSet } from "./line-item.ts";
import type { Product } from "./product.ts";
import type { WrittenColumn } from "./report.ts";

/** A column of a FOCUS 1.2 export. */
export type FocusColumn = {
  readonly name: string;
  readonly type: WrittenColumn["parquetType"];
  readonly cell: (row: FocusRow, month: SampleMonth) => Cell;
};

type TextCell = (row: FocusRow, month: SampleMonth) => Cell;

const AWS = "Amazon Web Services, Inc.";
const none: TextCell = () => undefined;
const currencyOf: TextCell = (_row, month) => month.organisation.currency;

/** The 60 columns AWS exports for FOCUS 1.2, in its order. */
export function focusColumns(): readonly FocusColumn[] {
  return [
    ...billing(),
    ...charges(),
    ...commitments(),
    ...costs(),
    ...places(),
    ...skus(),
    ...accounts(),
    ...extras(),
  ];
}

function billing(): readonly FocusColumn[] {
  return [
    text("AvailabilityZone", ({ item }) => item.zone),
    amount("BilledCost", (row) => row.billed),
    text("BillingAccountId", (_row, month) => month.organisation.payer.id),
    text("BillingAccountName", (_row, month) => month.organisation.payer.name),
    text("BillingAccountType", () => "Payer account"),
    text("BillingCurrency", currencyOf),
    instant("BillingPeriodEnd", (_row, month) => month.end),
    instant("BillingPeriodStart", (_row, month) => month.start),
    text("CapacityReservationId", none),
    text("CapacityReservationStatus", none),
  ];
}

function charges(): readonly FocusColumn[] {
  return [
    text("ChargeCategory", (row) => row.chargeCategory),
    text("ChargeClass", (row) => row.chargeClass),
    text("ChargeDescription", (row) => row.item.description),
    text("ChargeFrequency", (row) => row.chargeFrequency),
    instant("ChargePeriodEnd", ({ item }) => item.slot.end),
    instant("ChargePeriodStart", ({ item }) => item.slot.start),
  ];
}

function commitments(): readonly FocusColumn[] {
  return [
    text("CommitmentDiscountCategory", ({ item }) => (item.plan ? "Spend" : item.reservation ? "Usage" : "")),
    text("CommitmentDiscountId", ({ item }) => item.plan?.plan.arn ?? item.reservation?.reservation.arn),
    text("CommitmentDiscountName", none),
    amount("CommitmentDiscountQuantity", (row) =>
      row.status === "" ? undefined : row.item.reservation ? row.item.amount : row.effective,
    ),
    text("CommitmentDiscountType", ({ item }) =>
      item.plan ? PLAN_NAMES[item.plan.plan.kind] : item.reservation ? "Reserved Instance" : "",
    ),
    text("CommitmentDiscountUnit", (row, month) =>
      row.status === "" ? "" : row.item.plan ? month.organisation.currency : "Hrs",
    ),
    text("CommitmentDiscountStatus", (row) => row.status),
  ];
}

function costs(): readonly FocusColumn[] {
  return [
    amount("ConsumedQuantity", consumed),
    text("ConsumedUnit", (row) => (consumed(row) === undefined ? "" : row.item.product.unit)),
    amount("ContractedCost", (row) => row.contracted),
    amount("ContractedUnitPrice", ({ item }) => item.rate),
    amount("EffectiveCost", (row) => row.effective),
    text("InvoiceId", ({ item }, month) => invoiceId(item, month)),
    text("InvoiceIssuerName", ({ item }) => issuer(item.product)),
    amount("ListCost", (row) => row.list),
    amount("ListUnitPrice", ({ item }) =>
      item.publicCost === undefined ? undefined : item.product.publicRate,
    ),
    text("PricingCategory", pricingCategory),
    text("PricingCurrency", currencyOf),
    amount("PricingCurrencyContractedUnitPrice", ({ item }) => item.rate),
    amount("PricingCurrencyEffectiveCost", (row) => row.effective),
    amount("PricingCurrencyListUnitPrice", ({ item }) =>
      item.publicCost === undefined ? undefined : item.product.publicRate,
    ),
    amount("PricingQuantity", ({ item }) => item.amount),
    text("PricingUnit", ({ item }) => item.product.unit),
    text("ProviderName", ({ item }) =>
      item.product.service.isMarketplace === true ? "AWS Marketplace" : "AWS",
    ),
    text("PublisherName", ({ item }) => issuer(item.product)),
  ];
}

function places(): readonly FocusColumn[] {
  return [
    text("RegionId", ({ item }) => item.product.region?.code),
    text("RegionName", ({ item }) => item.product.region?.location),
    text("ResourceId", ({ item }) => item.resourceId),
    text("ResourceName", none),
    text("ResourceType", ({ item }) =>
      item.resourceId === "" ? "" : item.product.attributes["productFamily"],
    ),
    text("ServiceCategory", ({ item }) => item.product.service.focusCategory),
    text("ServiceName", ({ item }) => item.product.service.name),
    text("ServiceSubcategory", ({ item }) => item.product.service.focusSubcategory),
  ];
}

function skus(): readonly FocusColumn[] {
  const details = remembered(priceDetails);
  return [
    text("SkuId", ({ item }) => item.product.sku),
    text("SkuMeter", ({ item }) => item.product.usageType),
    text("SkuPriceId", ({ item }) => (item.product.rateId === "" ? "" : `${item.product.sku}.JRTCKXETXF`)),
    { name: "SkuPriceDetails", type: "map", cell: ({ item }) => details(item.product) },
  ];
}

function accounts(): readonly FocusColumn[] {
  return [
    text("SubAccountId", ({ item }) => item.account.id),
    text("SubAccountName", ({ item }) => item.account.name),
    text("SubAccountType", () => "Linked account"),
  ];
}

function extras(): readonly FocusColumn[] {
  const tags = remembered(tagText);
  return [
    { name: "Tags", type: "map", cell: ({ item }) => tags(item.tags) },
    { name: "x_Discounts", type: "doubleMap", cell: ({ item }, month) => discountMap(item, month) },
    text("x_Operation", ({ item }) => item.product.operation),
    text("x_ServiceCode", ({ item }) => item.product.service.code),
  ];
}

function text(name: string, cell: TextCell): FocusColumn {
  return { name, type: "string", cell };
}

function amount(name: string, cell: (row: FocusRow) => bigint | undefined): FocusColumn {
  return { name, type: "double", cell };
}

/** AWS spells FOCUS instants with milliseconds. */
function instant(name: string, cell: (row: FocusRow, month: SampleMonth) => string): FocusColumn {
  return { name, type: "timestamp", cell: (row, month) => cell(row, month).replace("Z", ".000Z") };
}

/** What was used; charges that are no usage have no quantity. */
export function consumed(row: FocusRow): bigint | undefined {
  return row.chargeCategory === "Usage" && row.status !== "Unused" ? row.item.amount : undefined;
}

function pricingCategory(row: FocusRow): string {
  if (row.status !== "") return "Committed";
  if (row.chargeCategory !== "Usage") return "";
  return row.item.product.publicRate === row.item.product.rate ? "Standard" : "Dynamic";
}

function issuer(product: Product): string {
  return product.service.isMarketplace === true
    ? `${product.service.name.split(" ")[0] ?? ""} Software, Inc.`
    : AWS;
}

function priceDetails(product: Product): string {
  const { instanceType, instanceFamily, operatingSystem, databaseEngine, vcpu } = product.attributes;
  const known = Object.entries({
    InstanceType: instanceType,
    InstanceSeries: instanceFamily,
    OperatingSystem: operatingSystem,
    DatabaseEngine: databaseEngine,
    CoreCount: vcpu,
  }).filter(([, value]) => value !== undefined);
  return JSON.stringify(Object.fromEntries(known));
}

/** Tags people set lose their `user:`; those of AWS keep their prefix, as the specification asks. */
function tagText(tags: TagSet): string {
  return JSON.stringify(
    Object.fromEntries(Object.entries(tags).map(([key, value]) => [key.replace(/^user:/, ""), value])),
  );
}

function remembered<Source>(spell: (source: Source) => string): (source: Source) => string {
  const known = new Map<Source, string>();
  return (source) => {
    const spelled = known.get(source) ?? spell(source);
    known.set(source, spelled);
    return spelled;
  };
}
