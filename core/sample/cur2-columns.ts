import { athenaName, itemColumn, monthColumn, type Cell, type Column } from "./column.ts";
import { fixedText } from "./amount.ts";
import type { SampleMonth } from "./calendar.ts";
import { discountOf, legacyColumns } from "./legacy-columns.ts";
import type { LineItem, TagSet } from "./line-item.ts";
import type { Account } from "./organisation.ts";
import type { Product } from "./product.ts";
import type { WrittenColumn } from "./report.ts";

/** Columns of the CUR 2.0 table, each group in the order of its names; maps and account names are new in 2.0. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  bill: [
    "bill_type",
    "billing_entity",
    "billing_period_end_date",
    "billing_period_start_date",
    "invoice_id",
    "invoicing_entity",
    "payer_account_id",
    "payer_account_name",
  ],
  discount: ["bundled_discount", "total_discount"],
  identity: ["line_item_id", "time_interval"],
  line_item: [
    "availability_zone",
    "blended_cost",
    "blended_rate",
    "currency_code",
    "legal_entity",
    "line_item_description",
    "line_item_type",
    "net_unblended_cost",
    "net_unblended_rate",
    "normalization_factor",
    "normalized_usage_amount",
    "operation",
    "product_code",
    "resource_id",
    "tax_type",
    "unblended_cost",
    "unblended_rate",
    "usage_account_id",
    "usage_account_name",
    "usage_amount",
    "usage_end_date",
    "usage_start_date",
    "usage_type",
  ],
  pricing: [
    "currency",
    "lease_contract_length",
    "offering_class",
    "public_on_demand_cost",
    "public_on_demand_rate",
    "purchase_option",
    "rate_code",
    "rate_id",
    "term",
    "unit",
  ],
  product: [
    "comment",
    "fee_code",
    "fee_description",
    "from_location",
    "from_location_type",
    "from_region_code",
    "instance_family",
    "instance_type",
    "instancesku",
    "location",
    "location_type",
    "operation",
    "pricing_unit",
    "product_family",
    "region_code",
    "servicecode",
    "sku",
    "to_location",
    "to_location_type",
    "to_region_code",
    "usagetype",
  ],
};
/** Groups that legacy reports spell alike. */
const SAME_GROUPS = ["reservation", "savings_plan", "split_line_item"];
const MAP_NAMES = ["cost_category", "discount", "product", "resource_tags", "tags"];

/** The columns of a CUR 2.0 export: fixed, whatever the month holds; split cost allocation data has to be asked for. */
export function cur2Columns(splitCosts: boolean): readonly Column[] {
  const shape = { monthIndex: 0, monthCount: 1, wide: false, splitCosts, discounts: true };
  const legacy = new Map(legacyColumns(shape).map((column) => [athenaName(column.name), column]));
  const rest = [...legacy.keys()].filter((name) => SAME_GROUPS.some((group) => name.startsWith(`${group}_`)));
  const fixed = Object.entries(NAMES).flatMap(([group, names]) => names.map((name) => `${group}_${name}`));
  const own = new Map(ownColumns().map((column) => [column.name, column]));
  return [...new Set([...fixed, ...rest, ...MAP_NAMES])].toSorted().map((name) => {
    const source = own.get(name) ?? legacy.get(name) ?? monthColumn(name, "String", () => undefined);
    return { ...source, name };
  });
}

/** Parquet type of a CUR 2.0 column. */
export function cur2ParquetType(column: Column): WrittenColumn["parquetType"] {
  if (column.name === "discount") return "doubleMap";
  if (MAP_NAMES.includes(column.name)) return "map";
  if (column.type === "BigDecimal" || column.type === "OptionalBigDecimal") return "double";
  return column.type === "DateTime" ? "timestamp" : "string";
}

/** What legacy reports do not have. */
function ownColumns(): readonly Column[] {
  return [
    monthColumn("bill_payer_account_name", "String", (month) => month.organisation.payer.name),
    { name: "line_item_usage_account_name", type: "String", of: "account", cell: (account) => account.name },
    { name: "product", type: "String", of: "product", cell: productMap },
    { name: "resource_tags", type: "String", of: "tags", cell: resourceTagMap },
    { ...itemColumn("tags", "String", tagMap()), isFreeText: true },
    { name: "cost_category", type: "String", of: "account", cell: costCategoryMap },
    { ...itemColumn("discount", "String", discountMap), isFreeText: true },
    itemColumn("discount_total_discount", "OptionalBigDecimal", (item, month) =>
      month.hasDiscountColumns ? discountOf(item) : undefined,
    ),
  ];
}

/** Kinds of discounts and what they take off the row; empty where they are rows of their own. */
export function discountMap(item: LineItem, month: SampleMonth): string {
  const discount = month.hasDiscountColumns ? discountOf(item) : undefined;
  return discount === undefined ? "{}" : `{"EdpDiscount":${fixedText(discount)}}`;
}

/** Every attribute that has no column of its own. */
function productMap(product: Product): Cell {
  const promoted = new Set(NAMES["product"]);
  const entries = Object.entries(product.attributes)
    .map(([key, value]) => [athenaName(key), value] as const)
    .filter(([key, value]) => !promoted.has(key) && value !== "");
  return JSON.stringify(Object.fromEntries(entries));
}

function resourceTagMap(tags: TagSet): Cell {
  return JSON.stringify(
    Object.fromEntries(Object.entries(tags).map(([key, value]) => [athenaName(key), value])),
  );
}

/** The newer map: the same tags in their original spelling, beside the cost categories. */
function tagMap(): (item: LineItem) => Cell {
  const known = new Map<TagSet, Map<string, string>>();
  return ({ tags, account }) => {
    const byUnit = known.get(tags) ?? new Map<string, string>();
    known.set(tags, byUnit);
    const text = byUnit.get(account.businessUnit) ?? tagMapText(tags, account);
    byUnit.set(account.businessUnit, text);
    return text;
  };
}

function tagMapText(tags: TagSet, account: Account): string {
  const own = Object.entries(tags).map(([key, value]) => [`resourceTags/${key}`, value]);
  return JSON.stringify(Object.fromEntries([...own, ["costCategory/Business Unit", account.businessUnit]]));
}

function costCategoryMap(account: Account): Cell {
  return JSON.stringify({ business_unit: account.businessUnit });
}
