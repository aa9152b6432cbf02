import { computed, shallowRef } from "vue";
import type { CostAnswer, CostQuery } from "#core/cost/query/cost-query.ts";
import type { PlaceState, ScanBill, ScanEstimate, ScanProgress } from "#core/in-place/in-place.ts";
import { useBackend } from "../backend/use-backend.ts";
import { useInPlaceStore } from "../stores/in-place.ts";
import { useWorkspaceStore } from "../stores/workspace.ts";
import { useMonthsAway } from "./use-accounts-in-place.ts";
import { followInPlace } from "./follow-in-place.ts";
import { useEngineQuestion, type EngineAnswer } from "./use-engine-query.ts";
import { type InPlaceScope, useInPlaceScope } from "./use-in-place-scope.ts";
import { type Complete, useProfiledQuestions } from "./use-tag-profiles.ts";

/** An answer with the question it belongs to: while the next one is on its way, this is still the former pair. */
export type AnsweredCosts = { readonly query: CostQuery; readonly answer: CostAnswer };

type Told =
  | (AnsweredCosts & { readonly kind: "answered"; readonly bill: ScanBill | null })
  | { readonly kind: "unasked"; readonly estimate: ScanEstimate };

/** A question with all that decides how it is asked. */
type Question = Complete<CostQuery> & {
  readonly isAway: boolean;
  readonly hasConsent: boolean;
};

type Manner = {
  /** Where the question is told of, if not with the others of the screen; null asks this computer alone, as for names. */
  readonly scope?: InPlaceScope | null;
};

/**
 * The answer to a cost question and the question; `null` asks nothing. A new question aborts the former one. On screens that
 * may ask AWS, months that stay there are asked for in AWS, at once or when the user agrees to what it may cost.
 */
export function useAnsweredCosts(
  query: () => CostQuery | null,
  { scope = useInPlaceScope() }: Manner = {},
): EngineAnswer<AnsweredCosts> {
  const { host } = useBackend();
  const { complete } = useProfiledQuestions();
  const store = useInPlaceStore();
  const workspace = useWorkspaceStore();
  const monthsAway = useMonthsAway();
  const progress = shallowRef<ScanProgress | null>(null);
  let stopping = new AbortController();

  /** Null while it is not known what is where. */
  const isAway = computed((): boolean | null => {
    const asked = query();
    if (scope === null || !scope.isOn.value || asked === null) return false;
    const months = monthsAway.value(asked.range);
    return months && months.length > 0;
  });
  const consentId = (sent: CostQuery): string => JSON.stringify([workspace.id, sent]);
  const question = (): Question | null => {
    const whole = complete(query());
    if (whole === null || isAway.value === null) return null;
    return { ...whole, isAway: isAway.value, hasConsent: store.hasConsent(consentId(whole.sent)) };
  };

  const askAws = async ({ asked, sent, hasConsent }: Question, signal: AbortSignal): Promise<Told> => {
    stopping = new AbortController();
    const both = AbortSignal.any([signal, stopping.signal]);
    const events = await host.inPlace.query({ query: sent, hasConsent }, { signal: both });
    const told = await followInPlace(events, (made) => (progress.value = made)).finally(
      () => (progress.value = null),
    );
    return told.kind === "unasked"
      ? told
      : { kind: "answered", query: asked, answer: told.value, bill: told.bill };
  };
  const told = useEngineQuestion<Question, Told>({
    question,
    key: (whole) => [
      "cost",
      whole?.sent ?? null,
      ...(whole?.isAway === true ? ["inPlace", whole.hasConsent] : []),
    ],
    ask: async (engine, whole, signal) => {
      if (whole.isAway) return askAws(whole, signal);
      const answer = await engine.cost.query(whole.sent, { signal });
      return { kind: "answered", query: whole.asked, answer, bill: null };
    },
  });

  const place = computed((): PlaceState | null => {
    if (isAway.value !== true || told.failure.value !== null) return null;
    if (progress.value !== null) return progress.value;
    const value = told.value.value;
    if (value?.kind === "unasked") return value;
    return value === null || value.bill === null ? null : { kind: "answered", bill: value.bill };
  });
  scope?.register({
    state: place,
    agree: () => {
      const whole = question();
      if (whole !== null) store.agree([consentId(whole.sent)]);
    },
    stop: () => stopping.abort(),
  });
  return {
    failure: told.failure,
    value: computed(() => {
      const value = told.value.value;
      return value?.kind === "answered" ? value : null;
    }),
    state: computed(() => {
      const state = told.state.value;
      if (state.kind !== "ready") return state;
      const { value, isRefreshing } = state;
      if (value.kind === "answered") return { kind: "ready", value, isRefreshing };
      return isRefreshing ? { kind: "loading" } : { kind: "unasked" };
    }),
  };
}

/** The answer to a cost question alone. */
export function useCostQuery(query: () => CostQuery | null, manner?: Manner): EngineAnswer<CostAnswer> {
  const { state, value, failure } = useAnsweredCosts(query, manner);
  return {
    failure,
    value: computed(() => value.value?.answer ?? null),
    state: computed(() =>
      state.value.kind === "ready" ? { ...state.value, value: state.value.value.answer } : state.value,
    ),
  };
}
