import { canonical } from "#core/money/decimal.ts";

/** An exact amount as the screens show it: rounded half up to the cent, `$1,234.56`. Not for negative ones. */
export function dollars(decimal: string): string {
  const [whole = "0", digits = ""] = canonical(decimal).split(".");
  const cents = BigInt(whole) * 100n + BigInt(digits.padEnd(3, "0").slice(0, 2));
  const up = Number(digits[2] ?? 0) >= 5 ? 1n : 0n;
  const all = (cents + up).toString().padStart(3, "0");
  return `$${all.slice(0, -2).replaceAll(/\B(?=(\d{3})+$)/g, ",")}.${all.slice(-2)}`;
}
