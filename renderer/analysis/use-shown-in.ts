import { computed, type ComputedRef } from "vue";
import { type Converted, convertMonths } from "#core/currency/convert.ts";
import { monthsOf } from "#core/currency/converted-costs.ts";
import type { CostAnswer } from "#core/cost/query/cost-query.ts";
import type { ExportFact } from "#core/export/export-table.ts";
import type { Decimal } from "#core/money/decimal.ts";
import { conversionWords } from "../format/currency.ts";
import { useCurrencyRates } from "../queries/use-currency-rates.ts";
import { useExplorationStore } from "../stores/exploration.ts";
import { useFormat } from "../stores/use-format.ts";

/** Amounts in the currency that is chosen beside the bill's own. */
export type ShownIn = {
  /** Null where nothing else than the bill's currency is shown, and where the metric is no money. */
  readonly to: ComputedRef<string | null>;
  /** Amounts by month, day or hour; null where they are not to be converted. */
  readonly convert: (
    buckets: readonly string[],
    values: readonly (Decimal | null)[],
    from: string | null,
  ) => Converted | null;
};

/** Converts what a screen shows, each month by its own rate. */
export function useShownIn(): ShownIn {
  const exploration = useExplorationStore();
  const { rates } = useCurrencyRates();
  const to = computed(() => (exploration.metric === "usageAmount" ? null : exploration.shownIn));
  return {
    to,
    convert: (buckets, values, from) => {
      const { shownIn } = exploration;
      return shownIn === null || from === null || from === shownIn
        ? null
        : convertMonths(monthsOf(buckets, values), { from, to: shownIn, rates: rates.value });
    },
  };
}

/** What an exported table of the answer has to say of its conversion. */
export function useConversionFacts(
  answer: () => Pick<CostAnswer, "buckets" | "values" | "currency"> | null,
): ComputedRef<readonly ExportFact[]> {
  const shownIn = useShownIn();
  const format = useFormat();
  return computed(() => {
    const told = answer();
    const whole = told && shownIn.convert(told.buckets, told.values, told.currency);
    if (told === null || whole === null) return [];
    return [
      {
        name: `${told.currency ?? ""} in ${whole.to}`,
        value: conversionWords(format.value, whole),
      },
    ];
  });
}
