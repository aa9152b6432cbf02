import { type Formula, formula, nothing } from "./formula.ts";

/** The formulas of `cur-metrics.ts`, per line-item type, as people read them. */

const u = { u: "line_item_unblended_cost" };
const n = { n: "line_item_net_unblended_cost", ...u };
const RI = { RI: "reservation_reservation_a_r_n" };
const plan = { K: "savings_plan_total_commitment_to_date", U: "savings_plan_used_commitment" };

const COVERED_TWICE =
  "Negation rows take back the on-demand value of covered usage; this metric never counted it.";
const BOUGHT_AHEAD = "An upfront payment is spread over the usage it covers and counts there.";

export function unblendedFormula(): Formula {
  return formula("u", "What AWS charged for the line item.", u);
}

export function blendedFormula(): Formula {
  return formula("b", "The usage at the average rate of the whole organization.", {
    b: "line_item_blended_cost",
  });
}

export function amortizedFormula(type: string | null): Formula {
  switch (type) {
    case "DiscountedUsage":
      return formula("riE", "The reservation's effective cost for the usage it covers.", {
        riE: "reservation_effective_cost",
      });
    case "SavingsPlanCoveredUsage":
      return formula("spE", "The Savings Plan's effective cost for the usage it covers.", {
        spE: "savings_plan_savings_plan_effective_cost",
      });
    case "SavingsPlanRecurringFee":
      return formula("K − U", "The part of the commitment that no usage took: total less used.", plan);
    case "RIFee":
      return formula(
        "riX₁ + riX₂",
        "The part of the reservation that no usage took: its unused upfront and recurring fees.",
        {
          "riX₁": "reservation_unused_amortized_upfront_fee_for_billing_period",
          "riX₂": "reservation_unused_recurring_fee",
        },
      );
    default:
      return ofPurchase(type, "u", u) ?? unblendedFormula();
  }
}

export function netUnblendedFormula(type: string | null): Formula {
  return isDiscount(type) ? nothing(DISCOUNT_IS_IN) : netCharge();
}

export function netAmortizedFormula(type: string | null): Formula {
  switch (type) {
    case "DiscountedUsage":
      return formula("riEn, else riE", "The reservation's effective cost after private discounts.", {
        riEn: "reservation_net_effective_cost",
        riE: "reservation_effective_cost",
      });
    case "SavingsPlanCoveredUsage":
      return formula("spEn, else spE", "The Savings Plan's effective cost after private discounts.", {
        spEn: "savings_plan_net_savings_plan_effective_cost",
        spE: "savings_plan_savings_plan_effective_cost",
      });
    case "SavingsPlanRecurringFee":
      return formula(
        "(N₁ + N₂) × (K − U) ÷ K",
        "The net commitment in the proportion that no usage took. AWS publishes no formula for it; cut at ten digits.",
        {
          "N₁": "savings_plan_net_amortized_upfront_commitment_for_billing_period",
          "N₂": "savings_plan_net_recurring_commitment_for_billing_period",
          ...plan,
        },
      );
    case "RIFee":
      return formula("riXn₁ + riXn₂", "The reservation's unused fees after private discounts.", {
        "riXn₁": "reservation_net_unused_amortized_upfront_fee_for_billing_period",
        "riXn₂": "reservation_net_unused_recurring_fee",
      });
    default:
      if (isDiscount(type)) return nothing(DISCOUNT_IS_IN);
      return ofPurchase(type, "(n, else u)", n) ?? netCharge();
  }
}

export function onDemandFormula(type: string | null): Formula {
  const pub = { pub: "pricing_public_on_demand_cost" };
  switch (type) {
    case "Usage":
      return formula(
        "pub if pub > 0, else u",
        "The usage at public on-demand prices; what was charged where the report gives no such price.",
        { ...pub, ...u },
      );
    case "DiscountedUsage":
    case "SavingsPlanCoveredUsage":
      return formula("pub", "The covered usage at public on-demand prices.", pub);
    case "FlatRateSubscription":
      return unblendedFormula();
    case "Fee":
      return formula("0 if RI, else u", "What was charged; nothing where the fee prepays a reservation.", {
        ...RI,
        ...u,
      });
    default:
      return nothing("No usage: it has no price on demand.");
  }
}

export function usageFormula(type: string | null): Formula {
  return USAGE_TYPES.some((usage) => usage === type)
    ? formula("q", "The amount used, in the unit it is priced in.", { q: "line_item_usage_amount" })
    : nothing("Rows of this type use nothing of their own, or repeat the amount of others.");
}

/** Line-item types whose usage amount is usage; others repeat it or carry none (negation rows would count it twice). */
export const USAGE_TYPES = [
  "Usage",
  "DiscountedUsage",
  "SavingsPlanCoveredUsage",
  "FlatRateSubscription",
] as const;

const DISCOUNT_IS_IN = "The discount is already taken off the net cost of the usage it belongs to.";

function netCharge(): Formula {
  return formula(
    "n, else u",
    "What AWS charged after private discounts; the charge itself where none is given.",
    n,
  );
}

/** Rows that buy a commitment or undo its purchase; null for every other type. */
function ofPurchase(
  type: string | null,
  charge: string,
  where: Readonly<Record<string, string>>,
): Formula | null {
  switch (type) {
    case "SavingsPlanNegation":
      return nothing(COVERED_TWICE);
    case "SavingsPlanUpfrontFee":
      return nothing(BOUGHT_AHEAD);
    case "Fee":
      return formula(
        `0 if RI, else ${charge}`,
        "What was charged; nothing where the fee prepays a reservation, whose usage carries it.",
        { ...RI, ...where },
      );
    case "Refund":
      return formula(
        `0 if R, else ${charge}`,
        "What was paid back; nothing where R, the description, tells of a Savings Plan's one-time fee, which was never counted.",
        { R: "line_item_line_item_description", ...where },
      );
    default:
      return null;
  }
}

function isDiscount(type: string | null): boolean {
  return type?.endsWith("Discount") === true;
}
