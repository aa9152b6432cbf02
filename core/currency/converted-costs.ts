import type { CostAnswer, CostGroup } from "../cost/query/cost-query.ts";
import { sum, type Decimal } from "../money/decimal.ts";
import { type Conversion, type Converted, convertMonths, type MonthAmount } from "./convert.ts";

/** An answer by month, day or hour whose amounts are to be told in another currency. */
export type ConvertibleAnswer = Pick<CostAnswer, "buckets" | "values" | "groups" | "currency">;

export type ConvertedCosts = {
  readonly from: string;
  readonly to: string;
  readonly whole: Converted;
  /** In the order of the answer's groups. */
  readonly groups: readonly { readonly key: CostGroup["key"]; readonly converted: Converted }[];
};

/**
 * Tells the amounts of an answer in another currency, each month by its own rate. Null where there is nothing to tell:
 * usage amounts have no currency.
 */
export function convertCosts(answer: ConvertibleAnswer, { to, rates }: Conversion): ConvertedCosts | null {
  const from = answer.currency;
  if (from === null) return null;
  const converted = (values: readonly (Decimal | null)[]): Converted =>
    convertMonths(monthsOf(answer.buckets, values), { from, to, rates });
  return {
    from,
    to,
    whole: converted(answer.values),
    groups: answer.groups.map(({ key, values }) => ({ key, converted: converted(values) })),
  };
}

/** Amounts of days or hours summed to months; null where nothing of the month is known. */
export function monthsOf(
  buckets: readonly string[],
  values: readonly (Decimal | null)[],
): readonly MonthAmount[] {
  const months = new Map<string, Decimal[]>();
  for (const [at, bucket] of buckets.entries()) {
    const month = bucket.slice(0, 7);
    const held = months.get(month) ?? [];
    months.set(month, held);
    const value = values[at] ?? null;
    if (value !== null) held.push(value);
  }
  return [...months].map(([month, amounts]) => ({
    month,
    amount: amounts.length === 0 ? null : sum(amounts),
  }));
}
