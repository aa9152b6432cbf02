import { computed, type ComputedRef } from "vue";
import type { DateRange } from "#core/time/period.ts";
import { useMonthsAway } from "../../queries/use-accounts-in-place.ts";

/** Why a period has no hours here: facts of months that stay in AWS are asked for by the day. Null where it has. */
export function useHoursAway(range: () => DateRange | null): ComputedRef<string | null> {
  const monthsAway = useMonthsAway();
  return computed(() => {
    const asked = range();
    const away = asked === null ? null : monthsAway.value(asked);
    return away === null || away.length === 0 ? null : "Months that stay in AWS are told by the day";
  });
}
