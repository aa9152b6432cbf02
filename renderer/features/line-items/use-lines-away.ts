import { computed, type ComputedRef, ref, watch } from "vue";
import type { LineItemColumn, LineItemPage } from "#core/cost/query/line-item-query.ts";
import { type DateRange, periodsOf } from "#core/time/period.ts";
import { useKnownAccountsInPlace, useMonthsAway } from "../../queries/use-accounts-in-place.ts";
import { answerAlone, useAnywhere } from "../../queries/use-anywhere.ts";
import { type InPlaceScope, provideInPlace } from "../../queries/use-in-place-scope.ts";
import { type LineItemQuestion, PAGE_ROWS } from "../../queries/use-line-items.ts";
import { useProfiledQuestions } from "../../queries/use-tag-profiles.ts";
import { usePeriods } from "../../queries/use-workspace-facts.ts";

/** Where line items are listed from: they have one order on this computer and another in a table in AWS. */
export type LinePlace = "here" | "away";

/** Which line items of a range are listed. Of months in both places one is chosen. */
export function useLinePlace(range: () => DateRange | null) {
  const monthsAway = useMonthsAway();
  const { value: periods } = usePeriods();
  const wanted = ref<LinePlace>("here");
  const away = computed(() => {
    const days = range();
    return days === null ? [] : (monthsAway.value(days) ?? []);
  });
  const isHere = computed(() => {
    const days = range();
    const held = new Set((periods.value ?? []).map(({ billingPeriod }) => billingPeriod));
    return days !== null && periodsOf(days).some((period) => held.has(period));
  });
  const isMixed = computed(() => away.value.length > 0 && isHere.value);
  const place = computed((): LinePlace => {
    if (isMixed.value) return wanted.value;
    return away.value.length > 0 ? "away" : "here";
  });
  return { place, isMixed, away, wanted, scope: provideInPlace(() => place.value === "away") };
}

/** Columns of the tables in AWS. */
export function useColumnsAway(): ComputedRef<readonly LineItemColumn[]> {
  const accounts = useKnownAccountsInPlace();
  return computed(() => {
    const known = new Map(
      accounts.value.flatMap(({ columns }) => columns.map((column) => [column.id, column] as const)),
    );
    const all = [...known.values()];
    return [...all.filter(({ common }) => common), ...all.filter(({ common }) => !common)];
  });
}

/** Line items in AWS, a page at a time: each page is a question that AWS is paid for. */
export function useLinesAway(question: () => LineItemQuestion | null, scope: InPlaceScope) {
  const { complete } = useProfiledQuestions();
  const page = ref(0);
  const query = computed(() => {
    const asked = question();
    return asked && { ...asked, offset: page.value * PAGE_ROWS, limit: PAGE_ROWS };
  });
  const answer = answerAlone<LineItemPage>(
    useAnywhere(() => complete(query.value), {
      kind: "lineItemsAway",
      scope,
      here: (engine, sent, signal) => engine.lineItems.page(sent, { signal }),
      away: (host, { sent, hasConsent }, signal) =>
        host.inPlace.lineItems({ query: sent, hasConsent }, { signal }),
    }),
  );
  watch(
    () => JSON.stringify(question()),
    () => (page.value = 0),
  );
  return { page, ...answer };
}
