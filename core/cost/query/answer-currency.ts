import { fail } from "../../result/failure.ts";
import type { CostQuery } from "./cost-query.ts";

/** Currency of an answer. Usage is counted in units; money of several currencies is never added up. */
export function answerCurrency(
  { metric, currency }: Pick<CostQuery, "metric" | "currency">,
  currencies: readonly string[],
): string | null {
  if (currency !== null || metric === "usageAmount") return currency;
  if (currencies.length > 1) fail("query.mixed_currencies", { currencies: currencies.toSorted() });
  return currencies[0] ?? null;
}
