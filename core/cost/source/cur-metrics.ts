import { beginsAlike, cast, productOver } from "../../sql/dialect.ts";
import { join, literal, raw, sql, type Sql } from "../../sql/sql.ts";
import type { MetricId } from "../metric/metric-id.ts";
import { type Columns, decimal, decimalOrZero, firstOf, text, ZERO } from "./columns.ts";
import {
  amortizedFormula,
  blendedFormula,
  netAmortizedFormula,
  netUnblendedFormula,
  onDemandFormula,
  unblendedFormula,
  USAGE_TYPES,
  usageFormula,
} from "./cur-formulas.ts";
import type { MetricSource } from "./family.ts";

const TYPE = "line_item_line_item_type";
const UNBLENDED = "line_item_unblended_cost";
const NET_UNBLENDED = "line_item_net_unblended_cost";
const LIST = "pricing_public_on_demand_cost";
const AMOUNT = "line_item_usage_amount";

/** Metrics of legacy CUR and CUR 2.0, per line-item type. */
export const CUR_METRICS: Readonly<Record<MetricId, MetricSource>> = {
  unblended: { needs: [UNBLENDED], amount: unblended, formula: unblendedFormula },
  blended: {
    needs: ["line_item_blended_cost"],
    amount: (columns) => decimalOrZero(columns, "line_item_blended_cost"),
    formula: blendedFormula,
  },
  amortized: { needs: [UNBLENDED, TYPE], amount: amortized, formula: amortizedFormula },
  netUnblended: { needs: [NET_UNBLENDED], amount: netUnblended, formula: netUnblendedFormula },
  netAmortized: { needs: [NET_UNBLENDED, TYPE], amount: netAmortized, formula: netAmortizedFormula },
  onDemandEquivalent: { needs: [LIST, TYPE], amount: onDemandEquivalent, formula: onDemandFormula },
  usageAmount: {
    needs: [AMOUNT, TYPE],
    amount: (columns) =>
      sql`CASE WHEN ${typeOf(columns)} IN (${join(USAGE_TYPES.map(literal))}) THEN ${decimal(columns, AMOUNT)} END`,
    formula: usageFormula,
  },
};

function typeOf(columns: Columns): Sql {
  return text(columns, TYPE);
}

/** `lineItem/UnblendedCost` */
function unblended(columns: Columns): Sql {
  return decimalOrZero(columns, UNBLENDED);
}

function amortized(columns: Columns): Sql {
  return byType(columns, unblended(columns), [
    ["DiscountedUsage", decimalOrZero(columns, "reservation_effective_cost")],
    ["SavingsPlanCoveredUsage", decimalOrZero(columns, "savings_plan_savings_plan_effective_cost")],
    ["SavingsPlanRecurringFee", unusedCommitment(columns)],
    [
      "RIFee",
      sql`${decimalOrZero(columns, "reservation_unused_amortized_upfront_fee_for_billing_period")} + ${decimalOrZero(columns, "reservation_unused_recurring_fee")}`,
    ],
  ]);
}

/** Net of private discounts; separate discount rows are 0 here, since the benefit already sits on the usage rows. */
function netUnblended(columns: Columns): Sql {
  return sql`CASE WHEN ${isDiscount(columns)} THEN ${ZERO} ELSE ${netOrGross(columns)} END`;
}

function netAmortized(columns: Columns): Sql {
  return byType(columns, sql`CASE WHEN ${isDiscount(columns)} THEN ${ZERO} ELSE ${netOrGross(columns)} END`, [
    ["DiscountedUsage", orGross(columns, "reservation_net_effective_cost", "reservation_effective_cost")],
    [
      "SavingsPlanCoveredUsage",
      orGross(
        columns,
        "savings_plan_net_savings_plan_effective_cost",
        "savings_plan_savings_plan_effective_cost",
      ),
    ],
    ["SavingsPlanRecurringFee", netUnusedCommitment(columns)],
    [
      "RIFee",
      sql`${decimalOrZero(columns, "reservation_net_unused_amortized_upfront_fee_for_billing_period")} + ${decimalOrZero(columns, "reservation_net_unused_recurring_fee")}`,
    ],
  ]);
}

/** What the usage would cost at public on-demand prices: `pricing/publicOnDemandCost`, where it has one. */
function onDemandEquivalent(columns: Columns): Sql {
  const list = decimalOrZero(columns, LIST);
  const paid = unblended(columns);
  return sql`CASE ${typeOf(columns)}
    WHEN 'Usage' THEN CASE WHEN ${list} > 0 THEN ${list} ELSE ${paid} END
    WHEN 'DiscountedUsage' THEN ${list}
    WHEN 'SavingsPlanCoveredUsage' THEN ${list}
    WHEN 'FlatRateSubscription' THEN ${paid}
    WHEN 'Fee' THEN CASE WHEN ${hasReservation(columns)} THEN ${ZERO} ELSE ${paid} END
    ELSE ${ZERO} END`;
}

/** Rows that spread or repeat a commitment get their own amount, rows of its purchase none, all else `other`. */
function byType(columns: Columns, other: Sql, amounts: readonly (readonly [string, Sql])[]): Sql {
  const cases = amounts.map(([type, amount]) => sql`WHEN ${literal(type)} THEN ${amount}`);
  return sql`CASE ${typeOf(columns)} ${join(cases, " ")}
    WHEN 'SavingsPlanNegation' THEN ${ZERO}
    WHEN 'SavingsPlanUpfrontFee' THEN ${ZERO}
    WHEN 'Fee' THEN CASE WHEN ${hasReservation(columns)} THEN ${ZERO} ELSE ${other} END
    WHEN 'Refund' THEN CASE WHEN ${refundsPlanFee(columns)} THEN ${ZERO} ELSE ${other} END
    ELSE ${other} END`;
}

/** EdpDiscount, PrivateRateDiscount, BundledDiscount, `Enterprise Discount Program Discount` and kin. */
function isDiscount(columns: Columns): Sql {
  return sql`${typeOf(columns)} LIKE '%Discount'`;
}

function netOrGross(columns: Columns): Sql {
  return orGross(columns, NET_UNBLENDED, UNBLENDED);
}

function orGross(columns: Columns, net: string, gross: string): Sql {
  return columns.has(net)
    ? sql`coalesce(${firstOf(decimal(columns, net), decimal(columns, gross))}, ${ZERO})`
    : decimalOrZero(columns, gross);
}

/** `savingsPlan/TotalCommitmentToDate` less `savingsPlan/UsedCommitment`. */
function unusedCommitment(columns: Columns): Sql {
  return sql`${decimalOrZero(columns, "savings_plan_total_commitment_to_date")} - ${decimalOrZero(columns, "savings_plan_used_commitment")}`;
}

/**
 * The unused share of the net commitment. AWS publishes no formula: net upfront plus net recurring, times unused / total.
 * Whole numbers at ten digits keep it exact to the digit AWS writes, cut towards zero.
 */
function netUnusedCommitment(columns: Columns): Sql {
  const net = sql`(${decimalOrZero(columns, "savings_plan_net_amortized_upfront_commitment_for_billing_period")} + ${decimalOrZero(columns, "savings_plan_net_recurring_commitment_for_billing_period")})`;
  const total = tenDigits(decimalOrZero(columns, "savings_plan_total_commitment_to_date"));
  const unused = tenDigits(sql`(${unusedCommitment(columns)})`);
  const whole = cast(sql`(${productOver(tenDigits(net), unused, total)})`, "wholeDecimal");
  const share = cast(sql`(${whole} * ${cast(raw("0.0000000001"), "tenPlaces")})`, "money");
  return sql`CASE WHEN ${total} = 0 THEN ${ZERO}
    ELSE ${share} END`;
}

function tenDigits(amount: Sql): Sql {
  return cast(sql`(${cast(amount, "tenPlaces")} * 10000000000)`, "whole");
}

/** A reservation's ARN marks fees that prepay it. */
export function hasReservation(columns: Columns): Sql {
  return sql`${reservationArn(columns)} IS NOT NULL`;
}

export function reservationArn(columns: Columns): Sql {
  return firstOf(
    text(columns, "reservation_reservation_a_r_n"),
    text(columns, "reservation_reservation_arn"),
  );
}

/** Both spellings of the header are met: `savingsPlan/SavingsPlanARN` and `savingsPlan/SavingsPlanArn`. */
export function savingsPlanArn(columns: Columns): Sql {
  return firstOf(
    text(columns, "savings_plan_savings_plan_a_r_n"),
    text(columns, "savings_plan_savings_plan_arn"),
  );
}

/** Only refunds of a plan's one-time fee belong to the commitment; other refunds on these product codes are real money. */
function refundsPlanFee(columns: Columns): Sql {
  const isPlan = sql`${text(columns, "line_item_product_code")} LIKE '%SavingsPlans'`;
  const isOneTimeFee = beginsAlike(
    text(columns, "line_item_line_item_description"),
    "Refund for one-time fee for Savings Plan",
  );
  return sql`${isPlan} AND ${isOneTimeFee}`;
}
