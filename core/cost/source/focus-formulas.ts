import { type Formula, formula, nothing } from "./formula.ts";

/** The formulas of `focus.ts`, per charge category, as people read them. */

export function billedFormula(): Formula {
  return formula("BilledCost", "What the invoice charges; AWS writes it net of private discounts.", {
    BilledCost: "billed_cost",
  });
}

export function effectiveFormula(): Formula {
  return formula(
    "EffectiveCost",
    "The charge with purchases of commitments spread over the usage they cover, as AWS computes it.",
    { EffectiveCost: "effective_cost" },
  );
}

export function listFormula(category: string | null): Formula {
  return category === "Purchase"
    ? nothing("The usage that the purchase pays for has its own list cost.")
    : formula("ListCost", "The charge at public list prices.", { ListCost: "list_cost" });
}

export function consumedFormula(category: string | null): Formula {
  return category === "Usage"
    ? formula("ConsumedQuantity", "The amount used, in the unit it is measured in.", {
        ConsumedQuantity: "consumed_quantity",
      })
    : nothing("Only charges for usage have an amount used.");
}

export function noBlendedFormula(): Formula {
  return nothing("FOCUS has no blended cost.");
}
