import { computed, type ComputedRef, inject, type InjectionKey, provide } from "vue";
import {
  type Conversion,
  type Converted,
  convertedDifference,
  convertMonths,
  type MonthAmount,
} from "#core/currency/convert.ts";
import { convertTable, type ConvertedTable, type TableMonths } from "#core/currency/converted-table.ts";
import type { ExportTable } from "#core/export/export-table.ts";
import { periodsOf, type BillingPeriod, type DateRange } from "#core/time/period.ts";
import { useCurrencyRates } from "../queries/use-currency-rates.ts";
import { useExplorationStore } from "../stores/exploration.ts";

/** The currency that a screen shows beside the bill's own, for all amounts on it. */
export type Beside = {
  /** Null where nothing else than the bill's currency is shown. */
  readonly to: ComputedRef<string | null>;
  /** The same with its rates. */
  readonly conversion: ComputedRef<Conversion | null>;
  /** The month that the screen's amounts are of, unless they say otherwise; null where they are of several. */
  readonly month: ComputedRef<BillingPeriod | null>;
  /** True where the screen's period has several months, so that its sums have no rate of their own. */
  readonly isOfSeveral: ComputedRef<boolean>;
  readonly convert: (amounts: readonly MonthAmount[], from: string | null) => Converted | null;
  /** How much more one sum is than another. */
  readonly convertDifference: (
    now: readonly MonthAmount[],
    before: readonly MonthAmount[],
    from: string | null,
  ) => Converted | null;
  readonly convertTable: (table: ExportTable, months: TableMonths) => ConvertedTable;
};

const BESIDE: InjectionKey<Beside> = Symbol("beside");

/** Lets every amount of a screen be shown in the chosen currency too; `range` is what they are of, as a rule. */
export function provideBeside(range: () => DateRange | BillingPeriod | null = () => null): Beside {
  const exploration = useExplorationStore();
  const { rates } = useCurrencyRates();
  const to = computed(() => exploration.shownIn);
  const conversion = computed((): Conversion | null =>
    to.value === null ? null : { to: to.value, rates: rates.value },
  );
  const months = computed(() => {
    const given = range();
    return given === null ? [] : typeof given === "string" ? [given] : periodsOf(given);
  });
  const conversionFrom = (from: string | null) =>
    conversion.value === null || from === null || from === to.value ? null : { from, ...conversion.value };
  const beside: Beside = {
    to,
    conversion,
    month: computed(() => (months.value.length === 1 ? (months.value[0] ?? null) : null)),
    isOfSeveral: computed(() => months.value.length > 1),
    convert: (amounts, from) => {
      const by = conversionFrom(from);
      return by && convertMonths(amounts, by);
    },
    convertDifference: (now, before, from) => {
      const by = conversionFrom(from);
      return by && convertedDifference(now, before, by);
    },
    convertTable: (table, of) =>
      conversion.value === null ? { table, used: [] } : convertTable(table, of, conversion.value),
  };
  provide(BESIDE, beside);
  return beside;
}

/** Null outside a screen that converts. */
export function useBeside(): Beside | null {
  return inject(BESIDE, null);
}
