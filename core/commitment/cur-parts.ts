import { type Columns, decimal, firstOf, instant, NO_DECIMAL, text, ZERO } from "../cost/source/columns.ts";
import { reservationArn, savingsPlanArn } from "../cost/source/cur-metrics.ts";
import { sql, type Sql } from "../sql/sql.ts";
import type { LineItemParts } from "./line-item-parts.ts";

const UNUSED_UPFRONT = "reservation_unused_amortized_upfront_fee_for_billing_period";
const UNUSED_RECURRING = "reservation_unused_recurring_fee";
const COMMITTED = "savings_plan_total_commitment_to_date";
const USED = "savings_plan_used_commitment";

/** Legacy CUR and CUR 2.0. */
export function curParts(columns: Columns): LineItemParts {
  const type = text(columns, "line_item_line_item_type");
  const of = (id: string): Sql => decimal(columns, id);
  return {
    kind: sql`CASE WHEN ${type} LIKE 'SavingsPlan%' THEN 'savingsPlan' WHEN ${type} IN ('DiscountedUsage', 'RIFee') THEN 'reservation' END`,
    role: sql`CASE ${type} WHEN 'SavingsPlanCoveredUsage' THEN 'covered' WHEN 'DiscountedUsage' THEN 'covered'
      WHEN 'SavingsPlanRecurringFee' THEN 'fee' WHEN 'RIFee' THEN 'fee' WHEN 'Usage' THEN 'usage' END`,
    arn: firstOf(savingsPlanArn(columns), reservationArn(columns)),
    offering: firstOf(
      text(columns, "savings_plan_offering_type"),
      sql`CASE WHEN ${type} LIKE 'SavingsPlan%Fee' THEN ${text(columns, "line_item_product_code")} END`,
    ),
    list: of("pricing_public_on_demand_cost"),
    onDemand: of("line_item_unblended_cost"),
    cost: sql`CASE ${type} WHEN 'SavingsPlanCoveredUsage' THEN ${of("savings_plan_savings_plan_effective_cost")}
      WHEN 'DiscountedUsage' THEN ${of("reservation_effective_cost")}
      WHEN 'SavingsPlanRecurringFee' THEN ${of(COMMITTED)} - ${of(USED)}
      WHEN 'RIFee' THEN ${unusedReservation(columns)}
      ELSE ${of("line_item_unblended_cost")} END`,
    committed: of(COMMITTED),
    used: of(USED),
    reservedUnits: firstOf(
      sizeFlexible(columns, "reservation_total_reserved_normalized_units"),
      of("reservation_total_reserved_units"),
    ),
    unusedUnits: firstOf(
      sizeFlexible(columns, "reservation_unused_normalized_unit_quantity"),
      of("reservation_unused_quantity"),
    ),
    usageAmount: of("line_item_usage_amount"),
    normalizedAmount: of("line_item_normalized_usage_amount"),
    usageEnd: instant(columns, "line_item_usage_end_date"),
    term: firstOf(
      text(columns, "savings_plan_purchase_term"),
      text(columns, "pricing_lease_contract_length"),
    ),
    payment: firstOf(text(columns, "savings_plan_payment_option"), text(columns, "pricing_purchase_option")),
    start: firstOf(text(columns, "savings_plan_start_time"), text(columns, "reservation_start_time")),
    end: firstOf(text(columns, "savings_plan_end_time"), text(columns, "reservation_end_time")),
    count: text(columns, "reservation_number_of_reservations"),
  };
}

/** Either part may be missing when reservations of one payment option are all there are. */
function unusedReservation(columns: Columns): Sql {
  const parts = [UNUSED_UPFRONT, UNUSED_RECURRING].filter((id) => columns.has(id));
  if (parts.length === 0) return NO_DECIMAL;
  return parts.reduce<Sql>((sum, id) => sql`${sum} + coalesce(${decimal(columns, id)}, ${ZERO})`, ZERO);
}

/** Normalized units count only where both of the pair are told; else both sides count instances. */
function sizeFlexible(columns: Columns, id: string): Sql {
  const [total, unused] = [
    decimal(columns, "reservation_total_reserved_normalized_units"),
    decimal(columns, "reservation_unused_normalized_unit_quantity"),
  ];
  return sql`CASE WHEN ${total} > 0 AND ${unused} IS NOT NULL THEN ${decimal(columns, id)} END`;
}
