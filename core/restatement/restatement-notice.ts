import { scaledOf, SCALE, type Decimal } from "../money/decimal.ts";
import type { Restatement } from "./restatement.ts";

/** What to tell of closed months that AWS has changed. */
export function restatementNotice(restatements: readonly Restatement[]): {
  readonly title: string;
  readonly body: string;
} {
  const months = [...new Set(restatements.map(({ billingPeriod }) => billingPeriod))].toSorted();
  const changes = restatements.flatMap(({ billingPeriod, totals }) =>
    totals.map(({ currency, difference }) => `${billingPeriod}: ${signed(difference)} ${currency}`),
  );
  return {
    title:
      months.length === 1
        ? `AWS has changed the closed month ${months[0] ?? ""}`
        : `AWS has changed ${months.length} closed months`,
    body: `${changes.slice(0, 3).join(", ")}${changes.length > 3 ? " and more" : ""}. It is kept under Restatements until you acknowledge it.`,
  };
}

/** To the cent, with its sign: `+1,234.50`. */
function signed(amount: Decimal): string {
  const scaled = scaledOf(amount);
  const cent = 10n ** BigInt(SCALE - 2);
  const cents = ((scaled < 0n ? -scaled : scaled) + cent / 2n) / cent;
  const whole = (cents / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ",");
  return `${scaled < 0n ? "-" : "+"}${whole}.${(cents % 100n).toString().padStart(2, "0")}`;
}
