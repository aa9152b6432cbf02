import { computed, type ComputedRef } from "vue";
import type { CostQuery } from "#core/cost/query/cost-query.ts";
import { type ConvertedCosts, convertCosts } from "#core/currency/converted-costs.ts";
import { type Decimal, sumKnown } from "#core/money/decimal.ts";
import { useCurrencyRates } from "./use-currency-rates.ts";
import { useEngineQuestion } from "./use-engine-query.ts";
import { useProfiledQuestions } from "./use-tag-profiles.ts";
import { useWorkspaceSchema } from "./use-workspace-facts.ts";

/** What bills in several currencies come to in one: each with its own total beside the converted one. */
export type AllCurrencies = {
  readonly to: string;
  readonly total: Decimal | null;
  readonly parts: readonly { readonly original: Decimal | null; readonly costs: ConvertedCosts }[];
};

/** Adds up the bills of all currencies in `to`; null where there is only one currency, or nothing to convert to. */
export function useAllCurrencies(
  question: () => Pick<CostQuery, "metric" | "range" | "filters"> | null,
  to: () => string | null,
): ComputedRef<AllCurrencies | null> {
  const { value: schema } = useWorkspaceSchema();
  const { rates } = useCurrencyRates();
  const { attach, isReady } = useProfiledQuestions();
  const asked = (): readonly CostQuery[] => {
    const wanted = question();
    const currencies = schema.value?.currencies ?? [];
    if (wanted === null || to() === null || currencies.length < 2) return [];
    return currencies.map((currency) =>
      attach({ ...wanted, currency, granularity: "month" as const, groupBy: [], top: null }),
    );
  };
  const { value } = useEngineQuestion({
    question: () => (asked().length > 0 && asked().every(isReady) ? asked() : null),
    key: (queries) => ["allCurrencies", queries],
    ask: (engine, queries, signal) =>
      Promise.all(queries.map((query) => engine.cost.query(query, { signal }))),
  });
  return computed(() => {
    const target = to();
    if (target === null || value.value === null || asked().length === 0) return null;
    const parts = value.value.flatMap((answer) => {
      const costs = answer.lineItems === 0 ? null : convertCosts(answer, { to: target, rates: rates.value });
      return costs === null ? [] : [{ original: answer.total, costs }];
    });
    return { to: target, total: sumKnown(parts.map(({ costs }) => costs.whole.total)), parts };
  });
}
