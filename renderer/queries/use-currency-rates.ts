import { computed, type ComputedRef } from "vue";
import type { CurrencyRate } from "#core/currency/rate.ts";
import { useCollection } from "./use-collection.ts";

/** The rates kept with the workspace, and how to change them: all at once, so that an import is one step to undo. */
export function useCurrencyRates(): {
  readonly rates: ComputedRef<readonly CurrencyRate[]>;
  readonly save: (rates: readonly CurrencyRate[]) => Promise<void>;
} {
  const kept = useCollection("currencyRates", (host) => host.currencyRates, "silent");
  return {
    rates: computed(() => kept.value.value?.[0]?.rates ?? []),
    save: (rates) => kept.save({ id: "rates", rates }),
  };
}
