import { computed, shallowRef } from "vue";
import type { CostQuery } from "#core/cost/query/cost-query.ts";
import type {
  PlacesCompared,
  PlaceState,
  ScanBill,
  ScanEstimate,
  ScanProgress,
} from "#core/in-place/in-place.ts";
import { periodsOf } from "#core/time/period.ts";
import { useInPlaceStore } from "../stores/in-place.ts";
import { useWorkspaceStore } from "../stores/workspace.ts";
import type { AsyncState } from "../ui/async-state.ts";
import { followInPlace } from "./follow-in-place.ts";
import { useKnownAccountsInPlace } from "./use-accounts-in-place.ts";
import { useHostQuery } from "./use-host-query.ts";
import type { InPlaceScope } from "./use-in-place-scope.ts";
import { useProfiledQuestions } from "./use-tag-profiles.ts";

type Told =
  | { readonly kind: "answered"; readonly value: PlacesCompared; readonly bill: ScanBill }
  | { readonly kind: "unasked"; readonly estimate: ScanEstimate };

/** Whether a question can be asked both here and in AWS: its days touch a month that both have. */
export function useCanCompareWays(): (query: CostQuery) => boolean {
  const accounts = useKnownAccountsInPlace();
  return ({ range }) => {
    const both = new Set(accounts.value.flatMap(({ alsoHere }) => alsoHere));
    return both.size > 0 && periodsOf(range).some((period) => both.has(period));
  };
}

/** A question asked both here and in AWS; `null` asks nothing. */
export function useComparedWays(query: () => CostQuery | null) {
  const { attach, isReady } = useProfiledQuestions();
  const store = useInPlaceStore();
  const workspace = useWorkspaceStore();
  const progress = shallowRef<ScanProgress | null>(null);
  let stopping = new AbortController();
  const complete = (): CostQuery | null => {
    const asked = query();
    return asked && { ...attach(asked), top: null };
  };
  const consentId = (): string => JSON.stringify([workspace.id, "compare", complete()]);
  const told = useHostQuery<Told>({
    key: () => ["compareWays", complete(), store.hasConsent(consentId())],
    isEnabled: () => isReady(query()),
    freshMs: 0,
    ask: async (host, signal) => {
      const asked = complete();
      if (asked === null) throw new Error("asked without a question");
      stopping = new AbortController();
      const events = await host.inPlace.compare(
        { query: asked, hasConsent: store.hasConsent(consentId()) },
        { signal: AbortSignal.any([signal, stopping.signal]) },
      );
      return followInPlace(events, (made) => (progress.value = made)).finally(() => (progress.value = null));
    },
  });
  const place = computed((): PlaceState | null => {
    if (told.failure.value !== null) return null;
    if (progress.value !== null) return progress.value;
    const value = told.value.value;
    if (value === null) return null;
    return value.kind === "unasked" ? value : { kind: "answered", bill: value.bill };
  });
  const scope: Pick<InPlaceScope, "states" | "agree" | "stop"> = {
    states: computed(() => (place.value === null ? [] : [place.value])),
    agree: () => store.agree([consentId()]),
    stop: () => stopping.abort(),
  };
  const state = computed((): AsyncState<PlacesCompared> => {
    const { value } = told.state;
    if (value.kind !== "ready") return value;
    if (value.value.kind === "answered") return { ...value, value: value.value.value };
    return value.isRefreshing ? { kind: "loading" } : { kind: "unasked" };
  });
  return { state, scope };
}
