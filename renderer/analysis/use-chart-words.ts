import { computed, type ComputedRef } from "vue";
import { canonical } from "#core/money/decimal.ts";
import type { BillingPeriod } from "#core/time/period.ts";
import type { ChartWords } from "../charts/series.ts";
import { useExplorationStore } from "../stores/exploration.ts";
import { useFormat } from "../stores/use-format.ts";
import { chartWords } from "./chart-words.ts";
import { useShownIn } from "./use-shown-in.ts";

type Parts = {
  /** How an amount is written; to the cent, unless told. */
  readonly value?: (value: number, currency: string | null) => string;
  /** The month that all of a bucket is of; null where it is of several. */
  readonly monthOf?: (bucket: string) => BillingPeriod | null;
};

/** How a chart of costs writes its numbers and dates, in the currency chosen beside the bill's own too. */
export function useChartWords(
  currency: () => string | null,
  { value, monthOf = (bucket) => bucket.slice(0, 7) }: Parts = {},
): ComputedRef<ChartWords> {
  const format = useFormat();
  const exploration = useExplorationStore();
  const { convert } = useShownIn();
  return computed(() => {
    const from = currency();
    const to = exploration.shownIn;
    const write = value ?? format.value.moneyDrawn;
    const words = { ...chartWords(format.value, from), value: (amount: number) => write(amount, from) };
    if (to === null || from === null || from === to) return words;
    return {
      ...words,
      beside: {
        value: (amount, bucket) => {
          const month = monthOf(bucket);
          if (month === null) return null;
          // What is drawn is inexact already; a rate makes it no worse.
          const told = convert([month], [canonical(String(amount))], from)?.total ?? null;
          return told === null ? null : write(Number(told), to);
        },
        nothing: (bucket) => {
          const month = monthOf(bucket);
          return month === null
            ? `Not told in ${to}: each of its months has its own rate`
            : `No rate for ${to} in ${format.value.period(month)}`;
        },
      },
    };
  });
}
