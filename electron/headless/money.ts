import { compare, scaledOf, SCALE, type Decimal } from "#core/money/decimal.ts";

/** Amounts of one table column, rounded alike so that their points stand below each other. */
export function moneyColumn(amounts: readonly (Decimal | null)[]): readonly string[] {
  const digits = digitsFor(amounts);
  return amounts.map((amount) => (amount === null ? "not available" : rounded(amount, digits)));
}

/** One amount in a sentence, with its currency where that is known. */
export function moneyWords(amount: Decimal, currency: string | null): string {
  return [...moneyColumn([amount]), ...(currency === null ? [] : [currency])].join(" ");
}

/** Cents where the amounts are large, more where cents would hide them. */
function digitsFor(amounts: readonly (Decimal | null)[]): number {
  let largest = "0.0";
  for (const amount of amounts) {
    const magnitude = (amount ?? "0.0").replace("-", "");
    if (compare(magnitude, largest) > 0) largest = magnitude;
  }
  if (compare(largest, "100.0") >= 0 || compare(largest, "0.0") === 0) return 2;
  return compare(largest, "1.0") >= 0 ? 4 : 10;
}

/** Rounds half away from zero and groups thousands. */
function rounded(amount: Decimal, digits: number): string {
  const scaled = scaledOf(amount);
  const unit = 10n ** BigInt(SCALE - digits);
  const units = ((scaled < 0n ? -scaled : scaled) + unit / 2n) / unit;
  const text = units.toString().padStart(digits + 1, "0");
  const whole = text.slice(0, -digits).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${scaled < 0n && units > 0n ? "-" : ""}${whole}.${text.slice(-digits)}`;
}

/** A count with grouped thousands. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}
