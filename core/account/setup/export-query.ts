/** Columns of a CUR 2.0 export that the app's formulas and screens use. AWS does not take `SELECT *`. */
const CUR2_COLUMNS =
  `bill_bill_type bill_billing_entity bill_billing_period_end_date bill_billing_period_start_date
  bill_invoice_id bill_invoicing_entity bill_payer_account_id bill_payer_account_name cost_category discount
  discount_bundled_discount discount_total_discount identity_line_item_id identity_time_interval
  line_item_availability_zone line_item_blended_cost line_item_blended_rate line_item_currency_code
  line_item_legal_entity line_item_line_item_description line_item_line_item_type line_item_net_unblended_cost
  line_item_net_unblended_rate line_item_normalization_factor line_item_normalized_usage_amount line_item_operation
  line_item_product_code line_item_resource_id line_item_tax_type line_item_unblended_cost line_item_unblended_rate
  line_item_usage_account_id line_item_usage_account_name line_item_usage_amount line_item_usage_end_date
  line_item_usage_start_date line_item_usage_type pricing_currency pricing_lease_contract_length
  pricing_offering_class pricing_public_on_demand_cost pricing_public_on_demand_rate pricing_purchase_option
  pricing_rate_code pricing_rate_id pricing_term pricing_unit product product_from_location
  product_from_region_code product_instance_family product_instance_type product_location product_operation
  product_product_family product_region_code product_servicecode product_sku product_to_location
  product_to_region_code product_usagetype reservation_amortized_upfront_cost_for_usage
  reservation_amortized_upfront_fee_for_billing_period reservation_effective_cost reservation_end_time
  reservation_net_amortized_upfront_cost_for_usage reservation_net_effective_cost
  reservation_net_recurring_fee_for_usage reservation_net_unused_amortized_upfront_fee_for_billing_period
  reservation_net_unused_recurring_fee reservation_number_of_reservations reservation_recurring_fee_for_usage
  reservation_reservation_a_r_n reservation_start_time reservation_subscription_id
  reservation_total_reserved_normalized_units reservation_total_reserved_units
  reservation_unused_amortized_upfront_fee_for_billing_period reservation_unused_normalized_unit_quantity
  reservation_unused_quantity reservation_unused_recurring_fee reservation_upfront_value resource_tags
  savings_plan_amortized_upfront_commitment_for_billing_period savings_plan_end_time
  savings_plan_instance_type_family savings_plan_net_amortized_upfront_commitment_for_billing_period
  savings_plan_net_recurring_commitment_for_billing_period savings_plan_net_savings_plan_effective_cost
  savings_plan_offering_type savings_plan_payment_option savings_plan_purchase_term
  savings_plan_recurring_commitment_for_billing_period savings_plan_region savings_plan_savings_plan_a_r_n
  savings_plan_savings_plan_effective_cost savings_plan_savings_plan_rate savings_plan_start_time
  savings_plan_total_commitment_to_date savings_plan_used_commitment`.split(/\s+/);

const FOCUS_COLUMNS = `AvailabilityZone BilledCost BillingAccountId BillingAccountName BillingCurrency
  BillingPeriodEnd BillingPeriodStart ChargeCategory ChargeClass ChargeDescription ChargeFrequency ChargePeriodEnd
  ChargePeriodStart CommitmentDiscountCategory CommitmentDiscountId CommitmentDiscountName
  CommitmentDiscountStatus CommitmentDiscountType ConsumedQuantity ConsumedUnit ContractedCost ContractedUnitPrice
  EffectiveCost InvoiceIssuerName ListCost ListUnitPrice PricingCategory PricingQuantity PricingUnit ProviderName
  PublisherName RegionId RegionName ResourceId ResourceName ResourceType ServiceCategory ServiceName SkuId SkuPriceId
  SubAccountId SubAccountName Tags x_CostCategories x_Discounts x_Operation x_ServiceCode x_UsageType`.split(
  /\s+/,
);

/** A data export's query and the properties of its table. */
export type ExportQuery = {
  readonly QueryStatement: string;
  readonly TableConfigurations: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

export function exportQuery(kind: "cur2" | "focus"): ExportQuery {
  if (kind === "focus")
    return {
      QueryStatement: `SELECT ${FOCUS_COLUMNS.join(", ")} FROM FOCUS_1_0_AWS`,
      TableConfigurations: {},
    };
  return {
    QueryStatement: `SELECT ${CUR2_COLUMNS.join(", ")} FROM COST_AND_USAGE_REPORT`,
    TableConfigurations: {
      COST_AND_USAGE_REPORT: {
        TIME_GRANULARITY: "HOURLY",
        INCLUDE_RESOURCES: "TRUE",
        INCLUDE_SPLIT_COST_ALLOCATION_DATA: "FALSE",
        INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY: "FALSE",
      },
    },
  };
}
