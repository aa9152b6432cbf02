import { computed, type ComputedRef } from "vue";
import type { AccountInPlace } from "#core/in-place/in-place.ts";
import { type BillingPeriod, type DateRange, periodsOf } from "#core/time/period.ts";
import { useBackend } from "../backend/use-backend.ts";
import { useAccounts } from "./use-accounts.ts";
import { type EngineAnswer, useEngineQuery } from "./use-engine-query.ts";

const NONE: readonly AccountInPlace[] = [];

/** Accounts of the open workspace of which months stay in AWS. What an import brings here changes them. */
export function useAccountsInPlace(): EngineAnswer<readonly AccountInPlace[]> {
  const { host } = useBackend();
  const accounts = useAccounts();
  const places = (): readonly unknown[] | null =>
    accounts.value.value?.map(({ account: { id, displayName, place } }) => [id, displayName, place]) ??
    (accounts.failure.value === null ? null : []);
  return useEngineQuery({
    key: () => ["accountsInPlace", places()],
    isEnabled: () => places() !== null,
    ask: (_engine, signal) => host.inPlace.accounts(undefined, { signal }),
  });
}

/** Months of a range that are not on this computer, by account; null while that is not known. */
export function useMonthsAway(): ComputedRef<(range: DateRange) => readonly BillingPeriod[] | null> {
  const { value, failure } = useAccountsInPlace();
  return computed(() => {
    const accounts = value.value ?? (failure.value === null ? null : NONE);
    return (range) => {
      if (accounts === null) return null;
      const away = new Set(accounts.flatMap((account) => account.away));
      return away.size === 0 ? [] : periodsOf(range).filter((period) => away.has(period));
    };
  });
}

/** Those accounts, none while they are not known. */
export function useKnownAccountsInPlace(): ComputedRef<readonly AccountInPlace[]> {
  const { value } = useAccountsInPlace();
  return computed(() => value.value ?? NONE);
}
