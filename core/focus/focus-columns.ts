import type { ColumnType } from "../delivery/delivery.ts";

const DECIMALS = names(`
  billed_cost contracted_cost contracted_unit_price consumed_quantity effective_cost list_cost list_unit_price
  pricing_quantity commitment_discount_quantity pricing_currency_contracted_unit_price
  pricing_currency_effective_cost pricing_currency_list_unit_price`);

const TIMESTAMPS = names("billing_period_start billing_period_end charge_period_start charge_period_end");

const MAPS = names("tags sku_price_details x_discounts x_cost_categories");

const TEXTS = names(`
  availability_zone billing_account_id billing_account_name billing_account_type billing_currency
  capacity_reservation_id capacity_reservation_status charge_category charge_class charge_description
  charge_frequency commitment_discount_category commitment_discount_id commitment_discount_name
  commitment_discount_status commitment_discount_type commitment_discount_unit consumed_unit invoice_id
  invoice_issuer_name pricing_category pricing_currency pricing_unit provider_name publisher_name region_id
  region_name resource_id resource_name resource_type service_category service_name service_subcategory sku_id
  sku_meter sku_price_id sub_account_id sub_account_name sub_account_type`);

/** How a column of FOCUS 1.0 to 1.2 is stored; ids are the specification's names in snake case. */
export function focusColumnType(id: string): ColumnType {
  if (DECIMALS.has(id)) return "decimal";
  if (TIMESTAMPS.has(id)) return "timestamp";
  return MAPS.has(id) ? "map" : "text";
}

export function isKnownFocusColumn(id: string): boolean {
  return focusColumnType(id) !== "text" || TEXTS.has(id) || id.startsWith("x_");
}

const OF_AWS = names(`
  x_cost_categories x_discounts x_operation x_service_code x_usage_type`);

/** Ids by their name without underscores: a catalogue keeps `BilledCost` as `billedcost`. */
const BY_LOWER_NAME: ReadonlyMap<string, string> = new Map(
  [DECIMALS, TIMESTAMPS, MAPS, TEXTS, OF_AWS].flatMap((ids) =>
    [...ids].map((id) => [id.replace(/(?<!^x)_/g, ""), id] as const),
  ),
);

/** The id of a column whose name has lost its capitals: `billedcost`, `x_servicecode`; null for others. */
export function focusIdOfLowerName(name: string): string | null {
  return BY_LOWER_NAME.get(name) ?? null;
}

function names(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter((name) => name !== ""));
}
