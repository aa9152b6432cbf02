import type { Decimal } from "#core/money/decimal.ts";
import type { Format } from "../../format/format.ts";

/** Every digit of an amount, or why there is none. */
export function amountText(format: Format, amount: Decimal | null, currency: string | null): string {
  return amount === null ? "Not known" : format.moneyExact(amount, currency);
}
