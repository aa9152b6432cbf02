import { EFFECTS, type Effect, type Effects } from "#core/compare/comparison.ts";
import { compare, sum, type Decimal } from "#core/money/decimal.ts";

/** Effects that have a price, each a column; the others are charges and share one. */
export const PRICED = [
  "calendar",
  "new",
  "gone",
  "volume",
  "mix",
  "price",
] as const satisfies readonly Effect[];
export const CHARGES: readonly Effect[] = EFFECTS.filter(
  (effect) => !PRICED.some((priced) => priced === effect),
);

/** The charges without an amount, summed. */
export function chargesOf(effects: Effects): Decimal {
  return sum(CHARGES.map((effect) => effects[effect]));
}

/** Effects that change anything worth a cent's hundredth part: what is less was rounded by AWS. */
export function moving(effects: Effects): readonly Effect[] {
  return EFFECTS.filter((effect) => isMoving(effects[effect]));
}

export function isMoving(amount: Decimal): boolean {
  return compare(amount.replace("-", ""), "0.0001") >= 0;
}
