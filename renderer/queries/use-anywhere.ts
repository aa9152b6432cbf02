import { computed, shallowRef } from "vue";
import type {
  InPlaceEvent,
  PlaceState,
  ScanBill,
  ScanEstimate,
  ScanProgress,
} from "#core/in-place/in-place.ts";
import type { DateRange } from "#core/time/period.ts";
import type { EngineClient, HostClient } from "../backend/backend.ts";
import { useBackend } from "../backend/use-backend.ts";
import { useInPlaceStore } from "../stores/in-place.ts";
import { useWorkspaceStore } from "../stores/workspace.ts";
import { followInPlace } from "./follow-in-place.ts";
import { useMonthsAway } from "./use-accounts-in-place.ts";
import { type EngineAnswer, useEngineQuestion } from "./use-engine-query.ts";
import type { InPlaceScope } from "./use-in-place-scope.ts";

type Ranged = { readonly range: DateRange };

/** What is asked for, and the same as it is sent. */
type Whole<Q, S> = { readonly asked: Q; readonly sent: S };

export type Manner<S, T> = {
  /** What kind of question it is: part of the key under which answers are kept. */
  readonly kind: string;
  /** Where the question is told of; null asks this computer alone. */
  readonly scope: InPlaceScope | null;
  readonly here: (engine: EngineClient, sent: S, signal: AbortSignal) => Promise<T>;
  readonly away: (
    host: HostClient,
    asked: { readonly sent: S; readonly hasConsent: boolean },
    signal: AbortSignal,
  ) => Promise<AsyncIterable<InPlaceEvent<T>>>;
};

/** An answer with the question it belongs to: while the next one is on its way, this is still the former pair. */
export type Answered<Q, T> = { readonly query: Q; readonly answer: T };

type Told<Q, T> =
  | (Answered<Q, T> & { readonly kind: "answered"; readonly bill: ScanBill | null })
  | { readonly kind: "unasked"; readonly estimate: ScanEstimate };

/** A question with all that decides how it is asked. */
type Question<Q, S> = Whole<Q, S> & { readonly isAway: boolean; readonly hasConsent: boolean };

/**
 * The answer to a question and the question; `null` asks nothing. A new question aborts the former one. Where the scope lets
 * it, months that stay in AWS are asked for there, at once or when the user agrees to what it may cost.
 */
export function useAnywhere<Q extends Ranged, S extends Ranged, T>(
  query: () => Whole<Q, S> | null,
  { kind, scope, here, away }: Manner<S, T>,
): EngineAnswer<Answered<Q, T>> {
  const { host } = useBackend();
  const store = useInPlaceStore();
  const workspace = useWorkspaceStore();
  const monthsAway = useMonthsAway();
  const progress = shallowRef<ScanProgress | null>(null);
  let stopping = new AbortController();

  /** Null while it is not known what is where. */
  const isAway = computed((): boolean | null => {
    const whole = query();
    if (scope === null || !scope.isOn.value || whole === null) return false;
    const months = monthsAway.value(whole.asked.range);
    return months && months.length > 0;
  });
  const consentId = (sent: S): string => JSON.stringify([workspace.id, kind, sent]);
  const question = (): Question<Q, S> | null => {
    const whole = query();
    if (whole === null || isAway.value === null) return null;
    return { ...whole, isAway: isAway.value, hasConsent: store.hasConsent(consentId(whole.sent)) };
  };

  const askAws = async (
    { asked, sent, hasConsent }: Question<Q, S>,
    signal: AbortSignal,
  ): Promise<Told<Q, T>> => {
    stopping = new AbortController();
    const events = await away(host, { sent, hasConsent }, AbortSignal.any([signal, stopping.signal]));
    const told = await followInPlace(events, (made) => (progress.value = made)).finally(
      () => (progress.value = null),
    );
    return told.kind === "unasked"
      ? told
      : { kind: "answered", query: asked, answer: told.value, bill: told.bill };
  };
  const told = useEngineQuestion<Question<Q, S>, Told<Q, T>>({
    question,
    key: (whole) => [
      kind,
      whole?.sent ?? null,
      ...(whole?.isAway === true ? ["inPlace", whole.hasConsent] : []),
    ],
    ask: async (engine, whole, signal) => {
      if (whole.isAway) return askAws(whole, signal);
      const answer = await here(engine, whole.sent, signal);
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

/** The answer alone. */
export function answerAlone<T>({
  state,
  value,
  failure,
}: EngineAnswer<Answered<unknown, T>>): EngineAnswer<T> {
  return {
    failure,
    value: computed(() => value.value?.answer ?? null),
    state: computed(() =>
      state.value.kind === "ready" ? { ...state.value, value: state.value.value.answer } : state.value,
    ),
  };
}
