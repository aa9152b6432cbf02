import type { ColumnType } from "../../delivery/delivery.ts";

/** Amounts of money or usage: kept exactly, as `DECIMAL(38,18)`. Rates stay text, as AWS types them. */
const DECIMALS = names(`
  line_item_usage_amount line_item_normalization_factor line_item_normalized_usage_amount
  line_item_unblended_cost line_item_blended_cost line_item_net_unblended_cost
  pricing_public_on_demand_cost discount_total_discount discount_bundled_discount
  reservation_amortized_upfront_cost_for_usage reservation_amortized_upfront_fee_for_billing_period
  reservation_effective_cost reservation_recurring_fee_for_usage reservation_upfront_value
  reservation_unused_amortized_upfront_fee_for_billing_period reservation_unused_recurring_fee
  reservation_unused_quantity reservation_unused_normalized_unit_quantity
  reservation_net_amortized_upfront_cost_for_usage reservation_net_amortized_upfront_fee_for_billing_period
  reservation_net_effective_cost reservation_net_recurring_fee_for_usage reservation_net_upfront_value
  reservation_net_unused_amortized_upfront_fee_for_billing_period reservation_net_unused_recurring_fee
  savings_plan_savings_plan_effective_cost savings_plan_net_savings_plan_effective_cost
  savings_plan_total_commitment_to_date savings_plan_used_commitment
  savings_plan_amortized_upfront_commitment_for_billing_period
  savings_plan_recurring_commitment_for_billing_period
  savings_plan_net_amortized_upfront_commitment_for_billing_period
  savings_plan_net_recurring_commitment_for_billing_period
  split_line_item_actual_usage split_line_item_reserved_usage split_line_item_split_usage
  split_line_item_split_usage_ratio split_line_item_split_cost split_line_item_unused_cost
  split_line_item_net_split_cost split_line_item_net_unused_cost
  split_line_item_public_on_demand_split_cost split_line_item_public_on_demand_unused_cost`);

const TIMESTAMPS = names(`
  bill_billing_period_start_date bill_billing_period_end_date
  line_item_usage_start_date line_item_usage_end_date`);

/** Maps of CUR 2.0; JSON text in CSV, native in Parquet. */
const MAPS = names("product resource_tags tags cost_category discount");

const TEXTS = names(`
  identity_line_item_id identity_time_interval
  bill_bill_type bill_billing_entity bill_invoice_id bill_invoicing_entity
  bill_payer_account_id bill_payer_account_name
  line_item_availability_zone line_item_blended_rate line_item_currency_code line_item_legal_entity
  line_item_line_item_description line_item_line_item_type line_item_net_unblended_rate line_item_operation
  line_item_product_code line_item_resource_id line_item_tax_type line_item_unblended_rate
  line_item_usage_account_id line_item_usage_account_name line_item_usage_type line_item_iam_principal
  pricing_currency pricing_lease_contract_length pricing_offering_class pricing_public_on_demand_rate
  pricing_purchase_option pricing_rate_code pricing_rate_id pricing_term pricing_unit`);

/** Groups whose members depend on what an account uses; nothing in them is "unknown". */
const OPEN_GROUPS =
  /^(product|resource_tags|cost_category|discount|reservation|savings_plan|split_line_item|capacity_reservation)_/;

/** Spellings found in the field, and the name they stand for. */
const ALIASES: Readonly<Record<string, string>> = {
  savings_plan_savings_plan_arn: "savings_plan_savings_plan_a_r_n",
  reservation_reservation_arn: "reservation_reservation_a_r_n",
  line_item_line_item_line_item_type: "line_item_line_item_type",
};

/** The one name of a column of legacy CUR and CUR 2.0, whatever its spelling in the file. */
export function curColumnName(normalized: string): string {
  return ALIASES[normalized] ?? normalized;
}

/** How a column of the cur family is stored. */
export function curColumnType(id: string): ColumnType {
  if (DECIMALS.has(id)) return "decimal";
  if (TIMESTAMPS.has(id)) return "timestamp";
  return MAPS.has(id) ? "map" : "text";
}

export function isKnownCurColumn(id: string): boolean {
  return curColumnType(id) !== "text" || TEXTS.has(id) || OPEN_GROUPS.test(id);
}

/** Columns that only a CUR 2.0 Data Export has. */
export const CUR2_ONLY: ReadonlySet<string> = new Set([
  ...MAPS,
  "bill_payer_account_name",
  "line_item_usage_account_name",
]);

function names(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter((name) => name !== ""));
}
